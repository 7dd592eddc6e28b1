using Xianjie.Platform.Access;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.LowIncome;

/// <summary>One kind of low-income household, by whether it is monitored; every number is the count of the household list at its address.</summary>
/// <param name="Words">The kind, as the mark of the list is called.</param>
internal sealed record Overlap(string Words, IReadOnlyList<Overlap.Cell> Cells)
{
    public const string Monitored = "未消除风险监测户", Removed = "已消除风险监测户";

    /// <summary>The kinds by the marks of households that tell them: 低保, 特困, 兜底保障.</summary>
    public static readonly IReadOnlyList<(string Key, string Words, long Bit)> Kinds = [.. Traits.Marks.Where(m => m.Key is "dibao" or "tekun" or "safetynet")];

    /// <summary>Columns: everyone, monitored, removed, and the two kinds that are not monitored.</summary>
    public static readonly IReadOnlyList<(string Words, string? State)> Columns =
        [("全部", null), ("风险未消除", Monitored), ("风险已消除", Removed), ("脱贫户（未纳入）", "脱贫户"), ("普通户（未纳入）", "普通户")];

    internal sealed record Cell(long Households, long People, string Href);

    /// <param name="bit">0 for all households, whatever they receive.</param>
    public static async Task<Overlap> CountAsync(HouseholdCounts counts, string words, long bit, long? area, CancellationToken ct)
    {
        var cells = new List<Cell>();
        foreach (var (_, state) in Columns)
        {
            var query = new HouseholdQuery { Marks = bit, RiskState = state, Area = area };
            var total = await counts.TotalAsync(query, ct);
            cells.Add(CellOf(query, total.Households, total.People));
        }
        return new Overlap(words, cells);
    }

    /// <summary>All and monitored households of every kind, by place; the villages of the area are read once for each number.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<Cell>>> ByPlaceAsync(HouseholdCounts counts, long area, IReadOnlyList<long> places, CancellationToken ct)
    {
        var cells = places.Select(_ => new List<Cell>()).ToList();
        foreach (var query in Kinds.SelectMany(k => new[] { null, Monitored }.Select(state => new HouseholdQuery { Marks = k.Bit, RiskState = state, Area = area })))
        {
            var villages = await counts.ByVillageAsync(query, ct);
            foreach (var (at, place) in places.Index())
            {
                var (from, below) = Scope.Range(place);
                var own = villages.Where(v => v.Division >= from && v.Division < below).ToList();
                cells[at].Add(CellOf(query with { Area = place }, own.Sum(v => (long)v.Households), own.Sum(v => (long)v.People)));
            }
        }
        return cells;
    }

    private static Cell CellOf(HouseholdQuery query, long households, long people) => new(households, people, "/households" + query.Address());
}
