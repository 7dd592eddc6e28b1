using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Inbox;

/// <summary>What waits for someone: their role's open work inside their area, and what is theirs by name.</summary>
internal static class InboxQuery
{
    public static IQueryable<WorkItem> Mine(XianjieDb db, CurrentUser user) =>
        db.Set<WorkItem>().AsNoTracking().Where(w => w.State == WorkState.Open && w.Role == user.Role.Key && (w.Assignee == null || w.Assignee == user.Id));

    /// <summary>What this person has closed.</summary>
    public static IQueryable<WorkItem> DoneBy(XianjieDb db, string by) =>
        db.Set<WorkItem>().AsNoTracking().Where(w => w.ClosedBy == by && w.State != WorkState.Open);

    public static IQueryable<WorkItem> StartedBy(XianjieDb db, string by) =>
        db.Set<WorkItem>().AsNoTracking().Where(w => w.CreatedBy == by);
}
