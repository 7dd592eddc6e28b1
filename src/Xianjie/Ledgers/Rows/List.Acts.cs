using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Entry;
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

    /// <summary>Rows of last time that are not there yet, to be changed where something has changed.</summary>
    public async Task<IActionResult> OnPostCopyAsync(string key, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        if (Ledger.Period == PeriodKind.None)
            return Say("常设台账没有上期。", true);
        var rows = await RowQuery.InOrder(RowQuery.Of(Db, new(Ledger, Span.Before, Area)).AsNoTracking()).Take(MostChanged + 1).ToListAsync(ct);
        if (rows.Count > MostChanged)
            return Say($"上期超过 {MostChanged:N0} 行，请先选择地区，再分次复制。", true);
        var inputs = rows.Select(r => (Row: r, Values: WithHeirs(Services.View.Values(r, Ledger)))).Select((r, at) => new RowInput(r.Row.Division, Span, r.Values.Where(v => Ledger[Identity.FieldOf(v.Key)] is { Type: not FieldType.Formula }).ToDictionary()) { Prefilled = r.Values.Keys.ToHashSet(), Number = at + 1 }).ToList();
        var drafts = await Services.Desk.LookAsync(Ledger, inputs, ct);
        var good = drafts.Where(d => d.IsGood).ToList();
        if (good.Count == 0)
            return Say(rows.Count == 0 ? $"{Span.Before.Title}没有可复制的行。" : $"没有复制：{drafts[0].Faults[0].Words}", true);
        await Services.Desk.WriteAsync(Ledger, good, $"复制{Ledger.Title}上期数据", Span.Before.Title, ct);
        return Say($"已从{Span.Before.Title}复制 {good.Count:N0} 行{(good.Count < drafts.Count ? $"，另有 {drafts.Count - good.Count:N0} 行没有复制（本期已有，或已不合要求）" : string.Empty)}。请逐行核对有变化的内容。");
    }

    private Dictionary<string, string> WithHeirs(Dictionary<string, string> values)
    {
        foreach (var (english, text) in Prefill.OfLast(Ledger, values).ToList())
            values[english] = text;
        foreach (var (english, given) in Prefill.Inherited(Ledger, values))
        {
            values[english] = given.Text;
            values.Remove(Ledger[english]!.Was!);
        }
        return values;
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
