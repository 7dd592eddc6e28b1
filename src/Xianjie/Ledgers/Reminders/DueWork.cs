using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;

namespace Xianjie.Ledgers.Reminders;

/// <summary>The piece of work in an inbox that stands for all that one role of a unit owes; it follows what is owed. The caller holds the transaction and saves.</summary>
internal static class DueWork
{
    public const string Kind = "台账填报";

    /// <summary>What the work of a role in a unit is about; the same whoever asks.</summary>
    public static Guid SubjectOf(long unit, string role, string? department) => WorkItem.SubjectOf(string.Create(CultureInfo.InvariantCulture, $"{Kind}|{unit}|{role}|{department}"));

    /// <summary>Units no longer owe a report, because it came or the period was frozen.</summary>
    public static async Task CloseAsync(XianjieDb db, string ledger, int period, IReadOnlyCollection<long> units, string by, DateTimeOffset at, string outcome, CancellationToken ct)
    {
        var owed = units.Count == 0 ? [] : await db.Set<ReportDue>().Where(d => d.Ledger == ledger && d.Period == period && d.ClosedAt == null && units.Contains(d.Division)).ToListAsync(ct);
        foreach (var due in owed)
            (due.ClosedAt, due.Outcome) = (at, outcome);
        if (owed.Count > 0)
            await FollowAsync(db, [.. owed.Select(d => d.Division).Distinct()], by, at, outcome, ct);
    }

    /// <summary>Brings the work of units in line with what they owe: raised, told anew, or finished.</summary>
    public static async Task FollowAsync(XianjieDb db, IReadOnlyCollection<long> units, string by, DateTimeOffset at, string outcome, CancellationToken ct)
    {
        // two reports of one unit at once: the second waits, and counts without the first
        foreach (var unit in units.Order())
            await db.TakeTurnAsync($"due {unit}", ct);
        await db.Set<ReportDue>().Where(d => d.ClosedAt == null && units.Contains(d.Division)).LoadAsync(ct);
        var owed = db.Set<ReportDue>().Local.Where(d => d.ClosedAt is null && units.Contains(d.Division)).GroupBy(d => SubjectOf(d.Division, d.Role, d.Department)).ToDictionary(g => g.Key, g => g.OrderBy(d => d.Due).ThenBy(d => d.Title, StringComparer.Ordinal).ToList());
        var open = (await db.Set<WorkItem>().Where(w => w.Kind == Kind && w.State == WorkState.Open && units.Contains(w.Division)).ToListAsync(ct)).ToDictionary(w => w.Subject);
        foreach (var (subject, dues) in owed)
        {
            var (title, link) = Words(dues);
            if (open.TryGetValue(subject, out var work))
                work.Retell(title, link, dues[0].Due);
            else
                db.Add(new WorkItem { Kind = Kind, Title = title, Link = link, Subject = subject, Division = dues[0].Division, Role = dues[0].Role, Department = dues[0].Department, CreatedBy = "系统", CreatedAt = at, Due = dues[0].Due });
        }
        foreach (var (_, work) in open.Where(w => !owed.ContainsKey(w.Key)))
            work.Finish(by, at, outcome);
    }

    private static (string Title, string Link) Words(List<ReportDue> dues) => dues is [var only]
        ? (string.Create(CultureInfo.InvariantCulture, $"{only.Title}应在 {only.Due:yyyy-MM-dd} 前报送"), string.Create(CultureInfo.InvariantCulture, $"/ledgers/{only.Ledger}/edit?period={only.Period}&place={only.Division}"))
        : (string.Create(CultureInfo.InvariantCulture, $"{dues.Count} 份台账待填报，最早的应在 {dues[0].Due:yyyy-MM-dd} 前报送"), DueQuery.Address(dues[0].Division, dues[0].Role, dues[0].Department));
}
