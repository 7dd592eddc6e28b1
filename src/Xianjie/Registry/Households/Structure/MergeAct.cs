using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Registry.Households.Structure;

internal sealed record MergeOrder(Guid Source, Guid Target, IReadOnlyDictionary<Guid, string> Relations, DateOnly Day);

/// <summary>并户: everyone of one household goes into another, whose record goes on.</summary>
internal sealed class MergeAct(XianjieDb db, Clock clock, IEnumerable<IHouseholdWatcher> watchers) : DangerousAct<MergeOrder>
{
    public override string Key => "household.merge";
    public override string Title => "并户";
    public override string Permission => Permissions.HouseholdsRestructure;

    protected override async Task<ActPreview> PreviewAsync(MergeOrder order, CancellationToken ct)
    {
        var homes = await db.Set<Household>().AsNoTracking().Where(h => h.Id == order.Source || h.Id == order.Target).ToDictionaryAsync(h => h.Id, ct);
        if (!homes.TryGetValue(order.Source, out var source) || !homes.TryGetValue(order.Target, out var target) || source.State != HouseholdState.Active || target.State != HouseholdState.Active)
            return ActPreview.Refused("要合并的两户已不都在您负责的地区，或已归档。");
        var people = await db.Set<People.Person>().AsNoTracking().Where(p => p.HouseholdId == source.Id && p.State == People.PersonState.Present).OrderBy(p => p.Id).Select(p => new { p.Id, p.Name }).ToListAsync(ct);
        return new($"户 {source.HouseholdNo} 并入户 {target.HouseholdNo}", Place(source.Division, target.Division), people.Count + 2,
            [$"并入：{target.HouseholdNo}（{target.HeadName}，{target.MemberCount} 人）", .. people.Select(p => $"转入：{p.Name}，为对方户主的{order.Relations.GetValueOrDefault(p.Id)}"),
             $"{source.HouseholdNo}（{source.HeadName}）的档案归档，停止单独监测和帮扶", $"日期：{order.Day:yyyy-MM-dd}"], $"{source.Version}/{target.Version}");
    }

    protected override async Task<ActDone> ExecuteAsync(MergeOrder order, ActRun run, CancellationToken ct)
    {
        var book = new HouseholdBook(db, clock, watchers);
        if (await book.OpenAsync(order.Source, ct) is not { } source || await book.OpenAsync(order.Target, ct) is not { } target)
            return ActDone.Refused("要合并的两户已不都在您负责的地区。");
        if (book.Merge(source, target, order.Relations, order.Day) is { } refusal)
            return ActDone.Refused(refusal.Words);
        await book.SaveAsync(run.Acts("并户"), ct);
        return new("已并户，原户档案已归档。", $"/households/{order.Target}?tab=members");
    }

    /// <summary>The smallest place that holds both.</summary>
    private static long Place(long one, long other)
    {
        foreach (var width in (long[])[1, 1_000, 1_000_000, 100_000_000])
        {
            if (one / width == other / width)
                return one / width * width;
        }
        return one / 10_000_000_000 * 10_000_000_000;
    }
}
