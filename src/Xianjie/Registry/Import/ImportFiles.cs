using System.Globalization;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Platform.Tabular.Xlsx;

namespace Xianjie.Registry.Import;

/// <summary>The workbooks that an import gives back: rows to correct, and doubts to look at.</summary>
internal sealed class ImportFiles(FileStore store)
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public async Task<Guid> ErrorsAsync(XianjieDb db, ImportBatch batch, TableHeader header, IReadOnlyList<MappedRow> rows, CancellationToken ct)
    {
        using var content = new MemoryStream();
        ErrorWorkbook.Write(content, header, rows);
        return await KeepAsync(db, batch, content, "退回", ct);
    }

    public async Task<Guid> DoubtsAsync(XianjieDb db, ImportBatch batch, IReadOnlyList<ImportDoubt> doubts, CancellationToken ct)
    {
        using var content = new MemoryStream();
        using (var writer = new XlsxWriter(content))
        {
            var sheet = writer.AddSheet(new SheetLayout("疑点", [new("行号", 8), new("户编号", 22), new("姓名", 12), new("疑点（已导入，请核对）", 60)]));
            foreach (var doubt in doubts)
                sheet.Write([OutCell.Text(doubt.Row > 0 ? doubt.Row.ToString(CultureInfo.InvariantCulture) : string.Empty), OutCell.Text(doubt.Household), OutCell.Text(doubt.Name), OutCell.Text(doubt.Words)]);
        }
        return await KeepAsync(db, batch, content, "疑点", ct);
    }

    private async Task<Guid> KeepAsync(XianjieDb db, ImportBatch batch, MemoryStream content, string word, CancellationToken ct)
    {
        content.Position = 0;
        var name = $"{Path.GetFileNameWithoutExtension(batch.FileName)}-{word}.xlsx";
        var file = await store.SaveAsync(content, name, Xlsx, batch.By, batch.Division, "import-result", long.MaxValue, ct)
            ?? throw new InvalidOperationException("A file without limit was refused.");
        db.Add(file);
        return file.Id;
    }
}
