using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.JointReview;

/// <summary>What a conclusion does to the thing behind the matter, so that nobody has to do it again there.</summary>
internal sealed class ConclusionEffects(XianjieDb db, Clock clock)
{
    /// <summary>A clue that goes to a visit is dispatched by it; a warning of scale has been reviewed. The caller saves.</summary>
    public async Task ApplyAsync(JointMatter matter, string by, CancellationToken ct)
    {
        if (matter is { Source: MatterSource.风险线索, Conclusion: MatterConclusion.转入户核查 } && await db.Set<Clue>().FirstOrDefaultAsync(c => c.Id == matter.SourceId && c.State == ClueState.待核查, ct) is { } clue)
        {
            // the village has it among its clues like any other, whichever unit answers for the matter; its visit answers the matter
            foreach (var back in await db.Set<WorkItem>().Where(w => w.Subject == clue.Id && w.State == WorkState.Open).ToListAsync(ct))
                back.Finish(by, clock.Now, "会商研判转入户核查");
            clue.Dispatch(clock.Today, matter.Due!.Value);
            db.Add(Dispatching.Work(clue, by, clock.Now, matter.Due.Value));
        }
        if (matter.Source == MatterSource.规模性预警 && await db.Set<WorkItem>().FirstOrDefaultAsync(w => w.Id == matter.SourceId && w.State == WorkState.Open, ct) is { } alert)
            alert.Finish(by, clock.Now, $"会商研判：{matter.Conclusion}");
    }
}
