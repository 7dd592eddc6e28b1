using System.Security.Cryptography;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Papers;

namespace Xianjie.Platform.Exports;

/// <summary>
/// Rows that an import refused or doubted go back to whoever may correct them: each time on record with a number of its own, which the workbook
/// carries unseen (its cells stay as they were sent, so that it can be imported again). No second person: the rows came from outside.
/// </summary>
internal sealed class HandBack(ExportDesk desk, XianjieDb db, FileStore store, WriteGate gate, CurrentUser user)
{
    public const string Purpose = "更正后重新导入";

    /// <returns>The marked file and the name under which it goes out; null where its bytes are gone.</returns>
    public async Task<(MemoryStream Content, string Name)?> OpenAsync(StoredFile file, string title, CancellationToken ct)
    {
        if (!store.Exists(file.Id))
            return null;
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (record, mark) = await desk.BeginAsync(new(title, file.Name, Purpose, Revealed: true, user.Area, nameof(StoredFile), file.Name), ct);
        var content = new MemoryStream();
        await using (var kept = store.Open(file.Id))
            await kept.CopyToAsync(content, ct);
        record.Rows = Mark(content, mark);
        content.Position = 0;
        (record.State, record.Downloads, record.MostDownloads, record.Hash) = (ExportState.已下载, 1, 1, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        content.Position = 0;
        return (content, record.FileName);
    }

    /// <summary>Writes the number into the properties; tells the rows under the titles.</summary>
    private static int Mark(MemoryStream content, ExportMark mark)
    {
        content.Position = 0;
        using var book = SpreadsheetDocument.Open(content, isEditable: true);
        book.AddCustomFilePropertiesPart().Properties = DocxParts.Marked(mark);
        return book.WorkbookPart!.WorksheetParts.Sum(Rows);
    }

    private static int Rows(WorksheetPart sheet)
    {
        using var reader = OpenXmlReader.Create(sheet);
        var rows = 0;
        while (reader.Read())
        {
            if (reader.IsStartElement && reader.ElementType == typeof(Row))
                rows++;
        }
        return Math.Max(0, rows - 1);
    }
}
