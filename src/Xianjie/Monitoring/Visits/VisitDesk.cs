using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Visits;

/// <summary>What the visitors hand in.</summary>
internal sealed record VisitReport(Guid FormKey, DateOnly VisitedOn, VisitResult Result, string Visitors, string Findings, bool? School, bool? Medical, bool? House, bool? Water,
    IReadOnlyList<string> NewRisks, string? NextStep, DateOnly? NextOn);

/// <summary>Writes visits down; a new risk becomes a clue at once.</summary>
internal sealed class VisitDesk(XianjieDb db, IEnumerable<IClueIntake> intakes, WorkingDays calendar, CurrentUser user, Clock clock)
{
    public const string WorkKind = "新增风险核查";

    public async Task<Refusal?> RecordAsync(Household household, VisitReport report, CancellationToken ct)
    {
        if (await db.Set<HelpVisit>().AnyAsync(v => v.FormKey == report.FormKey, ct))
            return null;
        if (Fault(report) is { } fault)
            return fault;
        var act = user.Acts("登记走访");
        var visit = new HelpVisit
        {
            HouseholdId = household.Id, Division = household.Division, VisitedOn = report.VisitedOn, Result = report.Result, Visitors = string.Join('、', NameList.Of(report.Visitors)),
            Findings = report.Findings.Trim(), SchoolProblem = report.School, MedicalProblem = report.Medical, HouseProblem = report.House, WaterProblem = report.Water,
            NewRisks = report.NewRisks.Count == 0 ? null : string.Join(';', report.NewRisks), NextStep = report.NextStep?.Trim(), NextOn = report.NextOn, By = act.By, At = clock.Now,
            FormKey = report.FormKey,
        };
        db.Add(visit);
        db.Act = act;
        foreach (var risk in report.NewRisks)
            await OpenClueAsync(household, visit, risk, ct);
        await db.SaveChangesAsync(ct);
        return null;
    }

    private Refusal? Fault(VisitReport report) =>
        report.VisitedOn > clock.Today ? new("走访日期不能在今天之后。", "Input.VisitedOn")
        : NameList.Of(report.Visitors).Count == 0 ? new("请填写走访人姓名，多人用顿号分开。", "Input.Visitors")
        : report.NextOn < report.VisitedOn ? new("下次走访日期早于本次走访。", "Input.NextOn")
        : report.Result == VisitResult.无法联系 && report.NewRisks.Count > 0 ? new("无法联系的户不能登记新发现的风险；请改选走访结果，或把传闻写进情况说明。", "Input.NewRisks")
        : report.Result == VisitResult.无法联系 && string.IsNullOrWhiteSpace(report.NextStep) ? new("无法联系的户请写明下一步怎么找到人。", "Input.NextStep") : null;

    private async Task OpenClueAsync(Household household, HelpVisit visit, string risk, CancellationToken ct)
    {
        if (intakes.FirstOrDefault() is { } intake)
        {
            await intake.TakeAsync(new ClueReport(household.Id, household.Division, risk, "走访", visit.Findings, visit.Id, visit.By), ct);
            return;
        }
        db.Add(new WorkItem
        {
            Kind = WorkKind, Title = $"走访发现新风险：{household.HeadName}（{household.HouseholdNo}）{risk}", Link = $"/help/{household.Id}", Subject = visit.Id,
            Division = household.Division, Role = Roles.Clerk, CreatedBy = visit.By, CreatedAt = clock.Now, Due = calendar.Add(clock.Today, 2),
        });
    }
}
