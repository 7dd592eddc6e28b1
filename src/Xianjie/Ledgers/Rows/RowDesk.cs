using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Burden;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Notices;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Reminders;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Rows;

/// <summary>Writes rows: the one way in for form, grid, bulk change, import and copy. The caller holds the transaction.</summary>
internal sealed class RowDesk(XianjieDb db, LedgerBook book, RowCheck check, PeriodDesk periods, NoticeDesk notices, ApprovalWork approvals, CurrentUser user, Places places, Seal seal, Clock clock)
{
    private const int Many = 200;

    /// <summary>Looks at rows; those without faults can be written by <see cref="WriteAsync"/>.</summary>
    public async Task<List<RowDraft>> LookAsync(Ledger ledger, IReadOnlyList<RowInput> inputs, CancellationToken ct)
    {
        var drafts = await check.LookAsync(ledger, inputs, ct);
        var closed = await ClosedAsync(ledger, ct);
        var frozen = new Dictionary<(Span, long), bool>();
        foreach (var draft in drafts)
        {
            var at = (draft.Input.Span, PeriodDesk.CountyOf(draft.Input.Division));
            if (!frozen.TryGetValue(at, out var isFrozen))
                frozen[at] = isFrozen = await periods.IsFrozenAsync(ledger, draft.Input.Span, draft.Input.Division, ct);
            if (isFrozen)
                draft.Faults.Insert(0, new(null, $"{draft.Input.Span.Title}已经冻结，不能再改；确需更正的，请县监测员先解冻。"));
            if (closed is not null)
                draft.Faults.Insert(0, new(null, closed));
            if (draft.Input.Existing is { State: RowState.待审核 })
                draft.Faults.Insert(0, new(null, "这一行正在审核，退回以后才能修改。"));
        }
        return drafts;
    }

    private async Task<string?> ClosedAsync(Ledger ledger, CancellationToken ct) => !LedgerWords.MayEnter(ledger, user) ? "这个台账不由您填报。" : (await book.AllAsync(ct)).IsRetired(ledger) ? "这个台账已经停用，不再填报。" : null;

    /// <summary>Writes good drafts; returns the rows in their order. A row that says the same stays untouched.</summary>
    public async Task<List<LedgerRow>> WriteAsync(Ledger ledger, IReadOnlyList<RowDraft> drafts, string what, string? why, CancellationToken ct)
    {
        if (drafts.FirstOrDefault(d => !d.IsGood) is { } bad)
            throw new InvalidOperationException($"A row with faults is not written: {bad.Faults[0].Words}");
        var version = await book.VersionAsync(ledger, ct);
        var act = db.Act = user.Acts(what, why);
        var fresh = new List<LedgerRow>();
        var (rows, tokens) = (new List<LedgerRow>(drafts.Count), new List<(LedgerRow, HashSet<long>, HashSet<long>)>(drafts.Count));
        foreach (var draft in drafts)
        {
            var row = draft.Input.Existing;
            var isNew = row is null;
            row ??= new LedgerRow
            {
                Ledger = ledger.Key, DefinitionVersion = version, Period = draft.Input.Span.Number, Division = draft.Input.Division, State = ledger.Approvals.Count == 0 ? RowState.已审核 : RowState.草稿, Values = "{}", By = act.By, CreatedAt = clock.Now, UpdatedAt = clock.Now,
            };
            rows.Add(row);
            var before = isNew ? [] : Tokens.Of(ledger, row.Period, RowValues.Open(row.Values));
            if (!Put(ledger, draft, row) && !isNew)
                continue;
            tokens.Add((row, before, Tokens.Of(ledger, row.Period, draft.Values)));
            (row.DefinitionVersion, row.By, row.UpdatedAt, row.Version) = (version, act.By, clock.Now, isNew ? 0 : row.Version + 1);
            // what was agreed to was another row: it goes through the levels again
            if (!isNew && ledger.Approvals.Count > 0)
                (row.State, row.Level) = (RowState.草稿, 0);
            if (isNew)
                fresh.Add(row);
            else if (db.Entry(row).State == EntityState.Detached)
                db.Update(row);
        }
        Add(fresh, act);
        await Tokens.MoveAsync(db, tokens, ct);
        if (ledger.Period != PeriodKind.None)
            foreach (var period in drafts.GroupBy(d => d.Input.Span.Number))
                await DueWork.CloseAsync(db, ledger.Key, period.Key, [.. period.Select(d => d.Input.Division).Distinct()], act.By, clock.Now, "已填报", ct);
        BurdenBook.Count(db, ledger, drafts, clock.Today);
        await db.SaveChangesAsync(ct);
        return rows;
    }

    /// <summary>Many new rows go in bulk, with the same record of changes.</summary>
    private void Add(List<LedgerRow> fresh, Act act)
    {
        if (fresh.Count < Many || db.Database.CurrentTransaction is null)
        {
            db.AddRange(fresh);
            return;
        }
        Bulk.Insert(db, fresh);
        ChangeSet.Insert(db, new BulkChanges(db, typeof(LedgerRow)).Added(fresh, act, clock.Now));
    }

    /// <summary>A draft that says what the row says already.</summary>
    public bool IsSame(Ledger ledger, RowDraft draft, LedgerRow row)
    {
        var (plain, closed) = RowValues.Split(ledger, draft.Values);
        return plain == row.Values && closed == (row.ValuesSealed is null ? null : seal.Open(row.ValuesSealed, Sealed.Form));
    }

    private bool Put(Ledger ledger, RowDraft draft, LedgerRow row)
    {
        var before = (row.Values, row.ValuesSealed, row.UniqueKey, row.HouseholdId, row.PersonId);
        RowValues.Write(row, ledger, draft.Values, seal);
        (row.UniqueKey, row.HouseholdId, row.PersonId) = (draft.UniqueKey, draft.HouseholdId, draft.PersonId);
        return before != (row.Values, row.ValuesSealed, row.UniqueKey, row.HouseholdId, row.PersonId);
    }

    /// <summary>Takes a row out; it stays in the history. Words where it can't.</summary>
    public async Task<string?> RemoveAsync(Ledger ledger, LedgerRow row, string? why, CancellationToken ct)
    {
        if (!LedgerWords.MayEnter(ledger, user))
            return "这个台账不由您填报。";
        if (string.IsNullOrWhiteSpace(why) || why.Length > 200)
            return "请写明删除的原因（200 字以内）。";
        if (Span.Of(ledger.Period, row.Period) is { } span && await periods.IsFrozenAsync(ledger, span, row.Division, ct))
            return "这一期已经冻结，不能删除。";
        if (row.State == RowState.待审核)
            return "这一行正在审核，退回以后才能删除。";
        db.Act = user.Acts($"删除{ledger.Title}", why.Trim());
        await Tokens.MoveAsync(db, [(row, Tokens.Of(ledger, row.Period, RowValues.Open(row.Values)), [])], ct);
        db.Remove(row);
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Sends rows on: draft to the first level.</summary>
    public async Task<(int Done, string? Refusal)> SubmitAsync(Ledger ledger, IReadOnlyList<LedgerRow> rows, CancellationToken ct) =>
        await MoveAsync(ledger, rows, "提交", null, r => r.State is RowState.草稿 or RowState.已退回 ? LedgerWords.MayEnter(ledger, user) ? null : "这个台账不由您填报。" : "只有草稿和退回的行可以提交。",
            r => (r.State, r.Level, r.SubmittedBy, r.Words) = (RowState.待审核, 0, user.Id, null), ct);

    /// <summary>The consent of the level whose turn it is; after the last one the row stands.</summary>
    public async Task<(int Done, string? Refusal)> ApproveAsync(Ledger ledger, IReadOnlyList<LedgerRow> rows, string? words, CancellationToken ct)
    {
        var held = await notices.HeldAsync(ledger, rows, ct);
        return await MoveAsync(ledger, rows, "审核通过", words, r => Turn(ledger, r) ?? held.GetValueOrDefault(r.Id), r => (r.Level, r.State, r.Words) = (r.Level + 1, r.Level + 1 >= ledger.Approvals.Count ? RowState.已审核 : RowState.待审核, words?.Trim()), ct);
    }

    public async Task<(int Done, string? Refusal)> ReturnAsync(Ledger ledger, IReadOnlyList<LedgerRow> rows, string? words, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(words))
            return (0, "请写明退回的原因。");
        return await MoveAsync(ledger, rows, "退回", words, r => Turn(ledger, r), r => (r.Level, r.State, r.Words) = (0, RowState.已退回, words.Trim()), ct);
    }

    /// <summary>Why this person can't speak on a row now; null where they may.</summary>
    public string? Turn(Ledger ledger, LedgerRow row)
    {
        if (row.State != RowState.待审核 || row.Level >= ledger.Approvals.Count)
            return "这一行不在审核中。";
        if (!LedgerWords.MayApprove(ledger, ledger.Approvals[row.Level], user, places))
            return $"现在该由{ledger.Approvals[row.Level]}审核。";
        return row.SubmittedBy == user.Id ? "自己提交的行由别人审核。" : null;
    }

    private async Task<(int Done, string? Refusal)> MoveAsync(Ledger ledger, IReadOnlyList<LedgerRow> rows, string what, string? words, Func<LedgerRow, string?> refuses, Action<LedgerRow> move, CancellationToken ct)
    {
        if (words?.Length > 200)
            return (0, "意见最多 200 个字。");
        var (done, refusal, moved) = (0, (string?)null, new List<LedgerRow>());
        foreach (var row in rows)
        {
            var stopped = Span.Of(ledger.Period, row.Period) is { } span && await periods.IsFrozenAsync(ledger, span, row.Division, ct) ? $"{span.Title}已经冻结。" : refuses(row);
            if (stopped is not null)
            {
                refusal ??= stopped;
                continue;
            }
            move(row);
            moved.Add(row);
            (row.Version, row.UpdatedAt) = (row.Version + 1, clock.Now);
            done++;
        }
        if (done > 0)
        {
            db.Act = user.Acts($"{what}{ledger.Title}", words?.Trim());
            if (ledger.HasNotice && moved[0].State is RowState.已审核 or RowState.已退回)
                await notices.EndAsync([.. moved.Where(r => r.State is RowState.已审核 or RowState.已退回)], moved[0].State == RowState.已审核, ct);
            await db.SaveChangesAsync(ct);
            await approvals.FollowAsync(ledger, moved, db.Act!.By, what, ct);
            await db.SaveChangesAsync(ct);
        }
        return (done, done == 0 ? refusal ?? "没有选中任何一行。" : null);
    }
}
