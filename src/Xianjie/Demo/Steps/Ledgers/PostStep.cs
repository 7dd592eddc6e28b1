using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Demo.Steps.Ledgers;

/// <summary>Public posts from need to leaving: two posts in each of some villages, people hired, at work, waiting and gone, and the pay of two months by attendance.</summary>
internal sealed class PostStep(JobBoard board, TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    private const int Villages = 6, Monthly = 660, Due = 22;
    private const string Sweeper = "村道保洁岗", Carer = "老人照料岗";

    private sealed record Place(long Code, IReadOnlyList<string> Heads);

    public int Order => 397;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        await using var db = board.Open();
        var monitor = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Login == "jianceyuan", ct);
        var places = await PlacesAsync(db, context.County, ct);
        var rows = await new Actors(context.Services, (DemoTime)time, gate).DoAsync(monitor, clock.Today, async services =>
        {
            var ledgers = services.GetRequiredService<LedgerServices>();
            var offices = await LedgerEntry.NamesAsync(ledgers.Db, "organisations", "name", ct);
            if ((offices.Find(o => o.EndsWith("人社局", StringComparison.Ordinal)) ?? offices.Find(o => o.EndsWith('局')) ?? offices.FirstOrDefault()) is not { } manager)
                return 0;
            var count = await LedgerEntry.EnterAsync(ledgers, "post-plans", places.SelectMany(p => Plans(p, manager)), ct);
            count += await LedgerEntry.EnterAsync(ledgers, "post-hires", places.SelectMany(Hires), ct);
            foreach (var ago in (int[])[1, 0])
            {
                count += await LedgerEntry.EnterAsync(ledgers, "post-pays", places.SelectMany(p => Pays(p, ago)), ct, ago);
                count += await LedgerEntry.EnterAsync(ledgers, "public-posts", places.SelectMany(p => Months(p, manager)), ct, ago);
            }
            return count;
        }, ct);
        context.Say($"公益性岗位 {rows:N0} 行");
    }

    /// <summary>Villages with people of different names to hire.</summary>
    private static async Task<List<Place>> PlacesAsync(XianjieDb db, long county, CancellationToken ct)
    {
        var (from, below) = Scope.Range(county);
        var homes = await db.Set<Household>().AsNoTracking().Where(h => h.Division >= from && h.Division < below && h.State == HouseholdState.Active && h.HeadName != null).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Select(h => new { h.Division, h.HeadName }).ToListAsync(ct);
        return [.. homes.GroupBy(h => h.Division).Select(g => new Place(g.Key, [.. g.GroupBy(h => h.HeadName!).Where(n => n.Count() == 1).Select(n => n.Key).Take(5)])).Where(p => p.Heads.Count == 5).Take(Villages)];
    }

    private IEnumerable<(long, Dictionary<string, string>)> Plans(Place place, string manager)
    {
        foreach (var (post, kind, need) in new[] { (Sweeper, "保洁", "村道和集中居住点没有人保洁"), (Carer, "护理", "留守和失能老人没有人照料") })
            yield return (place.Code, new()
            {
                ["post"] = post, ["kind"] = kind, ["fund"] = "就业补助", ["need"] = need, ["needed"] = "4", ["quota"] = "3", ["monthly"] = $"{Monthly}", ["manager_org"] = manager, ["opened_on"] = LedgerEntry.Day(clock.Today.AddMonths(-26)),
            });
    }

    /// <summary>Two sweep, one of them beyond the agreement; one cares, one is hired and has not begun, one has gone.</summary>
    private IEnumerable<(long, Dictionary<string, string>)> Hires(Place place) => place.Heads.Select((head, at) =>
    {
        var hired = clock.Today.AddMonths(at switch { 1 => -14, 3 => 0, 4 => -20, _ => -6 }).AddDays(-10);
        var row = new Dictionary<string, string>
        {
            ["post"] = at < 2 || at == 4 ? Sweeper : Carer, ["worker"] = head, ["crowd"] = at % 2 == 0 ? "脱贫人口" : "监测对象", ["ability"] = "弱劳动力", ["agreement_no"] = $"岗聘〔{hired.Year}〕{(place.Code % 1000) + at}号",
            ["hired_on"] = LedgerEntry.Day(hired), ["agreed_to"] = LedgerEntry.Day(hired.AddYears(1)),
        };
        if (at != 3)
            row["started_on"] = LedgerEntry.Day(hired.AddDays(5));
        if (at == 4)
            (row["left_on"], row["left_why"], row["left_to"]) = (LedgerEntry.Day(hired.AddYears(1)), "协议期满", "企业就业");
        return (place.Code, row);
    });

    private IEnumerable<(long, Dictionary<string, string>)> Pays(Place place, int ago) => place.Heads.Take(3).Select((head, at) =>
    {
        var done = Due - (int)((place.Code + at) % 3);
        return (place.Code, new Dictionary<string, string>
        {
            ["post"] = at < 2 ? Sweeper : Carer, ["worker"] = head, ["days_due"] = $"{Due}", ["days_done"] = $"{done}", ["work"] = at < 2 ? "清扫村道，清运垃圾" : "上门照料老人", ["paid"] = $"{Monthly / Due * done}",
            ["paid_on"] = LedgerEntry.Day(ago == 0 ? clock.Today : Span.Holding(Xianjie.Ledgers.Definitions.PeriodKind.Month, clock.Today).First.AddDays(-1)), ["channel"] = "一卡通",
        });
    });

    private IEnumerable<(long, Dictionary<string, string>)> Months(Place place, string manager)
    {
        var pays = Pays(place, 0).Select(p => p.Item2).ToList();
        foreach (var (post, kind) in new[] { (Sweeper, "保洁"), (Carer, "护理") })
            yield return (place.Code, new()
            {
                ["post"] = post, ["kind"] = kind, ["fund"] = "就业补助", ["quota"] = "3", ["on_post"] = $"{pays.Count(p => p["post"] == post)}", ["monthly"] = $"{Monthly}", ["manager_org"] = manager,
                ["paid"] = $"{pays.Where(p => p["post"] == post).Sum(p => int.Parse(p["paid"], CultureInfo.InvariantCulture))}",
            });
    }
}
