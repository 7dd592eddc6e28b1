using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Income;

/// <summary>Sums of one group, year and place.</summary>
internal readonly record struct IncomeSum(int Households, long People, long Net)
{
    /// <summary>分 per head; null where nobody has an income written down.</summary>
    public long? PerHead => People == 0 ? null : (long)Math.Round((decimal)Net / People, MidpointRounding.AwayFromZero);

    public static IncomeSum operator +(IncomeSum a, IncomeSum b) => new(a.Households + b.Households, a.People + b.People, a.Net + b.Net);
}

/// <param name="Place">Township of a county, village of a township.</param>
internal sealed record IncomeCell(int Year, long Place, string Group, IncomeSum Sum);

/// <summary>One household behind a number.</summary>
internal sealed record IncomeRow(Guid Household, string? HeadName, string HouseholdNo, long Division, string RiskState, int People, long Net)
{
    public long PerHead => Net / Math.Max(1, People);
}

/// <summary>
/// 人均纯收入 from the yearly statements of the households: net income of all households with a statement, over their people. Numbers and the
/// lists they open to come from the same rows.
/// </summary>
internal sealed class IncomeBook(XianjieDb db)
{
    public const int BaseYear = 2020;
    public const string Exited = "exited", Monitored = "monitored", Supported = "supported", All = "all";

    public static readonly IReadOnlyList<(string Key, string Title)> Groups = [(Exited, "脱贫人口"), (Monitored, "监测对象"), (Supported, "低保特困"), (All, "全部农户")];

    public static string Title(string group) => Groups.FirstOrDefault(g => g.Key == group).Title ?? Groups[0].Title;

    private static IQueryable<Household> Of(IQueryable<Household> homes, string group) => group switch
    {
        Exited => homes.Where(h => h.IsExitedPoverty == true || h.RiskState == "脱贫户"),
        Monitored => homes.Where(h => h.RiskState == HelpGaps.Monitored || h.RiskState == HelpGaps.Removed),
        Supported => homes.Where(h => (h.Traits & (Traits.Dibao | Traits.Tekun)) != 0),
        _ => homes,
    };

    /// <summary>Every sum of an area since the base year, by the places directly below it.</summary>
    public async Task<IReadOnlyList<IncomeCell>> CellsAsync(long area, CancellationToken ct)
    {
        var below = area % 1_000_000 == 0 ? 1000L : 1L;
        var cells = new List<IncomeCell>();
        foreach (var (group, _) in Groups)
        {
            var rows = Homes(area, group).Join(Statements(null), h => h.Id, i => i.HouseholdId, (h, i) => new { i.Year, Place = h.Division / below, People = (long)(h.MemberCount ?? 0), Net = i.Net ?? 0 });
            cells.AddRange((await rows.GroupBy(r => new { r.Year, r.Place }).Select(g => new { g.Key.Year, g.Key.Place, Households = g.Count(), People = g.Sum(r => r.People), Net = g.Sum(r => r.Net) }).ToListAsync(ct))
                .Select(g => new IncomeCell(g.Year, g.Place * below, group, new IncomeSum(g.Households, g.People, g.Net))));
        }
        return cells;
    }

    public IQueryable<IncomeRow> Households(long area, string group, int year) => Homes(area, group).Join(Statements(year), h => h.Id, i => i.HouseholdId, (h, i) => new { h, i })
        .OrderBy(r => r.h.Division).ThenBy(r => r.h.HouseholdNo).Select(r => new IncomeRow(r.h.Id, r.h.HeadName, r.h.HouseholdNo, r.h.Division, r.h.RiskState, r.h.MemberCount ?? 0, r.i.Net ?? 0));

    private IQueryable<Household> Homes(long area, string group)
    {
        var (from, below) = Scope.Range(area);
        return Of(db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.Division >= from && h.Division < below && h.MemberCount > 0), group);
    }

    private IQueryable<IncomeYear> Statements(int? year) => db.Set<IncomeYear>().AsNoTracking().Where(i => i.Net != null && i.Year >= BaseYear && (year == null || i.Year == year));

    /// <summary>What was kept last, by group and year.</summary>
    public async Task<IReadOnlyDictionary<(string Group, int Year), IncomeRecord>> KeptAsync(long area, CancellationToken ct)
    {
        var county = area / 1_000_000 * 1_000_000;
        // Totals of the county hold no personal data; a township compares itself with them
        return (await db.Set<IncomeRecord>().IgnoreQueryFilters().AsNoTracking().Where(r => r.Division == county).OrderBy(r => r.At).ThenBy(r => r.Id).ToListAsync(ct))
            .GroupBy(r => (r.Group, r.Year)).ToDictionary(g => g.Key, g => g.Last());
    }
}
