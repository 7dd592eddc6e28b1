using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Rows;

/// <summary>
/// The piece of work in an inbox that stands for all rows of a ledger and period that wait for one level of consent; it follows their number. The
/// level above lies outside the area of whoever sends a row on, so that work and rows are found without the scope, by ledger, period and place.
/// </summary>
internal sealed class ApprovalWork(XianjieDb db, ParametersInForce parameters, WorkingDays calendar, Clock clock)
{
    public const string Kind = "台账审核", Days = "台账审核天数";

    /// <summary>Whose consent a level is: a role in a place.</summary>
    private sealed record Seat(int Level, string Role, string? Department, long Division, int Period);

    /// <summary>After rows have moved and been saved: the work of every level that may look at their places is brought in line. The caller saves.</summary>
    public async Task FollowAsync(Ledger ledger, IReadOnlyCollection<LedgerRow> rows, string by, string outcome, CancellationToken ct)
    {
        foreach (var seat in rows.SelectMany(r => ledger.Approvals.Select((word, level) => SeatOf(ledger, word, level, r))).Distinct().OrderBy(s => s.Division).ThenBy(s => s.Level))
            await FollowAsync(ledger, seat, by, outcome, ct);
    }

    private static Seat SeatOf(Ledger ledger, string word, int level, LedgerRow row) => word switch
    {
        "村" => new(level, Roles.Collector, null, row.Division, row.Period),
        "乡镇" => new(level, Roles.Clerk, null, row.Division / 1000 * 1000, row.Period),
        "部门" => new(level, Roles.Department, ledger.Owner, PeriodDesk.CountyOf(row.Division), row.Period),
        "县" => new(level, Roles.Monitor, null, PeriodDesk.CountyOf(row.Division), row.Period),
        _ => new(level, WorkItem.ForPermission(Permissions.LedgersApprove), null, row.Division / 100_000_000 * 100_000_000, row.Period),
    };

    private async Task FollowAsync(Ledger ledger, Seat seat, string by, string outcome, CancellationToken ct)
    {
        var subject = WorkItem.SubjectOf(string.Create(CultureInfo.InvariantCulture, $"{Kind}|{ledger.Key}|{seat.Period}|{seat.Level}|{seat.Division}"));
        // two rows at once: the second waits, and counts with the first
        await db.TakeTurnAsync($"approval {subject}", ct);
        var (from, below) = Scope.Range(seat.Division);
        var waiting = await db.Set<LedgerRow>().IgnoreQueryFilters().CountAsync(r => r.Ledger == ledger.Key && r.Period == seat.Period && r.State == RowState.待审核 && r.Level == seat.Level && r.Division >= from && r.Division < below, ct);
        var open = await db.Set<WorkItem>().IgnoreQueryFilters().FirstOrDefaultAsync(w => w.Subject == subject && w.State == WorkState.Open, ct);
        if (waiting == 0)
        {
            open?.Finish(by, clock.Now, outcome);
            return;
        }
        var span = Span.Of(ledger.Period, seat.Period);
        var title = string.Create(CultureInfo.InvariantCulture, $"{ledger.Title}{(ledger.Period == PeriodKind.None ? "" : span?.Title)}有 {waiting} 行待{ledger.Approvals[seat.Level]}审核");
        var link = string.Create(CultureInfo.InvariantCulture, $"/ledgers/{ledger.Key}?{(ledger.Period == PeriodKind.None ? "" : $"period={seat.Period}&")}place={seat.Division}&state={RowState.待审核}&level={seat.Level}");
        if (open is not null)
            open.Retell(title, link, open.Due);
        else
            db.Add(new WorkItem
            {
                Kind = Kind, Title = title, Link = link, Subject = subject, Division = seat.Division, Role = seat.Role, Department = seat.Department, CreatedBy = by, CreatedAt = clock.Now,
                Due = calendar.Add(clock.Today, (await parameters.LoadAsync(ct)).Whole(Days, seat.Division)),
            });
    }
}
