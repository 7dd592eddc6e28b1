using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Cases;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.Letters;

internal enum LetterStage { 受理中, 村里核实中, 已入户, 认定中, 已认定, 未纳入, 已在帮扶, 已办结 }

/// <summary>How far a letter is, drawn from its clues and the case that came of them; nothing of it names a person.</summary>
/// <param name="Due">By when the village should have visited.</param>
/// <param name="AcceptDays">Working days in which the township passes a report on.</param>
internal sealed record LetterProgress(LetterStage Stage, int AcceptDays, DateOnly? VisitedOn = null, DateOnly? Due = null)
{
    public string Words => Stage switch
    {
        LetterStage.受理中 => $"乡镇正在受理，一般 {AcceptDays} 个工作日内转到村里。",
        LetterStage.村里核实中 => Due is { } due ? $"已转到村里，村里会在 {due:M 月 d 日} 前上门了解情况，请保持电话畅通。" : "已转到村里，村里会上门了解情况，请保持电话畅通。",
        LetterStage.已入户 => "村里已上门核实，乡镇正在办后面的手续。",
        LetterStage.认定中 => "村里已上门核实，正在走认定程序：评议、公示、乡镇审核、县里审定。",
        LetterStage.已认定 => "已经认定，正在安排帮扶，村里会当面告诉您。",
        LetterStage.未纳入 => "核实后这次没有纳入。对结果有疑问，可以向村委会、乡镇政府反映，也可以拨打 12317。",
        LetterStage.已在帮扶 => "村里已上门核实，您反映的困难已经在帮扶安排里。",
        _ => "这份申报已办结。请与村委会或乡镇政府联系，报回执号就能查到。",
    };

    public static async Task<LetterProgress> OfAsync(XianjieDb db, Letter letter, int days, CancellationToken ct)
    {
        if (letter is { State: LetterState.已并入, MergedInto: { } first } && await db.Set<Letter>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == first, ct) is { } earlier)
            return await OfAsync(db, earlier, days, ct);
        if (letter.State == LetterState.不予受理)
            return new(LetterStage.已办结, days);
        var id = letter.Id;
        var clues = await db.Set<Clue>().AsNoTracking().Where(c => db.Set<ClueSource>().Any(s => s.ClueId == c.Id && s.Origin == id)).ToListAsync(ct);
        if (clues.Count == 0 || clues.Exists(c => c.State == ClueState.待核查))
            return new(LetterStage.受理中, days);
        if (clues.Exists(c => c.State == ClueState.核查中))
            return new(LetterStage.村里核实中, days, null, clues.Max(c => c.Due));
        var (visited, household, since) = (clues.Max(c => c.ClosedOn), letter.HouseholdId, letter.ReceivedOn);
        var last = await db.Set<IdentificationCase>().AsNoTracking().Where(c => c.HouseholdId == household && c.OpenedOn >= since).OrderByDescending(c => c.Id).FirstOrDefaultAsync(ct);
        return new(StageOf(clues, last), days, visited);
    }

    private static LetterStage StageOf(List<Clue> clues, IdentificationCase? last) =>
        last is { Step: CaseStep.已认定 } ? LetterStage.已认定
        : last is { IsOpen: true, Step: not CaseStep.无需认定 } ? LetterStage.认定中
        : last is not null ? LetterStage.未纳入
        : clues.Exists(c => c.State == ClueState.属实) ? LetterStage.已入户
        : clues.Exists(c => c.State == ClueState.已知) ? LetterStage.已在帮扶
        : clues.TrueForAll(c => c.State == ClueState.已撤回) ? LetterStage.已办结
        : LetterStage.未纳入;
}
