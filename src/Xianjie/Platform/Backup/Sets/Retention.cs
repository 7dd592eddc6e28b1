using System.Globalization;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>
/// Which sets stay (grandfather, father, son): all of the last days, then the last of each week, then of each month, and always the newest.
/// A set is kept or deleted as a whole, so that every kept one can be restored to each of its points in time.
/// </summary>
internal static class Retention
{
    public static IReadOnlyList<BackupSet> Ended(IReadOnlyList<BackupSet> sets, BackupPlan plan, DateOnly today)
    {
        var days = sets.Select(s => (Set: s, Day: Clock.Day(s.Parts[0].At))).OrderBy(s => s.Set.Parts[0].At).ToList();
        var kept = days.Where(s => s.Day > today.AddDays(-plan.Days)).Select(s => s.Set).ToHashSet();
        kept.UnionWith(days.GroupBy(s => (ISOWeek.GetYear(s.Day.ToDateTime(default)), ISOWeek.GetWeekOfYear(s.Day.ToDateTime(default)))).OrderByDescending(g => g.Key).Take(plan.Weeks).Select(g => g.Last().Set));
        kept.UnionWith(days.GroupBy(s => (s.Day.Year, s.Day.Month)).OrderByDescending(g => g.Key).Take(plan.Months).Select(g => g.Last().Set));
        if (days.Count > 0)
            kept.Add(days[^1].Set);
        return [.. sets.Where(s => !kept.Contains(s))];
    }
}
