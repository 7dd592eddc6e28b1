using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Inbox;

/// <summary>What waits for someone: their role's open work inside their area, what is theirs by name, and what was escalated to their role.</summary>
internal static class InboxQuery
{
    public static IQueryable<WorkItem> Mine(XianjieDb db, CurrentUser user)
    {
        var (me, principal) = (user.Id.ToString(), (user.ActsForId ?? user.Id).ToString());
        List<string> offices = [user.Role.Office, .. user.Role.Permissions.Select(WorkItem.ForPermission)];
        return db.Set<WorkItem>().AsNoTracking().Where(w => w.State == WorkState.Open
            && ((offices.Contains(w.Role) && (w.Department == null || w.Department == user.Department) && (w.Assignee == null || w.Assignee == user.Id)
                && (w.Barred == null || (!w.Barred.Contains(me) && !w.Barred.Contains(principal)))) || w.EscalatedTo == user.Role.Office));
    }

    /// <summary>What this person has closed.</summary>
    public static IQueryable<WorkItem> DoneBy(XianjieDb db, string by) =>
        db.Set<WorkItem>().AsNoTracking().Where(w => w.ClosedBy == by && w.State != WorkState.Open);

    /// <summary>What this person started or handed to someone else.</summary>
    public static IQueryable<WorkItem> StartedBy(XianjieDb db, CurrentUser user)
    {
        var (by, id) = (user.Acts(string.Empty).By, user.Id);
        return db.Set<WorkItem>().AsNoTracking().Where(w => w.CreatedBy == by || w.HandedBy == id);
    }
}

/// <summary>村 → 乡镇 → 县 → 县领导: to whom overdue work goes, and who may press whom.</summary>
internal static class Levels
{
    private static readonly string[] Ladder = [Roles.Collector, Roles.Clerk, Roles.Monitor, Roles.Leader];

    /// <summary>The next level; null above the last. Departments answer to the county.</summary>
    public static string? Above(string role) => role == Roles.Department ? Roles.Monitor
        : Array.IndexOf(Ladder, role) is >= 0 and var at && at + 1 < Ladder.Length ? Ladder[at + 1] : null;

    public static bool IsAbove(string role, string other)
    {
        for (var up = Above(other); up is not null; up = Above(up))
        {
            if (up == role)
                return true;
        }
        return false;
    }
}
