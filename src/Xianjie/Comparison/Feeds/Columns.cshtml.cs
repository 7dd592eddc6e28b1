using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

/// <summary>Which column of the file is which: guessed, corrected by the officer, kept for the next file.</summary>
[Requires(Permissions.FeedsUpload)]
internal sealed class ColumnsPage(XianjieDb db, FeedDesk desk, FileStore files, JobBoard board, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Line(HeaderColumn Header, string? Chosen, IReadOnlyList<string> Samples);

    public Delivery Delivery { get; private set; } = null!;
    public FactTable Feed { get; private set; } = null!;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<string> Notices { get; private set; } = [];
    public string? Refusal { get; private set; }

    public IEnumerable<SelectListItem> Choices(string? chosen) => [new SelectListItem("（不导入）", string.Empty, chosen is null),
        .. Feed.Columns.Where(c => c.Expression is null).Select(c => new SelectListItem(c.Required ? c.Name + " *" : c.Name, c.English, c.English == chosen))];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        if (Delivery.State is not (DeliveryState.Mapping or DeliveryState.Refused))
            return new SeeOtherResult($"/feeds/deliveries/{id}");
        var saved = await db.Set<FeedMapping>().AsNoTracking().FirstOrDefaultAsync(m => m.Division == Delivery.Division && m.Feed == Feed.Name, ct);
        Show(header => HeaderGuess.Guess(Feed, header, Delivery.Columns ?? saved?.Columns));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        if (Delivery.State is not (DeliveryState.Mapping or DeliveryState.Refused))
            return new SeeOtherResult($"/feeds/deliveries/{id}");
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        Show(header => map = Posted(header));
        if (Refusal is not null)
            ModelState.AddModelError(string.Empty, Refusal);
        foreach (var twice in map.GroupBy(p => p.Value).Where(g => g.Count() > 1))
            ModelState.AddModelError(string.Empty, $"“{Feed[twice.Key]!.Name}”对应了多列（{string.Join('、', twice.Select(p => p.Key))}），请只留一列。");
        foreach (var missing in HeaderGuess.Missing(Feed, map))
            ModelState.AddModelError(string.Empty, $"没有列对应必填的“{missing.Name}”，请选择。");
        if (!ModelState.IsValid)
            return Page();
        return new SeeOtherResult($"/jobs/{await SendAsync(map, ct)}");
    }

    private Dictionary<string, string> Posted(TableHeader header)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in header.Columns)
        {
            if (Request.Form[$"column{column.Index}"].ToString() is { Length: > 0 } english && Feed[english] is { Expression: null } known)
                map[column.Key] = known.English;
        }
        return map;
    }

    private async Task<Guid> SendAsync(Dictionary<string, string> map, CancellationToken ct)
    {
        var json = JsonSerializer.Serialize(map, ChangeJson.Options);
        var job = board.Draft(ReadDelivery.JobKind, $"读取{Feed.Name}：{Delivery.FileName}", new ReadDelivery.Payload(Delivery.Id), Delivery.Division, user.Login);
        Delivery.Send(json, job.Id);
        var saved = await db.Set<FeedMapping>().FirstOrDefaultAsync(m => m.Division == Delivery.Division && m.Feed == Feed.Name, ct);
        var me = user.Acts(string.Empty).By;
        if (saved is null)
            db.Add(new FeedMapping { Feed = Feed.Name, Division = Delivery.Division, Columns = json, By = me, At = clock.Now });
        else
            (saved.Columns, saved.By, saved.At) = (json, me, clock.Now);
        db.Add(job);
        db.Act = user.Acts("核对列名");
        await db.SaveChangesAsync(ct);
        return job.Id;
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<Delivery>().FirstOrDefaultAsync(d => d.Id == id, ct) is not { } delivery || desk.Find(delivery.Feed) is not { } feed)
            return false;
        (Delivery, Feed) = (delivery, feed);
        return true;
    }

    private void Show(Func<TableHeader, Dictionary<string, string>> mapping)
    {
        using var content = files.Open(Delivery.FileId);
        if (!TableReader.Open(content, Delivery.FileName, ReadDelivery.Limits).TryGet(out var table, out var refusal))
        {
            Refusal = refusal;
            return;
        }
        using (table)
        {
            var rows = table.Rows.Take(3).ToList();
            (Notices, Refusal) = (table.Notices, table.Failure);
            var map = mapping(table.Header);
            Lines = [.. table.Header.Columns.Select(h => new Line(h, map.GetValueOrDefault(h.Key), [.. rows.Select(r => Sample(h, map, r[h.Index].Text))]))];
        }
    }

    /// <summary>Personal columns, and anything that looks like a number of a person, are shown in part only.</summary>
    private string Sample(HeaderColumn header, Dictionary<string, string> map, string text)
    {
        var known = map.TryGetValue(header.Key, out var english) ? Feed[english] : null;
        var plain = known is not null && known.Class == ColumnClass.Plain;
        if (plain || text.Length == 0)
            return text.Length > 40 ? text[..40] + "…" : text;
        return text.Length <= 1 ? text : text[..1] + new string('*', Math.Min(6, text.Length - 1));
    }
}
