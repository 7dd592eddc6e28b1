using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Surveys;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>What was found at one object.</summary>
/// <param name="Met">False: nobody was there, it stays to be done.</param>
/// <param name="Problem">Null: none.</param>
internal sealed record ObjectReport(Guid FormKey, int Version, bool Met, string Visitors, string? Words, string? Problem, IReadOnlyList<string> Risks);

/// <summary>Takes in what the villages do: visits and check lists here, forms from the surveys; and what was mended.</summary>
internal sealed class ObjectDesk(XianjieDb db, VisitDesk visits, CurrentUser user, Clock clock) : ISheetWatcher
{
    public async Task<Refusal?> RecordAsync(Campaign campaign, CampaignObject thing, Household? home, ObjectReport report, CancellationToken ct)
    {
        if (thing.Version != report.Version)
            return new($"{thing.Name} 刚由 {thing.By ?? "别人"} 登记过，请刷新页面。");
        if (campaign.Task == CampaignTask.走访 && home is { State: HouseholdState.Active } && await visits.RecordAsync(home, VisitOf(campaign, report), ct) is { } refusal)
            return refusal;
        db.Act = user.Acts("登记专项行动", report.Problem ?? report.Words);
        if (report.Met)
            thing.Finish(clock.Today, report.Visitors.Trim(), report.Words?.Trim(), report.Problem, db.Act.By);
        else
            thing.Miss(clock.Today);
        await db.SaveChangesAsync(ct);
        await FinishVillageAsync(thing, ct);
        return null;
    }

    public async Task<Refusal?> MendAsync(CampaignObject thing, string? words, CancellationToken ct)
    {
        if (thing.Problem is null || thing.MendedOn is not null)
            return new("没有待整改的问题。");
        if (words?.Trim() is not { Length: >= 2 and <= 600 })
            return new("请写明怎样整改的（2 到 600 字）。", "Mended");
        db.Act = user.Acts("登记问题整改", words.Trim());
        thing.Mend(clock.Today, words.Trim());
        await db.SaveChangesAsync(ct);
        return null;
    }

    public async Task RecordedAsync(SurveyRound round, SurveySheet sheet, CancellationToken ct)
    {
        if (round.CampaignId is not { } campaign || await db.Set<CampaignObject>().FirstOrDefaultAsync(o => o.CampaignId == campaign && o.HouseholdId == sheet.HouseholdId, ct) is not { } thing)
            return;
        db.Act = user.Acts("登记专项行动");
        if (sheet.Contact == SurveyContact.无法联系)
            thing.Miss(clock.Today);
        else
            thing.Finish(clock.Today, sheet.Visitors, sheet.Findings.Length == 0 ? "没有问题" : null, sheet.Findings.Length == 0 ? null : sheet.Findings.Length > 1000 ? sheet.Findings[..1000] : sheet.Findings, sheet.By);
        await db.SaveChangesAsync(ct);
        await FinishVillageAsync(thing, ct);
    }

    private VisitReport VisitOf(Campaign campaign, ObjectReport report) => new(report.FormKey, clock.Today, report.Met ? VisitResult.有人在家 : VisitResult.无法联系, report.Visitors,
        $"{campaign.Title}：{report.Problem ?? (report.Met ? "没有问题" : "没联系上")}{(string.IsNullOrWhiteSpace(report.Words) ? "" : $"；{report.Words.Trim()}")}", null, null, null, null, report.Risks, report.Met ? null : report.Words, null);

    private async Task FinishVillageAsync(CampaignObject thing, CancellationToken ct)
    {
        var open = await db.Set<WorkItem>().Where(w => w.Subject == thing.CampaignId && w.Division == thing.Division && w.State == WorkState.Open).ToListAsync(ct);
        if (open.Count == 0 || await db.Set<CampaignObject>().AnyAsync(o => o.CampaignId == thing.CampaignId && o.Division == thing.Division && o.DoneOn == null, ct))
            return;
        foreach (var work in open)
            work.Finish(user.Acts(string.Empty).By, clock.Now, "全部完成");
        await db.SaveChangesAsync(ct);
    }
}
