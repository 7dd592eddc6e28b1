using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Letters;
using Xianjie.Monitoring.Surveys;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>What people told the county these days: reports by phone code, orders of the hotline, and a monthly survey that is under way.</summary>
internal sealed class ChannelStory(Actors actors, Seal seal, DateOnly today)
{
    private const int Reports = 8, Orders = 5;

    private static readonly (string Risk, string Words)[] Told =
    [
        ("因病", "老人上月住院，自己花了三万多，还要继续吃药。"), ("因务工就业不稳", "厂里停工两个月，没有别的收入。"), ("因学", "两个孩子上高中，学费和生活费负担重。"),
        ("因安全住房", "屋顶漏雨，后墙有裂缝。"), ("因意外事故", "干活时摔伤，三个月不能下地。"),
    ];

    private static readonly string[] Hotline = ["12345", "信访", "督查检查", "12317", "考核评估"];

    /// <summary>Reports and orders of some of the households, and a few of people whom the registry does not know.</summary>
    public async Task<int> TellAsync(IReadOnlyList<(Household Home, Person Head)> homes, CancellationToken ct)
    {
        foreach (var (at, (home, head)) in homes.Take(Reports + Orders).Index())
        {
            var (risk, words) = Told[at % Told.Length];
            var form = new LetterForm
            {
                Village = home.Division, Name = at % 4 == 3 ? "何某某" : head.Name, CitizenId = at % 4 == 3 ? null : seal.Open(head.CitizenIdSealed!, Sealed.CitizenId), Phone = at % 4 == 3 ? "13900000000" : null,
                Risks = [risk], Words = words, Consent = true, ReceivedOn = today.AddDays(-at % 3),
            };
            var source = LetterSources.Scanned;
            if (at >= Reports)
            {
                source = Hotline[(at - Reports) % Hotline.Length];
                (form.Channel, form.Source, form.Number, form.AnswerBy) = (LetterSources.ChannelOf(source)!.Value, source, $"演示{today:yyyyMM}-{at:00}", today.AddDays(at % 5 + 1));
            }
            var by = form.Channel == ClueChannel.自主申报 ? "公众申报" : "莫文静（演示）";
            await actors.DoAsync(Actors.Monitor(home.Division), form.ReceivedOn.Value, s => s.GetRequiredService<LetterDesk>().TakeAsync(form, new Sender(by, source), ct), ct);
        }
        return Math.Min(homes.Count, Reports + Orders);
    }

    /// <summary>A monthly survey of the monitored households; where a collector has an account, two of three have been visited.</summary>
    public async Task<int> SurveyAsync(long county, IReadOnlyList<long> villages, CancellationToken ct)
    {
        var start = today.AddDays(-7);
        var round = await actors.DoAsync(Actors.Monitor(county), start, s =>
        {
            var form = s.GetRequiredService<SurveyForms>().OfKind("月度排查")!;
            return s.GetRequiredService<SurveyDesk>().OpenAsync(new SurveyRound
            {
                FormKey = Guid.CreateVersion7(), Title = $"{today:yyyy 年 M 月}月度排查", Kind = "月度排查", Form = form.Key, Division = county, Target = "未消除风险监测户;已消除风险监测户;脱贫户", From = start,
                To = today.AddDays(21), Basis = form.Basis, By = "莫文静（演示）", At = s.GetRequiredService<Clock>().Now,
            }, ct);
        }, ct);
        var visited = 0;
        foreach (var village in villages)
            visited += await actors.DoAsync(Actors.Collector(village), today.AddDays(-2), s => FillAsync(s, round, village, ct), ct);
        return visited;
    }

    private async Task<int> FillAsync(IServiceProvider services, SurveyRound round, long village, CancellationToken ct)
    {
        var (desk, form) = (services.GetRequiredService<SurveyDesk>(), services.GetRequiredService<SurveyForms>()[round.Form]!);
        var homes = await services.GetRequiredService<Coverage>().Waiting(round, village).OrderBy(h => h.HouseholdNo).ToListAsync(ct);
        var visited = 0;
        foreach (var (at, home) in homes.Index().Where(h => h.Index % 3 != 2))
        {
            var risky = at % 7 == 3;
            var typed = new Dictionary<string, string[]> { ["changes"] = [risky ? "收入明显减少" : "没有变化"], ["has_risk"] = [risky ? "是" : "否"], ["risks"] = ["因务工就业不稳"], ["copes"] = ["否"] };
            var contact = at % 9 == 4 ? SurveyContact.无法联系 : SurveyContact.有人在家;
            await desk.RecordAsync(round, home, new SheetReport(Guid.CreateVersion7(), -1, today.AddDays(-2), contact, "韦晓燕、覃志强", form.Read(home.RiskState, key => typed.GetValueOrDefault(key, []))), ct);
            visited++;
        }
        return visited;
    }
}
