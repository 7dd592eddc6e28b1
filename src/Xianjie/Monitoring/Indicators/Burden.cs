using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Indicators;

namespace Xianjie.Monitoring.Indicators;

/// <summary>How much the system asked of villages and townships in a month. A figure about the system: accounts are only counted, never named or compared.</summary>
/// <param name="Kinds">What was asked most: kind of act, times, fields.</param>
internal sealed record Burden(int Accounts, int Items, long Fields, IReadOnlyList<(string What, int Times, long Fields)> Kinds)
{
    public decimal? ItemsEach => Accounts == 0 ? null : Math.Round((decimal)Items / Accounts, 1);
    public decimal? FieldsEach => Accounts == 0 ? null : Math.Round((decimal)Fields / Accounts, 1);

    public static async Task<Burden> OfAsync(XianjieDb db, long area, IndicatorMonth month, CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        var (since, until) = (month.From, month.Below);
        var accounts = await db.Set<User>().CountAsync(u => !u.Disabled && (u.Role == Roles.Collector || u.Role == Roles.Clerk) && u.Division >= from && u.Division < below, ct);
        var items = await db.Set<WorkItem>().CountAsync(w => w.State == WorkState.Done && w.ClosedAt >= since && w.ClosedAt < until && w.Division >= from && w.Division < below && (w.Role == Roles.Collector || w.Role == Roles.Clerk), ct);
        // Typed by hand: without a file behind it and by an account, which is written as name（login）. A field is one key of the change.
        var kinds = await db.Set<Change>().Where(c => c.At >= since && c.At < until && c.Division >= from && c.Division < below && c.After != null && EF.Functions.Like(c.By, "%（%") && !c.What.Contains("导入") && !c.What.Contains("演示"))
            .GroupBy(c => c.What).Select(g => new { g.Key, Times = g.Count(), Fields = g.Sum(c => (long)((c.After!.Length - c.After!.Replace("\":", "").Length) / 2)) }).OrderByDescending(g => g.Fields).ToListAsync(ct);
        return new Burden(accounts, items, kinds.Sum(k => k.Fields), [.. kinds.Take(10).Select(k => (k.Key, k.Times, k.Fields))]);
    }
}
