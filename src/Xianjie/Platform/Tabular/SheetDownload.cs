using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Tabular;

/// <summary>
/// The rows of a list as a file. Asks for the purpose first; who exported what, what for and with which conditions, is recorded before the first byte goes
/// out, and stands in the file.
/// </summary>
internal sealed class SheetDownload(ExportDesk desk, CurrentUser user, Clock clock, Places places)
{
    /// <param name="page">The page that answers.</param>
    /// <param name="title">Name of the list: of the sheet, the file and the record of the export.</param>
    /// <param name="columns">Columns of the file.</param>
    /// <param name="rows">The rows of the list, in its order.</param>
    /// <param name="csv">CSV instead of XLSX.</param>
    /// <param name="ct">Ends the export.</param>
    /// <param name="area">The area of the list where it is narrower than the one chosen.</param>
    public async Task<IActionResult> OfAsync<T>(PageModel page, string title, IReadOnlyList<FileColumn<T>> columns, IAsyncEnumerable<T> rows, bool csv, CancellationToken ct, long? area = null)
    {
        if (PurposeAsk.Of(page.Request) is not { } purpose)
            return PurposeAsk.Page(page, title);
        var name = string.Create(CultureInfo.InvariantCulture, $"{title}-{places.Name(area ?? user.Area)}-{clock.Today:yyyyMMdd}.{(csv ? "csv" : "xlsx")}");
        var (record, mark) = await desk.BeginAsync(new(title, name, purpose, Revealed: false, area ?? user.Area, typeof(T).Name, page.Request.QueryString.Value), ct);
        var content = new MemoryStream();
        var count = await TableFile.WriteAsync(content, title, columns, rows, csv, null, ct, mark);
        return await desk.SendAsync(page, record, mark, content, count, TableFile.TypeOf(csv), ct);
    }
}
