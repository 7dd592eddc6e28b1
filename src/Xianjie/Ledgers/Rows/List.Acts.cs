using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;

namespace Xianjie.Ledgers.Rows;

/// <summary>What is done from the list: send on, agree, return, change many, close the period.</summary>
internal sealed partial class ListPage
{
    public Task<IActionResult> OnPostSubmitAsync(string key, List<Guid>? ids, CancellationToken ct) => MoveAsync(key, ids, rows => Services.Desk.SubmitAsync(Ledger, rows, ct), "提交", ct);

    public Task<IActionResult> OnPostApproveAsync(string key, List<Guid>? ids, string? words, CancellationToken ct) => MoveAsync(key, ids, rows => Services.Desk.ApproveAsync(Ledger, rows, words, ct), "审核通过", ct);

    public Task<IActionResult> OnPostReturnAsync(string key, List<Guid>? ids, string? words, CancellationToken ct) => MoveAsync(key, ids, rows => Services.Desk.ReturnAsync(Ledger, rows, words, ct), "退回", ct);

    private async Task<IActionResult> MoveAsync(string key, List<Guid>? ids, Func<List<LedgerRow>, Task<(int Done, string? Refusal)>> move, string what, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        var chosen = ids?.Take(200).ToList() ?? [];
        var number = Span.Number;
        var rows = await Db.Set<LedgerRow>().Where(r => chosen.Contains(r.Id) && r.Ledger == Ledger.Key && r.Period == number).ToListAsync(ct);
        var (done, refusal) = await move(rows);
        return refusal is null ? Say($"已{what} {done} 行{(done < rows.Count ? $"，另有 {rows.Count - done} 行不在这一步，没有动" : string.Empty)}。") : Say(refusal, true);
    }

    /// <summary>One field of all rows of the list.</summary>
    public async Task<IActionResult> OnPostChangeAsync(string key, string? field, string? to, string? why, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        if (Changeable.FirstOrDefault(f => f.English == field) is not { } chosen)
            return Say("请选择要改的字段。", true);
        if (string.IsNullOrWhiteSpace(why) || why.Length > 200)
            return Say("批量修改要写明原因（200 字以内）。", true);
        if (await WantedAsync(MostChanged, ct) is not { } rows)
            return Say($"超过 {MostChanged:N0} 行，请先按地区或条件筛选，再分次修改。", true);
        if (rows.Count == 0)
            return Say("没有符合条件的行。", true);
        var inputs = rows.Select(r => new RowInput(r.Division, Span, new Dictionary<string, string> { [chosen.English] = to ?? string.Empty }) { Existing = r }).ToList();
        var drafts = await Services.Desk.LookAsync(Ledger, inputs, ct);
        if (drafts.Where(d => !d.IsGood).ToList() is { Count: > 0 } bad)
            return Say($"没有修改：{bad.Count} 行改成这个值会有错，例如“{bad[0].Faults[0].Words}”。", true);
        await Services.Desk.WriteAsync(Ledger, drafts, $"批量修改{Ledger.Title}", $"{chosen.Name}：{why.Trim()}", ct);
        return Say($"已把 {rows.Count:N0} 行的“{chosen.Name}”改为“{(string.IsNullOrEmpty(to) ? "空" : to)}”。");
    }

    public async Task<IActionResult> OnPostFreezeAsync(string key, bool frozen, string? why, CancellationToken ct)
    {
        if (!MayFreezeHere)
            return Forbid();
        if (!await OpenAsync(key, ct))
            return NotFound();
        return await Services.Periods.SetAsync(Ledger, Span, frozen, why, ct) is { } refusal ? Say(refusal, true) : Say(frozen ? $"{Span.Title}已冻结，各级不能再改。" : $"{Span.Title}已解冻，可以补报和更正。");
    }

    private bool MayFreezeHere => Me.May(Permissions.LedgersFreeze);
}
