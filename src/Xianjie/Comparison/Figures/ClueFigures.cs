using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;

namespace Xianjie.Comparison.Figures;

/// <summary>Clues on the overview; every figure is the count of the list that it links to.</summary>
internal sealed class ClueFigures(XianjieDb db, CurrentUser user, Clock clock) : IFigures
{
    private IQueryable<Clue> Clues(ClueFilter filter) => filter.Over(db.Set<Clue>().AsNoTracking(), clock.Today);

    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.CluesRead))
            return [];
        var states = await db.Set<Clue>().AsNoTracking().Where(c => c.Kind == ClueKind.风险线索).GroupBy(c => c.State).Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        long Of(ClueState state) => states.GetValueOrDefault(state);
        var overdue = await Clues(new ClueFilter { State = "overdue" }).LongCountAsync(ct);
        var checkedClues = Of(ClueState.属实) + Of(ClueState.不属实) + Of(ClueState.已知);
        return
        [
            new(20, "未办结风险线索", Of(ClueState.待核查) + Of(ClueState.核查中), "条", "/clues?state=open&kind=风险线索"),
            new(21, "待派发", Of(ClueState.待核查), "条", "/clues?state=待核查&kind=风险线索", Tone: Of(ClueState.待核查) > 0 ? "amber" : null),
            new(22, "村里核查中", Of(ClueState.核查中), "条", "/clues?state=核查中&kind=风险线索"),
            new(23, "核查超期", overdue, "条", "/clues?state=overdue", Tone: overdue > 0 ? "red" : null),
            new(24, "核实属实", Of(ClueState.属实), "条", "/clues?state=属实&kind=风险线索", checkedClues == 0 ? "还没有核实过的线索" : $"占已核实 {checkedClues:N0} 条的 {100.0 * Of(ClueState.属实) / checkedClues:0.0}%"),
        ];
    }

    public async Task<IReadOnlyList<Chart>> ChartsAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.CluesRead))
            return [];
        var rows = await Clues(new ClueFilter { State = "open", Kind = ClueKind.风险线索 }).GroupBy(c => c.Risk).Select(g => new { g.Key, Count = g.LongCount() }).OrderByDescending(g => g.Count).ToListAsync(ct);
        return rows.Count == 0 ? [] : [new Chart(20, "未办结线索的风险类型", "bar", "条", ["线索"], [.. rows.Select(r => new ChartRow(r.Key, [(r.Count, $"/clues?state=open&kind=风险线索&risk={Uri.EscapeDataString(r.Key)}")]))])];
    }

    public async Task<IReadOnlyList<AreaFigure>> AreasAsync(IReadOnlyList<long> children, CancellationToken ct)
    {
        if (!user.May(Permissions.CluesRead))
            return [];
        var byVillage = await Clues(new ClueFilter { State = "open", Kind = ClueKind.风险线索 }).GroupBy(c => c.Division).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(ct);
        var byArea = children.ToDictionary(c => c, c =>
        {
            var (from, below) = Scope.Range(c);
            return byVillage.Where(v => v.Key >= from && v.Key < below).Sum(v => v.Count);
        });
        return [new AreaFigure(30, "未办结风险线索", "条", byArea, area => $"/clues?state=open&kind=风险线索&area={area}")];
    }
}
