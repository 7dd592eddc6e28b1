using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.SocialRelief.Benefits;
using Xianjie.SocialRelief.Refresh;

namespace Xianjie.SocialRelief.Pool;

/// <summary>Sets the civil affairs office's layers, the monitored objects and the one reckoning of income side by side.</summary>
internal sealed class PoolPart(ParameterValues values, DateOnly today) : IVillagePart
{
    private readonly int now = MonthOf(today);

    private sealed record Lines(long? Standard, long? Margin, long? Watched);

    public async Task WriteAsync(VillageContext village)
    {
        var (db, ct) = (village.Db, village.Cancelled);
        // The month before those in which rules MZ-1, MZ-2 and MZ-8 still see a change as new
        var before = MonthOf(today.AddMonths(-values.Whole("月报回看月数", village.Division) - 1));
        var told = village.People.ToLookup(p => p.Who.HouseholdId);
        var homes = await db.Set<Household>().AsNoTracking().Where(h => h.Division == village.Division && h.State == HouseholdState.Active).ToListAsync(ct);
        var incomes = (await db.Set<IncomeYear>().AsNoTracking().Where(i => i.Division == village.Division && i.Year <= today.Year).ToListAsync(ct)).ToLookup(i => i.HouseholdId);
        var standard = values.Fen("农村低保年标准", village.Division, today, "本县");
        var lines = new Lines(standard, standard * values.Whole("低保边缘收入倍数", village.Division) / 100, values.Fen("监测范围", village.Division));
        var rows = homes.Select(h => RowOf(h, [.. told[h.Id]], incomes[h.Id].MaxBy(i => i.Year), lines, before)).OfType<PoolRow>().ToList();
        await village.ReplaceAsync(rows, db.Set<PoolRow>());
    }

    private PoolRow? RowOf(Household home, IReadOnlyList<PersonRelief> people, IncomeYear? income, Lines lines, int before)
    {
        var (layer, former) = (Layer(people, now), Layer(people, before));
        var watched = home.RiskState == HelpGaps.Monitored;
        // The one reckoning of both: the worksheet of the identification
        var perCapita = Worksheet.Of(income, null, home.Present, null, null).PerCapita ?? income?.PerCapita;
        var reckoned = perCapita < lines.Standard ? BenefitKinds.Dibao : perCapita < lines.Margin ? BenefitKinds.Margin : null;
        if (layer is null && former is null && !watched && reckoned is null)
            return null;
        return new()
        {
            HouseholdId = home.Id, Division = home.Division, HouseholdNo = home.HouseholdNo, HeadName = home.HeadName ?? string.Empty, Layer = layer ?? (watched ? PoolRow.Watched : former is not null ? PoolRow.Left : PoolRow.Outside),
            Supported = people.Count(p => Layer([p], now) is not null), Members = home.Present, HouseholdType = home.HouseholdType, RiskState = home.RiskState, Move = MoveOf(former, layer), FormerLayer = former == layer ? null : former,
            PerCapita = perCapita, IncomeYear = income?.Year, Reckoned = reckoned, Differences = Join(Differences(home, people, layer, watched, perCapita, reckoned, lines)),
        };
    }

    /// <summary>The strongest layer of the people in a month.</summary>
    private static string? Layer(IReadOnlyList<PersonRelief> people, int month) => BenefitLayers.All.FirstOrDefault(layer => people.Any(p => p.Of(layer).Any(l => l.Covers(month))));

    private static PoolMove MoveOf(string? former, string? layer) => (former, layer) switch
    {
        (null, null) => PoolMove.无变化,
        (null, _) => PoolMove.新增,
        (_, null) => PoolMove.退出,
        _ => BenefitLayers.Rank(layer).CompareTo(BenefitLayers.Rank(former)) switch { > 0 => PoolMove.下调, < 0 => PoolMove.上调, _ => PoolMove.无变化 },
    };

    private IEnumerable<MergeDifference> Differences(Household home, IReadOnlyList<PersonRelief> people, string? layer, bool watched, long? perCapita, string? reckoned, Lines lines)
    {
        if (layer is not null && !watched && perCapita < lines.Watched)
            yield return MergeDifference.低收入未纳入监测;
        if (layer is null && watched)
            yield return MergeDifference.监测对象民政不在册;
        if (layer is not null && watched && values.Text("监测对象对应低收入层次", home.Division, home.HouseholdType, today) is { Length: > 0 } wanted && !wanted.Split('、').Contains(layer))
            yield return MergeDifference.层次与对象类型不对应;
        if (reckoned == BenefitKinds.Dibao && layer is not (BenefitKinds.Dibao or BenefitKinds.Tekun))
            yield return MergeDifference.低于低保标准未保;
        if (layer == BenefitKinds.Dibao && perCapita > lines.Margin)
            yield return MergeDifference.高于低收入线仍在保;
        if (people.Any(p => BenefitLayers.All.Count(l => p.Of(l).Any(line => line.Covers(now))) > 1))
            yield return MergeDifference.同一人两个层次;
    }

    private static string Join(IEnumerable<MergeDifference> differences) => string.Join(';', differences) is { Length: > 0 } joined ? $";{joined};" : string.Empty;

    private static int MonthOf(DateOnly day) => (day.Year * 100) + day.Month;
}
