using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Comparison.Clues;

/// <summary>A village gives a clue back: it waits again to be dispatched, and the township has it as work with the reason.</summary>
internal sealed class ClueReturn(XianjieDb db, ParametersInForce parameters, WorkingDays calendar, CurrentUser user, Clock clock) : IWorkReturn
{
    public string Kind => Dispatching.WorkKind;

    public async Task<string?> ReturnAsync(WorkItem work, string reason, CancellationToken ct)
    {
        if (await db.Set<Clue>().SingleOrDefaultAsync(c => c.Id == work.Subject, ct) is not { State: ClueState.核查中 } clue)
            return "这条线索已不在核查中，不能退回。";
        var by = user.Acts(string.Empty).By;
        clue.Return();
        work.Withdraw(by, clock.Now, $"退回：{reason}");
        db.Add(new WorkItem
        {
            Kind = "线索退回", Title = $"村里退回：{clue.HeadName}（{clue.HouseholdNo}）{clue.Title}，原因：{(reason.Length > 80 ? reason[..80] : reason)}", Link = $"/clues/{clue.Id}", Subject = clue.Id,
            Division = clue.Division, Role = Roles.Clerk, CreatedBy = by, CreatedAt = clock.Now, Due = calendar.Add(clock.Today, (await parameters.LoadAsync(ct)).Whole("退回补正天数", clue.Division)),
        });
        return null;
    }
}
