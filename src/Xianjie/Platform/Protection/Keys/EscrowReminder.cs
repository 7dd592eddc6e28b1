using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Protection.Keys;

/// <summary>密钥托管: work for the security administrators from the day on which the shares no longer hold every key; it ends when they do.</summary>
internal sealed class EscrowReminder(Seal seal, JobBoard board, WriteGate gate, WorkingDays calendar, Settings settings, Clock clock) : IDueWork
{
    public const string Kind = "密钥托管";
    private const int Days = 5;
    private DateTimeOffset next;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        // The demonstration's keys are thrown away with it
        if (settings.ShowDemoAccounts || clock.Now < next)
            return 0;
        next = clock.Now.AddHours(1);
        seal.Ring.Look(now: true);
        var words = RingCheck.Overdue(seal.Ring);
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        db.Act = new Act("系统", Kind);
        var open = await db.Set<WorkItem>().Where(w => w.Kind == Kind && w.State == WorkState.Open).ToListAsync(ct);
        if (words is null)
            open.ForEach(w => w.Finish("系统", clock.Now, "托管份额已包含全部密钥"));
        else
            await AskAsync(db, open, ct);
        await db.SaveChangesAsync(ct);
        return words is null ? 0 : 1;
    }

    private async Task AskAsync(XianjieDb db, List<WorkItem> open, CancellationToken ct)
    {
        var places = await db.Set<User>().Where(u => u.Role == Roles.SecurityAdmin && !u.Disabled).Select(u => u.Division).Distinct().ToListAsync(ct);
        foreach (var place in places.Where(p => open.TrueForAll(w => w.Division != p)))
        {
            db.Add(new WorkItem
            {
                Kind = Kind, Title = "密钥没有托管，或托管之后又换了密钥，请重新托管", Link = "/keys", Subject = WorkItem.SubjectOf($"escrow {place}"),
                Division = place, Role = Roles.SecurityAdmin, CreatedBy = "系统", CreatedAt = clock.Now, Due = calendar.Add(clock.Today, Days),
            });
        }
    }
}
