using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.JointReview;
using Xianjie.Monitoring.JointReview.Agenda;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>Last month's joint review, answered in part, and this month's with half of its matters concluded.</summary>
internal sealed class JointStory(Actors actors, long county, DateOnly today)
{
    private const int Before = 10, Now = 14;

    private static readonly (MatterConclusion Conclusion, string? Unit, string Words)[] Rulings =
    [
        (MatterConclusion.转部门处置, null, "核实政策享受情况，符合条件的及时落实"), (MatterConclusion.转入户核查, JointUnits.Village, "入户核实收入和支出，拍照留存"),
        (MatterConclusion.持续关注, JointUnits.Township, "列为重点户，每半月走访一次"), (MatterConclusion.排除, null, "已核实不影响基本生活，予以排除"),
    ];

    public async Task<int> TellAsync(CancellationToken ct)
    {
        var last = new DateOnly(today.Year, today.Month, 1).AddDays(-4);
        var held = await HoldAsync(last, Before, ct);
        await ConcludeAsync(held, last, Before, ct);
        await actors.DoAsync(Actors.Monitor(county), last.AddDays(1), s => s.GetRequiredService<JointDesk>().CloseAsync(Fresh(s, held), "本月风险总体平稳，重点盯住大额医疗支出和务工不稳的户，交办事项下月通报。", ct), ct);
        await AnswerAsync(held, last, ct);
        var open = await HoldAsync(today.AddDays(-1), Now, ct);
        await ConcludeAsync(open, today.AddDays(-1), Now / 2, ct);
        return await actors.DoAsync(Actors.Monitor(county), today, s => s.GetRequiredService<XianjieDb>().Set<JointMatter>().CountAsync(ct), ct);
    }

    private static JointSession Fresh(IServiceProvider services, JointSession session) => services.GetRequiredService<XianjieDb>().Set<JointSession>().Single(s => s.Id == session.Id);

    private Task<JointSession> HoldAsync(DateOnly day, int matters, CancellationToken ct) => actors.DoAsync(Actors.Monitor(county), day, async s =>
    {
        var (desk, agenda, db, by) = (s.GetRequiredService<JointDesk>(), s.GetRequiredService<AgendaBook>(), s.GetRequiredService<XianjieDb>(), s.GetRequiredService<CurrentUser>());
        var session = await desk.OpenAsync(new JointSession
        {
            Division = county, Title = JointSession.TitleOf(day), RegularMonth = (day.Year * 100) + day.Month, FormKey = Guid.CreateVersion7(), HeldOn = day, Place = "县政府三楼会议室", Chair = "罗建国", Recorder = "莫文静",
            By = "莫文静（演示）", At = s.GetRequiredService<Clock>().Now,
        }, JointTopic.Usual, ct);
        foreach (var (unit, names) in new[] { ("农业农村局", "莫文静、罗建国"), ("医保局", "梁小红"), ("民政局", "邓伟"), ("教育局", "潘丽华") })
            db.Add(new JointAttendee { SessionId = session.Id, Division = county, Unit = unit, Names = names });
        foreach (var topic in db.Set<JointTopic>().Where(t => t.SessionId == session.Id))
            topic.Outcome = topic.Number == 2 ? "研判对象逐一明确责任单位和期限，逾期的由县监测中心催办" : "会议听取了通报，情况属实";
        db.Act = by.Acts("登记参会");
        await db.SaveChangesAsync(ct);
        foreach (var (source, share) in new[] { (MatterSource.风险线索, matters / 2), (MatterSource.逾期案件, 2), (MatterSource.数据疑点, matters / 3) })
        {
            var filter = new AgendaFilter { Source = source };
            var chosen = await agenda.ReadAsync(session.Id, filter, null, 0, share, ct);
            await desk.AddAsync(session, filter, [.. chosen.Select(p => p.SourceId)], ct);
        }
        return session;
    }, ct);

    private Task<int> ConcludeAsync(JointSession session, DateOnly day, int most, CancellationToken ct) => actors.DoAsync(Actors.Monitor(county), day, async s =>
    {
        var (desk, db) = (s.GetRequiredService<JointDesk>(), s.GetRequiredService<XianjieDb>());
        var (fresh, departments) = (Fresh(s, session), await s.GetRequiredService<JointUnits>().DepartmentsAsync(ct));
        var matters = await db.Set<JointMatter>().Where(m => m.SessionId == session.Id).OrderBy(m => m.Id).Select(m => m.Id).ToListAsync(ct);
        foreach (var (at, matter) in matters.Take(most).Index())
        {
            var (conclusion, unit, words) = Rulings[at % Rulings.Length];
            await desk.ConcludeAsync(fresh, [matter], new Ruling(conclusion, words, unit ?? departments[at % departments.Count], null), ct);
        }
        return matters.Count;
    }, ct);

    /// <summary>Two of three units have answered; what the departments said has been accepted.</summary>
    private async Task AnswerAsync(JointSession session, DateOnly held, CancellationToken ct)
    {
        var matters = await actors.DoAsync(Actors.Monitor(county), held, s => s.GetRequiredService<XianjieDb>().Set<JointMatter>().AsNoTracking().Where(m => m.SessionId == session.Id && m.Step == MatterStep.待处置).OrderBy(m => m.Id).ToListAsync(ct), ct);
        foreach (var (at, matter) in matters.Index().Where(m => m.Index % 3 != 2))
        {
            var who = matter.UnitRole switch { Roles.Department => Actors.Department(county, matter.Unit!), Roles.Collector => Actors.Collector(matter.Division), _ => Actors.Clerk(matter.Division) };
            await actors.DoAsync(who, held.AddDays(5), async s => await s.GetRequiredService<MatterDesk>().AnswerAsync(await ReadAsync(s, matter, ct), "已核实并落实，情况稳定，继续关注。", ct), ct);
            if (at % 2 == 0)
                await actors.DoAsync(Actors.Monitor(county), held.AddDays(7), async s => await s.GetRequiredService<MatterDesk>().JudgeAsync([await ReadAsync(s, matter, ct)], accept: true, null, ct), ct);
        }
    }

    private static Task<JointMatter> ReadAsync(IServiceProvider services, JointMatter matter, CancellationToken ct) => services.GetRequiredService<XianjieDb>().Set<JointMatter>().SingleAsync(m => m.Id == matter.Id, ct);
}
