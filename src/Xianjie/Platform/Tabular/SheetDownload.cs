using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Tabular;

/// <summary>The rows of a list as a file, at once; who exported what, and with which conditions, is recorded before the first byte goes out.</summary>
internal sealed class SheetDownload(XianjieDb db, CurrentUser user, Clock clock, Places places)
{
    /// <param name="page">The page that answers.</param>
    /// <param name="title">Name of the list: of the sheet, the file and the record of the export.</param>
    /// <param name="columns">Columns of the file.</param>
    /// <param name="rows">The rows of the list, in its order.</param>
    /// <param name="csv">CSV instead of XLSX.</param>
    /// <param name="ct">Ends the export.</param>
    /// <param name="area">The area of the list where it is narrower than the one chosen.</param>
    public async Task<FileResult> OfAsync<T>(PageModel page, string title, IReadOnlyList<FileColumn<T>> columns, IAsyncEnumerable<T> rows, bool csv, CancellationToken ct, long? area = null)
    {
        var act = user.Acts($"导出{title}", evidence: page.Request.QueryString.Value);
        db.Add(new Change { At = clock.Now, By = act.By, What = act.What, Evidence = act.Evidence, Object = typeof(T).Name, ObjectId = user.Id, Division = user.Area });
        await db.SaveChangesAsync(ct);
        var content = new MemoryStream();
        await TableFile.WriteAsync(content, title, columns, rows, csv, null, ct);
        content.Position = 0;
        page.Response.Headers.CacheControl = "no-store";
        return page.File(content, TableFile.TypeOf(csv), string.Create(CultureInfo.InvariantCulture, $"{title}-{places.Name(area ?? user.Area)}-{clock.Today:yyyyMMdd}.{(csv ? "csv" : "xlsx")}"));
    }
}
