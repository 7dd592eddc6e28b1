using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.JointReview;

/// <summary>
/// The sessions of the account's own county, also while a township is chosen in the top bar: a session is one whole. An account that stands
/// below the county finds none.
/// </summary>
internal static class JointSessions
{
    public static IQueryable<JointSession> Of(XianjieDb db, CurrentUser user)
    {
        var (from, below) = Scope.Range(user.Division);
        return db.Set<JointSession>().IgnoreQueryFilters().Where(s => s.Division >= from && s.Division < below);
    }

    /// <summary>Everything before a session that was found by <see cref="Of"/>.</summary>
    public static IQueryable<JointMatter> Matters(XianjieDb db, JointSession session) => db.Set<JointMatter>().IgnoreQueryFilters().Where(m => m.SessionId == session.Id);

    public static IQueryable<JointTopic> Topics(XianjieDb db, JointSession session) => db.Set<JointTopic>().IgnoreQueryFilters().Where(t => t.SessionId == session.Id);

    public static IQueryable<JointAttendee> Attendees(XianjieDb db, JointSession session) => db.Set<JointAttendee>().IgnoreQueryFilters().Where(a => a.SessionId == session.Id);
}
