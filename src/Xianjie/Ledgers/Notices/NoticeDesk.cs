using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Files;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Ledgers.Notices;

/// <summary>Puts rows on public notice before their last level, takes objections and answers, and knows which rows the last level may not speak on yet.</summary>
internal sealed class NoticeDesk(XianjieDb db, RowView view, FormulasNow formulas, ParametersInForce parameters, WorkingDays calendar, CurrentUser user, Places places, Seal seal, Clock clock)
{
    public const string Calendar = "公示日历", Band = "公示收入档距";

    /// <summary>The row waits for its last level, before which it must hang.</summary>
    public static bool IsTurn(Ledger ledger, LedgerRow row) => ledger.HasNotice && row.State == RowState.待审核 && row.Level == ledger.Approvals.Count - 1;

    /// <summary>Those who enter the ledger and those who agree to it.</summary>
    public bool MayPost(Ledger ledger) => LedgerWords.MayEnter(ledger, user) || ledger.Approvals.Any(level => LedgerWords.MayApprove(ledger, level, user, places));

    public async Task<int> DaysAsync(Ledger ledger, long division, CancellationToken ct) => ledger.NoticeParameter is { } key ? (await parameters.LoadAsync(ct)).Whole(key, division) : ledger.NoticeDays ?? 0;

    public Task<LedgerNotice?> OfAsync(LedgerRow row, CancellationToken ct) => db.Set<LedgerNotice>().Where(n => n.RowId == row.Id && n.State != NoticeState.已撤下).OrderByDescending(n => n.Id).FirstOrDefaultAsync(ct);

    /// <summary>Why the last level can't speak yet, by row.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> HeldAsync(Ledger ledger, IReadOnlyList<LedgerRow> rows, CancellationToken ct)
    {
        var waiting = rows.Where(r => IsTurn(ledger, r)).Select(r => r.Id).ToList();
        if (waiting.Count == 0)
            return new Dictionary<Guid, string>();
        var notices = (await db.Set<LedgerNotice>().Where(n => waiting.Contains(n.RowId) && n.State != NoticeState.已撤下).ToListAsync(ct)).GroupBy(n => n.RowId).ToDictionary(g => g.Key, g => g.MaxBy(n => n.Id)!);
        return waiting.Select(id => (Id: id, Words: Held(notices.GetValueOrDefault(id)))).Where(h => h.Words is not null).ToDictionary(h => h.Id, h => h.Words!);
    }

    private string? Held(LedgerNotice? notice) => notice switch
    {
        null => "要先公示：请打开这一行，在“公示”里开始公示。",
        { State: NoticeState.已暂停 } => "公示有异议还没有答复，答复以后接着公示。",
        { State: NoticeState.已期满 } => null,
        _ => notice.IsServed(clock.Today) ? null : $"公示到 {notice.EndsOn:yyyy-MM-dd} 期满，期满后再审核。",
    };

    /// <summary>Begins the notice of a row. Words where it can't.</summary>
    public async Task<string?> PostAsync(Ledger ledger, LedgerRow row, CancellationToken ct)
    {
        if (!MayPost(ledger))
            return "这个台账的公示不由您办理。";
        if (!IsTurn(ledger, row))
            return "只有等待最后一级审核的行可以公示。";
        if (await OfAsync(row, ct) is not null)
            return "这一行已经公示。";
        var values = await parameters.LoadAsync(ct);
        var days = await DaysAsync(ledger, row.Division, ct);
        var head = row.HouseholdId is { } home ? await db.Set<Household>().AsNoTracking().Where(h => h.Id == home).Select(h => h.HeadName).FirstOrDefaultAsync(ct) : null;
        var lines = PublicLines.Of(ledger, view.Values(row, ledger, await formulas.OfAsync(ledger, ledger.Shown, [row], ct)), head, values.Whole(Band, row.Division), code => places.Path(code));
        var act = db.Act = user.Acts($"公示{ledger.Title}");
        db.Add(new LedgerNotice
        {
            Ledger = ledger.Key, Period = row.Period, RowId = row.Id, Division = row.Division, Shown = PublicLines.Json(lines), StartsOn = clock.Today,
            EndsOn = values.Whole(Calendar, row.Division) == 1 ? calendar.Add(clock.Today, days) : clock.Today.AddDays(days), By = act.By, At = clock.Now,
        });
        await db.SaveChangesAsync(ct);
        return null;
    }

    public async Task<string?> ObjectAsync(LedgerNotice notice, string? words, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Length > 400)
            return "请写明异议的内容（400 字以内）。";
        if (notice.State is not (NoticeState.公示中 or NoticeState.已暂停))
            return "公示已经结束。";
        var act = db.Act = user.Acts("登记公示异议");
        db.Add(new NoticeObjection { NoticeId = notice.Id, Division = notice.Division, WordsSealed = seal.Close(words.Trim(), Sealed.Form), By = act.By, At = clock.Now });
        if (notice.State == NoticeState.公示中)
            notice.Suspend(clock.Today);
        await db.SaveChangesAsync(ct);
        return null;
    }

    public async Task<string?> AnswerAsync(LedgerNotice notice, Guid objection, string? words, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(words) || words.Length > 200)
            return "请写明核实情况和答复（200 字以内）。";
        var open = await db.Set<NoticeObjection>().Where(o => o.NoticeId == notice.Id && o.Answer == null).ToListAsync(ct);
        if (open.Find(o => o.Id == objection) is not { } mine)
            return "这条异议已经答复。";
        var act = db.Act = user.Acts("答复公示异议");
        (mine.Answer, mine.AnsweredBy, mine.AnsweredAt) = (words.Trim(), act.By, clock.Now);
        if (open.Count == 1 && notice.State == NoticeState.已暂停)
            notice.Resume(clock.Today);
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Photos of the sheet where it hangs.</summary>
    public async Task ProveAsync(LedgerNotice notice, IReadOnlyList<FileLine> lines, CancellationToken ct)
    {
        db.Act = user.Acts("上传公示照片");
        notice.Evidence = FileLine.Value([.. FileLine.Of(notice.Evidence), .. lines]);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>After the last level agreed the notice is over; after a return it comes down. The caller saves.</summary>
    public async Task EndAsync(IReadOnlyList<LedgerRow> rows, bool agreed, CancellationToken ct)
    {
        var ids = rows.Select(r => r.Id).ToList();
        foreach (var notice in await db.Set<LedgerNotice>().Where(n => ids.Contains(n.RowId) && (n.State == NoticeState.公示中 || n.State == NoticeState.已暂停)).ToListAsync(ct))
        {
            if (agreed)
                notice.Complete();
            else
                notice.TakeDown();
        }
    }

    public async Task<IReadOnlyList<(NoticeObjection Objection, string Words)>> ObjectionsAsync(LedgerNotice notice, CancellationToken ct) =>
        [.. (await db.Set<NoticeObjection>().AsNoTracking().Where(o => o.NoticeId == notice.Id).OrderBy(o => o.At).ToListAsync(ct)).Select(o => (o, seal.Open(o.WordsSealed, Sealed.Form)))];
}
