using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Papers;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Papers;

namespace Xianjie.Monitoring.JointReview;

/// <summary>会商研判纪要 from the rows of the session.</summary>
internal sealed class Minutes(XianjieDb db, PaperBook book, PaperSource source, Places places)
{
    public const string Code = "joint-minutes", About = "会商";

    public async Task<Paper> OfAsync(JointSession session, CancellationToken ct)
    {
        var data = await source.OfPlaceAsync(session.Division, ct);
        var attendees = await JointSessions.Attendees(db, session).AsNoTracking().OrderBy(a => a.Id).ToListAsync(ct);
        var topics = await JointSessions.Topics(db, session).AsNoTracking().OrderBy(t => t.Number).ToListAsync(ct);
        var matters = await JointSessions.Matters(db, session).AsNoTracking().OrderBy(m => m.Division).ThenBy(m => m.HouseholdNo).ThenBy(m => m.Id).ToListAsync(ct);
        data.Set(("会议名称", session.Title), ("会议日期", PaperWords.Day(session.HeldOn)), ("会议地点", session.Place), ("主持人", session.Chair), ("记录人", session.Recorder), ("会商小结", session.Summary),
            ("研判对象数", PaperWords.Number(matters.Count)), ("结论分布", string.Join('，', matters.Where(m => m.Conclusion is not null).GroupBy(m => m.Conclusion!.Value).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()} 个"))));
        data.Add("参会", attendees, (a, _) => [("单位", a.Unit), ("参会人", a.Names)]);
        data.Add("议题", topics, (t, _) => [("议题内容", t.Words), ("议定事项", t.Outcome)]);
        data.Add("研判对象", matters, (m, _) =>
        [
            ("对象", m.HeadName), ("所在地", m.HouseholdId is null ? string.Empty : places.Path(m.Division)), ("来源", m.Source.ToString()), ("事由", $"{m.Title}（{m.Reason}）"), ("结论", m.Conclusion?.ToString() ?? "未定"),
            ("处置意见", m.Words), ("责任单位", m.Unit), ("期限", PaperWords.Day(m.Due)), ("办理情况", m.Feedback ?? m.Step.ToString()),
        ]);
        return book[Code].Fill(data)!;
    }
}
