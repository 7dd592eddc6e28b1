using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Authorisations;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Cases.Papers;

/// <summary>Takes the papers of a case in: visit, authorisation, review, help given first. The same form twice is one paper.</summary>
internal sealed class PaperDesk(XianjieDb db, CaseDesk desk, AuthorisationDesk letters, CurrentUser user, Clock clock)
{
    private static readonly Refusal[] None = [];

    public async Task<IReadOnlyList<Refusal>> VisitAsync(CaseFile file, VisitForm form, CancellationToken ct)
    {
        if (file.Visits.Exists(v => v.FormKey == form.FormKey))
            return None;
        var terms = await desk.DeadlinesAsync(file.Subject.Division, ct);
        var amiss = VisitCheck.Of(file, form, terms, clock.Today).ToList();
        if (amiss.Count > 0)
            return amiss;
        var risk = form.HasRisk == true;
        var visit = new CaseVisit
        {
            CaseId = file.Subject.Id, Division = file.Subject.Division, StepId = file.Stay.Id, FormKey = form.FormKey, VisitedOn = form.VisitedOn!.Value,
            Visitors = string.Join('、', VisitForm.Names(form.Visitors)), HasRisk = risk, Risks = risk ? string.Join(';', form.Risks) : null, Category = risk ? form.Category : null,
            IncomeFinding = form.Income!.Trim(), SelfPayFinding = form.SelfPay!.Trim(), ProblemFinding = form.Problem!.Trim(), CopingFinding = form.Coping!.Trim(),
            CannotCope = form.CannotCope == true, IncomeFell = form.IncomeFell, SpendingHard = form.SpendingHard, GuaranteeGap = form.GuaranteeGap,
            HouseProblem = form.HouseProblem, SchoolProblem = form.SchoolProblem, WaterProblem = form.WaterProblem, InsuranceProblem = form.InsuranceProblem, MainProblems = form.ProblemsRead,
            Wage = Yuan.Fen(form.Wage), Business = Yuan.Fen(form.Business), Property = Yuan.Fen(form.Property), Transfer = Yuan.Fen(form.Transfer), BusinessCost = Yuan.Fen(form.BusinessCost),
            InsuranceClaim = Yuan.Fen(form.InsuranceClaim), CompliantSelfPay = Yuan.Fen(form.CompliantSelfPay), By = Me, ById = user.Id, At = clock.Now,
        };
        file.Visits.Add(visit);
        await AddAsync(file, visit, "填写入户核查表", ct);
        return None;
    }

    public async Task<IReadOnlyList<Refusal>> AuthoriseAsync(CaseFile file, AuthorisationForm form, CancellationToken ct)
    {
        if (file.Authorisations.Exists(a => a.FormKey == form.FormKey))
            return None;
        if (!file.Subject.IsOpen)
            return [new("本案已办结，不能再登记授权书。")];
        var members = await MembersAsync(file.Subject.HouseholdId, ct);
        if (!(await letters.DraftAsync(file.Subject.HouseholdId, file.Subject.Division, file.Subject.Id, form, members, ct)).TryGet(out var paper, out var amiss))
            return amiss;
        file.Authorisations.Add(paper);
        await SaveAsync(file, "登记承诺授权书", ct);
        return None;
    }

    public async Task<Refusal?> RevokeAsync(CaseFile file, Guid id, string? why, CancellationToken ct)
    {
        var paper = file.Authorisations.Find(a => a.Id == id);
        if (paper is { RevokedOn: null } && !string.IsNullOrWhiteSpace(why))
            file.Subject.Touch();
        return await letters.RevokeAsync(paper, why, ct);
    }

    public async Task<IReadOnlyList<Refusal>> ReviewAsync(CaseFile file, ReviewForm form, CancellationToken ct)
    {
        if (file.Reviews.Exists(r => r.FormKey == form.FormKey))
            return None;
        var amiss = ReviewCheck.Of(file, form, clock.Today).ToList();
        if (amiss.Count > 0)
            return amiss;
        var review = new DemocraticReview
        {
            CaseId = file.Subject.Id, Division = file.Subject.Division, StepId = file.Stay.Id, FormKey = form.FormKey, HeldOn = form.HeldOn!.Value, Place = form.Place!.Trim(), Chair = form.Chair!.Trim(),
            Recorder = form.Recorder!.Trim(), Expected = form.Expected!.Value, Present = form.Present!.Value, For = form.For!.Value, Against = form.Against!.Value, Abstained = form.Abstained ?? 0,
            Passed = form.Passed!.Value, Minutes = form.Minutes!.Trim(), By = Me, At = clock.Now,
        };
        file.Reviews.Add(review);
        await AddAsync(file, review, "登记民主评议", ct);
        return None;
    }

    /// <summary>Help given first is written down at any step, late or not: nothing blocks it.</summary>
    public async Task<IReadOnlyList<Refusal>> HelpAsync(CaseFile file, HelpForm form, CancellationToken ct)
    {
        if (await db.Set<FirstHelp>().AnyAsync(h => h.FormKey == form.FormKey, ct))
            return None;
        var amiss = HelpCheck.Of(file, form, clock.Today).ToList();
        if (amiss.Count > 0)
            return amiss;
        await AddAsync(file, new FirstHelp
        {
            CaseId = file.Subject.Id, Division = file.Subject.Division, FormKey = form.FormKey, GivenOn = form.GivenOn!.Value, What = form.What!.Trim(), Amount = Yuan.Fen(form.Amount), Unit = form.Unit!.Trim(), By = Me, At = clock.Now,
        }, "登记先行帮扶", ct);
        return None;
    }

    public async Task<IReadOnlyList<Person>> MembersAsync(Guid household, CancellationToken ct) =>
        await db.Set<Person>().AsNoTracking().Where(p => p.HouseholdId == household && p.State == PersonState.Present).OrderBy(p => p.Id).ToListAsync(ct);

    private string Me => user.Acts(string.Empty).By;

    private async Task AddAsync(CaseFile file, object paper, string what, CancellationToken ct)
    {
        db.Add(paper);
        await SaveAsync(file, what, ct);
    }

    private async Task SaveAsync(CaseFile file, string what, CancellationToken ct, string? why = null)
    {
        file.Subject.Touch();
        db.Act = user.Acts(what, why);
        await db.SaveChangesAsync(ct);
    }
}
