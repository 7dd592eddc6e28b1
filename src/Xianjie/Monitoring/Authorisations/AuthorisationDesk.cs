using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>Takes letters in, from a case or from the record of a household, and takes them back. The same form twice is one letter.</summary>
internal sealed class AuthorisationDesk(XianjieDb db, ParametersInForce inForce, CurrentUser user, Clock clock)
{
    public bool MayWrite => user.May(Permissions.CasesVisit) || user.May(Permissions.CasesAccept);

    /// <summary>The letter, added to the context and not saved; or what is wrong with it.</summary>
    public async Task<Result<Authorisation, IReadOnlyList<Refusal>>> DraftAsync(Guid household, long division, Guid? caseId, AuthorisationForm form, IReadOnlyList<Person> members, CancellationToken ct)
    {
        var amiss = AuthorisationCheck.Of(form, members, clock.Today).ToList();
        if (form.Number?.Trim() is { Length: > 0 } number && await db.Set<Authorisation>().AnyAsync(a => a.Number == number, ct))
            amiss.Add(new($"编号 {number} 已登记过，请核对纸质授权书。", "Number"));
        if (amiss.Count > 0)
            return amiss;
        var signers = members.Where(m => form.Signers.Contains(m.Id)).OrderByDescending(m => m.Relation == Family.HeadRelation).Select(m => m.Name);
        var letter = new Authorisation
        {
            CaseId = caseId, HouseholdId = household, Division = division, FormKey = form.FormKey, Kind = form.Kind ?? Authorisation.Kinds[0], Number = form.Number!.Trim(), SignedOn = form.SignedOn!.Value,
            ValidUntil = await EndAsync(form.SignedOn.Value, division, ct), Signers = string.Join('、', signers.Concat(VisitForm.Names(form.Others))), Covers = form.Covers.Count == 0 ? null : string.Join('、', LetterScope.Items.Where(form.Covers.Contains)),
            MissingWhy = string.IsNullOrWhiteSpace(form.MissingWhy) ? null : form.MissingWhy.Trim(), By = user.Acts(string.Empty).By, At = clock.Now,
        };
        db.Add(letter);
        await ClearAsync([household], ct);
        return letter;
    }

    /// <summary>The last day of a letter that is signed on a day.</summary>
    public async Task<DateOnly> EndAsync(DateOnly signed, long division, CancellationToken ct) =>
        signed.AddMonths((await inForce.LoadAsync(ct)).Whole("授权有效月数", division)).AddDays(-1);

    public async Task<Result<Authorisation, IReadOnlyList<Refusal>>> RegisterAsync(Guid household, long division, AuthorisationForm form, IReadOnlyList<Person> members, CancellationToken ct)
    {
        if (await db.Set<Authorisation>().FirstOrDefaultAsync(a => a.FormKey == form.FormKey, ct) is { } known)
            return known;
        if (!(await DraftAsync(household, division, null, form, members, ct)).TryGet(out var letter, out var amiss))
            return amiss.ToList();
        db.Act = user.Acts("登记授权书");
        await db.SaveChangesAsync(ct);
        return letter;
    }

    public async Task<Refusal?> RevokeAsync(Authorisation? letter, string? why, CancellationToken ct)
    {
        if (letter is not { RevokedOn: null })
            return new("这份授权书不存在或已撤回。");
        if (string.IsNullOrWhiteSpace(why))
            return new("请写明农户撤回授权的情况。", "Why");
        if (why.Length > 500)
            return new("撤回情况最多 500 个字。", "Why");
        letter.Revoke(clock.Today, why.Trim());
        db.Act = user.Acts("撤回授权", why.Trim());
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Letters of a list; numbers that are known stay as they are.</summary>
    public async Task<(int Added, int Known)> TakeAsync(IReadOnlyList<Authorisation> letters, CancellationToken ct)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var numbers in letters.Select(l => l.Number).Chunk(500))
            known.UnionWith(await db.Set<Authorisation>().Where(a => numbers.Contains(a.Number)).Select(a => a.Number).ToListAsync(ct));
        var fresh = letters.Where(l => !known.Contains(l.Number)).ToList();
        db.AddRange(fresh);
        await ClearAsync([.. fresh.Where(l => l.HoldsOn(clock.Today)).Select(l => l.HouseholdId).Distinct()], ct);
        db.Act = user.Acts("导入授权书");
        await db.SaveChangesAsync(ct);
        return (fresh.Count, letters.Count - fresh.Count);
    }

    /// <summary>A household with a letter lacks none; whether it covers everything is seen by the next run.</summary>
    private async Task ClearAsync(IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        foreach (var some in households.Chunk(500))
            db.RemoveRange(await db.Set<ConsentGap>().Where(g => some.Contains(g.HouseholdId)).ToListAsync(ct));
    }
}
