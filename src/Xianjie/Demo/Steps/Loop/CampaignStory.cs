using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Monitoring.Campaigns;
using Xianjie.Monitoring.Surveys;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>Two campaigns at once: forms for the monitored households, and a check list on water for every village; days of work, problems, some of them mended.</summary>
internal sealed class CampaignStory(Actors actors, long county, DateOnly today)
{
    private static readonly string[] WaterItems = ["水源地有防护和标识", "供水设施能正常运行", "冬季防冻措施到位", "有人管护、有电话公示"];

    public async Task<int> TellAsync(CancellationToken ct)
    {
        var line = await OpenAsync("冬季防返贫守底线专项行动", ObjectChoice.按户属性, "未消除风险监测户;已消除风险监测户", CampaignTask.走访, string.Empty, ct);
        var forms = await OpenAsync("脱贫户收入排查行动", ObjectChoice.按户属性, "脱贫户", CampaignTask.填表, string.Empty, ct);
        var water = await OpenAsync("冬春农村饮水安全行动", ObjectChoice.按村, string.Empty, CampaignTask.清单, string.Join('\n', WaterItems), ct);
        return await WorkAsync(line, 4, ct) + await WorkAsync(forms, 3, ct) + await WorkAsync(water, 3, ct);
    }

    private Task<Campaign> OpenAsync(string title, ObjectChoice choice, string chosen, CampaignTask task, string checklist, CancellationToken ct) => actors.DoAsync(Actors.Monitor(county), today.AddDays(-9), async s =>
    {
        var form = task == CampaignTask.填表 ? s.GetRequiredService<SurveyForms>().OfKind("月度排查") : null;
        var campaign = new Campaign
        {
            FormKey = Guid.CreateVersion7(), Title = $"{today.Year} 年{title}", Basis = "开展“防返贫守底线”专项行动", Division = county, From = today.AddDays(-9), To = today.AddDays(21), Choice = choice, Chosen = chosen, Places = string.Empty,
            Task = task, RoundId = form is null ? null : Guid.CreateVersion7(), Checklist = checklist, By = "莫文静（演示）", At = s.GetRequiredService<Clock>().Now,
        };
        return await s.GetRequiredService<CampaignDesk>().OpenAsync(campaign, form, ct) is { } refusal ? throw new InvalidOperationException(refusal.Words) : campaign;
    }, ct);

    /// <summary>On each of the last days some villages report; one in five objects has a problem, and half of those are mended.</summary>
    private async Task<int> WorkAsync(Campaign campaign, int of, CancellationToken ct)
    {
        var things = await actors.DoAsync(Actors.Monitor(county), today, s => s.GetRequiredService<XianjieDb>().Set<CampaignObject>().AsNoTracking().Where(o => o.CampaignId == campaign.Id).OrderBy(o => o.Division).ThenBy(o => o.HouseholdNo).Take(240).ToListAsync(ct), ct);
        var done = 0;
        foreach (var (at, thing) in things.Index().Where(t => t.Index % of != 0))
        {
            var day = today.AddDays(-(at % 7) - 1);
            await actors.DoAsync(Actors.Collector(thing.Division), day, s => RecordAsync(s, campaign, thing, at % 5 == 3, ct), ct);
            if (at % 5 == 3 && at % 2 == 0)
                await actors.DoAsync(Actors.Collector(thing.Division), day.AddDays(1), async s => await s.GetRequiredService<ObjectDesk>().MendAsync(await ReadAsync(s, thing, ct), "已当场整改，复看正常。", ct), ct);
            done++;
        }
        return done;
    }

    private static async Task<bool> RecordAsync(IServiceProvider services, Campaign campaign, CampaignObject thing, bool problem, CancellationToken ct)
    {
        var (db, fresh) = (services.GetRequiredService<XianjieDb>(), await ReadAsync(services, thing, ct));
        var home = thing.IsVillage ? null : await db.Set<Household>().SingleAsync(h => h.Id == thing.HouseholdId, ct);
        if (campaign.Task != CampaignTask.填表)
        {
            var words = problem ? campaign.Task == CampaignTask.清单 ? WaterItems[2] : "过冬衣被不足，需要救助" : null;
            return await services.GetRequiredService<ObjectDesk>().RecordAsync(campaign, fresh, home, new ObjectReport(Guid.CreateVersion7(), fresh.Version, Met: true, "韦晓燕、覃志强", null, words, []), ct) is null;
        }
        var round = await Reach.Of<SurveyRound>(db, services.GetRequiredService<CurrentUser>()).SingleAsync(r => r.Id == campaign.RoundId, ct);
        var typed = new Dictionary<string, string[]> { ["changes"] = [problem ? "收入明显减少" : "没有变化"], ["has_risk"] = [problem ? "是" : "否"], ["risks"] = ["因务工就业不稳"], ["copes"] = ["是"] };
        var answers = services.GetRequiredService<SurveyForms>()[round.Form]!.Read(home!.RiskState, key => typed.GetValueOrDefault(key, []));
        return await services.GetRequiredService<SurveyDesk>().RecordAsync(round, home, new SheetReport(Guid.CreateVersion7(), -1, services.GetRequiredService<Clock>().Today, SurveyContact.有人在家, "韦晓燕、覃志强", answers), ct) == SheetAnswer.Recorded;
    }

    private static Task<CampaignObject> ReadAsync(IServiceProvider services, CampaignObject thing, CancellationToken ct) => services.GetRequiredService<XianjieDb>().Set<CampaignObject>().SingleAsync(o => o.Id == thing.Id, ct);
}
