using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Screening;

namespace Xianjie.Registry.Counts;

/// <summary>Figures of the registry, each counted with the query of the list that it opens.</summary>
internal sealed class HouseholdFigures(HouseholdCounts counts, Catalogue catalogue, CurrentUser user, Clock clock) : IFigures
{
    private static readonly HouseholdQuery Everything = new(), AtRisk = new() { RiskState = "未消除风险监测户" }, Removed = new() { RiskState = "已消除风险监测户" };

    private string Objects => PolicyPeriod.On(clock.Today).ObjectName;

    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.HouseholdsRead))
            return [];
        var atRisk = Traits.Marks.Where(m => m.Key is "house" or "water" or "safetynet").Select(m => (m.Words, Query: AtRisk with { Marks = m.Bit }));
        var figures = new List<Figure>
        {
            await OneAsync(1, "在册农户", Everything, null, ct),
            await OneAsync(2, Objects, AtRisk, "red", ct, "风险未消除 · "),
            await OneAsync(3, "风险已消除", Removed, "green", ct),
            await OneAsync(4, "脱贫户", new() { Marks = Traits.ExitedPoverty }, null, ct),
            await OneAsync(5, "易地搬迁户", new() { Marks = Traits.Relocated }, null, ct),
        };
        foreach (var (words, query) in atRisk)
            figures.Add(await OneAsync(6, words, query, "amber", ct, "风险未消除 · "));
        return figures;
    }

    private async Task<Figure> OneAsync(int order, string label, HouseholdQuery query, string? tone, CancellationToken ct, string among = "")
    {
        var total = await counts.TotalAsync(query, ct);
        return new(order, label, total.Households, "户", Href(query), $"{among}{total.People:N0} 人", tone);
    }

    public async Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.HouseholdsRead))
            return [];
        var rows = new List<ChartRow>();
        foreach (var risk in catalogue.Codes["风险"].Values.Where(r => Traits.OfRisk(r) != 0))
        {
            var (now, removed) = (AtRisk with { Risk = risk }, Removed with { Risk = risk });
            rows.Add(new(risk, [((await counts.TotalAsync(now, ct)).Households, Href(now)), ((await counts.TotalAsync(removed, ct)).Households, Href(removed))]));
        }
        return [new(10, "风险类型", "stacked", "户", ["未消除", "已消除"], rows)];
    }

    public async Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct)
    {
        if (!user.May(Permissions.HouseholdsRead))
            return [];
        var villages = await counts.ByVillageAsync(AtRisk, ct);
        var byArea = children.ToDictionary(c => c, c =>
        {
            var (from, below) = Scope.Range(c);
            return villages.Where(v => v.Division >= from && v.Division < below).Sum(v => (long)v.Households);
        });
        return [new(10, $"{Objects}（风险未消除）", "户", byArea, area => Href(AtRisk with { Area = area }))];
    }

    private static string Href(HouseholdQuery query) => "/households" + query.Address();
}
