using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Letters;

/// <summary>Who hands a letter in: the words for the record, and the network address where it came over the public page.</summary>
internal sealed record Sender(string By, string Source, byte[]? AddressIndex = null, Guid? PhotoId = null, Guid? Batch = null);

/// <summary>
/// Takes letters in, finds their households, makes clues of them and the work that follows; everything in the caller's transaction. The
/// answer is the same whether the household is in the registry or not, so the public form tells nobody.
/// </summary>
internal sealed class LetterDesk(XianjieDb db, HouseholdMatch match, IClueIntake intake, ParametersInForce parameters, WorkingDays calendar, Seal seal, Clock clock)
{
    public const string CheckKind = "来件核对", AcceptKind = "线索受理", AnswerKind = "转办答复";

    private const int MostAttempts = 4;

    // Without I, O, 0 and 1, which are misread on paper and misheard on the phone
    private const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static string FreshReceipt() => RandomNumberGenerator.GetString(Letters, 12);

    /// <summary>Takes a letter in that has no faults. The same form twice, or the same order of a hotline twice, is one letter.</summary>
    public async Task<Letter> TakeAsync(LetterForm form, Sender sender, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TakeOnceAsync(form, sender, ct);
            }
            catch (DbUpdateException e) when (attempt < MostAttempts && (e is DbUpdateConcurrencyException || Database.IsDuplicate(e)))
            {
                // Somebody was quicker with the same form, or opened or joined the clue that this one joins now
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task<Letter> TakeOnceAsync(LetterForm form, Sender sender, CancellationToken ct)
    {
        if (await EarlierAsync(form, sender, ct) is { } done)
            return done;
        var letter = New(form, sender);
        db.Act = new Act(sender.By, "登记来件", $"{letter.Channel}：{letter.Source}", Batch: sender.Batch);
        db.Add(letter);
        if (await RepeatedAsync(letter, ct) is { } first)
            letter.Merge(first);
        else if (await match.FindAsync(form, ct) is { } found)
            await SettleAsync(letter, found.Household, found.Village, found.How, sender.By, ct);
        else
            db.Add(Work(letter, letter.Id, CheckKind, $"核对{letter.Source}：{letter.Name}", sender.By, await DueAsync(letter.Division, ct)));
        if (letter.AnswerBy is { } answer && letter.State != LetterState.已并入)
            db.Add(Work(letter, letter.Id, AnswerKind, $"答复{letter.Source}{letter.Number}：{letter.Name}", sender.By, answer));
        await db.SaveChangesAsync(ct);
        return letter;
    }

    /// <summary>A person says whose household it is.</summary>
    public async Task<bool> MatchAsync(Letter letter, Guid household, string by, CancellationToken ct)
    {
        var home = await db.Set<Household>().AsNoTracking().Where(h => h.Id == household && h.State == HouseholdState.Active).Select(h => new { h.Id, h.Division }).SingleOrDefaultAsync(ct);
        if (home is null)
            return false;
        db.Act = new Act(by, "来件核对到户");
        await FinishAsync(letter.Id, CheckKind, by, "已核对到户", ct);
        await SettleAsync(letter, home.Id, home.Division, "人工核对", by, ct);
        await db.SaveChangesAsync(ct);
        return true;
    }

    public async Task TurnDownAsync(Letter letter, string reason, string by, CancellationToken ct)
    {
        db.Act = new Act(by, "来件不予受理", reason);
        letter.TurnDown(reason);
        await FinishAsync(letter.Id, CheckKind, by, "不予受理", ct);
        await db.SaveChangesAsync(ct);
    }

    public async Task ReplyAsync(Letter letter, string words, string by, CancellationToken ct)
    {
        db.Act = new Act(by, "答复来件", words);
        letter.Reply(words, clock.Today, by);
        await FinishAsync(letter.Id, AnswerKind, by, "已答复", ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task<Letter?> EarlierAsync(LetterForm form, Sender sender, CancellationToken ct)
    {
        // The key of a form is a secret of who filled it in, so it may be looked up across areas
        if (await db.Set<Letter>().IgnoreQueryFilters().FirstOrDefaultAsync(l => l.FormKey == form.FormKey, ct) is { } same)
            return same;
        var number = form.Number?.Trim();
        if (string.IsNullOrEmpty(number) || form.IsSelf)
            return null;
        var (from, below) = Scope.Range(form.Village!.Value / 1_000_000 * 1_000_000);
        return await db.Set<Letter>().FirstOrDefaultAsync(l => l.Source == sender.Source && l.Number == number && l.Division >= from && l.Division < below, ct);
    }

    private Letter New(LetterForm form, Sender sender) => new()
    {
        FormKey = form.FormKey, Channel = form.Channel, Source = sender.Source, Number = string.IsNullOrWhiteSpace(form.Number) ? null : form.Number.Trim(),
        Receipt = form.IsSelf ? FreshReceipt() : null, ReceivedOn = form.ReceivedOn ?? clock.Today, At = clock.Now, By = sender.By, Division = form.Village!.Value, Name = form.Name!.Trim(),
        CitizenIdSealed = Close(form.CitizenIdRead?.ToString(), Sealed.CitizenId), CitizenIdIndex = Index(form.CitizenIdRead?.ToString(), Sealed.CitizenId),
        PhoneSealed = Close(form.PhoneRead?.ToString(), Sealed.Phone), PhoneIndex = Index(form.PhoneRead?.ToString(), Sealed.Phone),
        Proxy = form.HasProxy && form.IsSelf ? $"{form.ProxyName!.Trim()}（{form.ProxyRelation}）" : null, ProxyPhoneSealed = Close(form.ProxyPhoneRead?.ToString(), Sealed.Phone),
        Risks = string.Join(';', form.RisksRead), WordsSealed = seal.Close((form.Words ?? string.Empty).Trim(), Sealed.File), PhotoId = sender.PhotoId, AnswerBy = form.IsSelf ? null : form.AnswerBy,
        AddressIndex = sender.AddressIndex, Batch = sender.Batch,
    };

    private byte[]? Close(string? text, Sealed kind) => text is null ? null : seal.Close(text, kind);
    private byte[]? Index(string? text, Sealed kind) => text is null ? null : seal.Index(text, kind);

    /// <summary>An earlier self-report of the same person, within the window and still being looked into, that names every one of these difficulties.</summary>
    private async Task<Letter?> RepeatedAsync(Letter letter, CancellationToken ct)
    {
        if (letter.Channel != ClueChannel.自主申报)
            return null;
        var since = clock.Now.AddDays(-(await parameters.LoadAsync(ct)).Whole("线索合并天数", letter.Division));
        var (ids, phones) = (letter.CitizenIdIndex is { } id ? seal.Alike(letter.CitizenIdSealed, id, Sealed.CitizenId) : [], letter.PhoneIndex is { } phone ? seal.Alike(letter.PhoneSealed, phone, Sealed.Phone) : []);
        var name = letter.Name;
        var earlier = await db.Set<Letter>().Where(l => l.Channel == ClueChannel.自主申报 && l.At >= since && (l.State == LetterState.待核对 || l.State == LetterState.已对上)
            && (ids.Contains(l.CitizenIdIndex!) || (phones.Contains(l.PhoneIndex!) && l.Name == name))).OrderBy(l => l.At).Take(20).ToListAsync(ct);
        foreach (var one in earlier.Where(e => letter.RiskList.All(e.RiskList.Contains)))
        {
            if (one.State == LetterState.待核对 || await db.Set<ClueSource>().AnyAsync(s => s.Origin == one.Id && db.Set<Clue>().Any(c => c.Id == s.ClueId && c.OpenKey != null), ct))
                return one;
        }
        return null;
    }

    /// <summary>The household is known: each difficulty becomes a clue or joins the open one; what waits to be sent to the village is the township's work.</summary>
    private async Task SettleAsync(Letter letter, Guid household, long village, string how, string by, CancellationToken ct)
    {
        letter.Found(household, village, how);
        var words = seal.Open(letter.WordsSealed, Sealed.File);
        var due = await DueAsync(village, ct);
        foreach (var risk in letter.RiskList)
        {
            var report = new ClueReport(household, village, risk, letter.Source, words.Length > 0 ? words : $"{letter.Source}：{risk}", letter.Id, by)
            {
                Channel = letter.Channel, Number = letter.Number, Link = $"/letters/{letter.Id}",
            };
            var clue = Guid.Parse((await intake.TakeAsync(report, ct))["/clues/".Length..]);
            if (await IsWaitingAsync(clue, ct))
                db.Add(Work(letter, clue, AcceptKind, $"受理{letter.Source}并派发到村：{letter.Name} {risk}", by, due, $"/clues/{clue}"));
        }
    }

    /// <summary>New or not yet sent out, and nobody has been asked to yet.</summary>
    private async Task<bool> IsWaitingAsync(Guid clue, CancellationToken ct) =>
        db.Set<Clue>().Local.FirstOrDefault(c => c.Id == clue) is { State: ClueState.待核查 }
        && !db.Set<WorkItem>().Local.Any(w => w.Subject == clue && w.State == WorkState.Open)
        && !await db.Set<WorkItem>().AnyAsync(w => w.Subject == clue && w.State == WorkState.Open, ct);

    private async Task<DateOnly> DueAsync(long division, CancellationToken ct) =>
        calendar.Add(clock.Today, (await parameters.LoadAsync(ct)).Whole("受理天数", division));

    private WorkItem Work(Letter letter, Guid subject, string kind, string title, string by, DateOnly due, string? link = null) => new()
    {
        Kind = kind, Title = title, Link = link ?? $"/letters/{letter.Id}", Subject = subject, Division = letter.Division,
        Role = letter.Division % 1_000_000 == 0 ? Roles.Monitor : Roles.Clerk, CreatedBy = by, CreatedAt = clock.Now, Due = due,
    };

    private async Task FinishAsync(Guid letter, string kind, string by, string outcome, CancellationToken ct)
    {
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == letter && w.Kind == kind && w.State == WorkState.Open).ToListAsync(ct))
            work.Finish(by, clock.Now, outcome);
    }
}
