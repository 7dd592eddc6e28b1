using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Cases;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Counts;

namespace Xianjie.Monitoring.ScaleWatch;

/// <summary>
/// 规模性返贫预警: the households newly identified this month, by village, township and county, against the households that live there. Where the
/// share passes the line of the level, the county's monitors (for the county itself, its leaders) find it in their inbox, once a month and
/// place. Asked every minute, done once a day.
/// </summary>
internal sealed class ScaleAlerts(JobBoard board, WriteGate gate, ShippedParameters shipped, WorkingDays calendar, Clock clock) : IDueWork
{
    public const string Kind = "规模性返贫预警", Line = "新增风险率预警线", Least = "新增风险率起算户数", Days = "规模性返贫预警处置天数";

    private DateOnly lastDay;

    public async Task<int> EnqueueDueAsync(CancellationToken ct)
    {
        var today = clock.Today;
        if (lastDay == today)
            return 0;
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        var values = await ParametersInForce.LoadAsync(shipped, db, today, ct);
        var alerts = await OverTheLineAsync(db, values, today, ct);
        var subjects = alerts.ConvertAll(a => Subject(a.Place.Code, today));
        var known = await db.Set<WorkItem>().Where(w => w.Kind == Kind && subjects.Contains(w.Subject)).Select(w => w.Subject).ToListAsync(ct);
        var fresh = alerts.Where(a => !known.Contains(Subject(a.Place.Code, today))).ToList();
        foreach (var alert in fresh)
            db.Add(Work(alert, today, calendar.Add(today, values.Whole(Days, alert.Place.Code))));
        db.Act = new Act("系统", Kind);
        await db.SaveChangesAsync(ct);
        lastDay = today;
        return fresh.Count;
    }

    private sealed record Alert(Division Place, int New, int Households, int PerMille);

    private static async Task<List<Alert>> OverTheLineAsync(XianjieDb db, ParameterValues values, DateOnly today, CancellationToken ct)
    {
        var month = new CaseQuery { State = "decided", Month = (today.Year * 100) + today.Month };
        var found = await month.Over(db.Set<IdentificationCase>().AsNoTracking(), today).GroupBy(c => c.Division).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var homes = await db.Set<VillageCount>().Select(v => new { v.Division, v.Households }).ToDictionaryAsync(v => v.Division, v => v.Households, ct);
        var places = await db.Set<Division>().AsNoTracking().Where(d => d.ValidTo == null && (d.Level == DivisionLevel.County || d.Level == DivisionLevel.Township || d.Level == DivisionLevel.Village)).ToListAsync(ct);
        var alerts = new List<Alert>();
        foreach (var place in places)
        {
            var (from, below) = Scope.Range(place.Code);
            var (fresh, all) = (Sum(found, from, below), Sum(homes, from, below));
            var line = values.Whole(Line, place.Code, Level(place.Level));
            if (fresh >= values.Whole(Least, place.Code) && all > 0 && fresh * 1000L >= (long)line * all)
                alerts.Add(new Alert(place, fresh, all, line));
        }
        return alerts;
    }

    private static int Sum(Dictionary<long, int> byVillage, long from, long below) => byVillage.Where(v => v.Key >= from && v.Key < below).Sum(v => v.Value);

    private static string Level(DivisionLevel level) => level switch { DivisionLevel.County => "县", DivisionLevel.Township => "乡镇", _ => "村" };

    private WorkItem Work(Alert alert, DateOnly today, DateOnly due) => new()
    {
        Kind = Kind,
        Title = $"{PlaceNames.Short(alert.Place.Name)}本月新认定 {alert.New:N0} 户，占 {alert.Households:N0} 户的 {1000m * alert.New / alert.Households:0.0}‰，达到预警线 {alert.PerMille}‰，请研判",
        Link = $"/cases?state=decided&month={(today.Year * 100) + today.Month}&village={alert.Place.Code}",
        Subject = Subject(alert.Place.Code, today), Division = alert.Place.Code, CreatedBy = "系统", CreatedAt = clock.Now, Due = due,
        Role = alert.Place.Level == DivisionLevel.County ? Roles.Leader : Roles.Monitor,
    };

    /// <summary>The same for a place and month, so that it is told once.</summary>
    private static Guid Subject(long place, DateOnly today)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, place);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], (today.Year * 100) + today.Month);
        return new Guid(bytes, bigEndian: true);
    }
}
