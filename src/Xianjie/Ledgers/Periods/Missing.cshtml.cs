using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Reminders;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Web;

namespace Xianjie.Ledgers.Periods;

/// <summary>Units that have not reported, when they were reminded, and to whom a frozen period was opened.</summary>
[Requires(Permissions.LedgersRead), ByFieldClass]
internal sealed class MissingPage(LedgerServices services, LateDesk late) : LedgerPage(services)
{
    public sealed record Reminded(DateTimeOffset At, int Pressed, DateOnly? PressedOn, string Outcome);

    public IReadOnlyList<Places.Place> Missing { get; private set; } = [];
    public IReadOnlyList<Places.Place> All { get; private set; } = [];
    public int Units => All.Count;
    public IReadOnlyList<LateOpening> Openings { get; private set; } = [];
    public bool MayOpen => late.MayOpen(Ledger) && Bar.State == PeriodState.Frozen && Ledger.Period != PeriodKind.None;
    private Dictionary<long, Reminded> reminded = [];

    public string PlaceOf(long place) => Services.Places.Path(place);

    public Reminded? RemindedOf(Places.Place place) => reminded.GetValueOrDefault(place.Code);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        await ReadAsync(ct);
        return Page();
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        Missing = await Services.Periods.MissingAsync(Ledger, Span, Me.Area, ct);
        All = Services.Periods.Units(Ledger, Me.Area);
        Openings = await late.ListAsync(Ledger, Span, Me.Area, ct);
        var (number, units) = (Span.Number, Missing.Select(u => u.Code).ToList());
        var dues = await Db.Set<ReportDue>().AsNoTracking().Where(d => d.Ledger == Ledger.Key && d.Period == number && units.Contains(d.Division)).ToListAsync(ct);
        var subjects = dues.Select(d => DueWork.SubjectOf(d.Division, d.Role, d.Department)).ToList();
        var works = (await Db.Set<WorkItem>().AsNoTracking().Where(w => w.Kind == DueWork.Kind && w.State == WorkState.Open && subjects.Contains(w.Subject)).ToListAsync(ct)).ToDictionary(w => w.Subject);
        reminded = dues.ToDictionary(d => d.Division, d => works.GetValueOrDefault(DueWork.SubjectOf(d.Division, d.Role, d.Department)) is var work && d.ClosedAt is null
            ? new Reminded(d.RaisedAt, work?.Reminders ?? 0, work?.RemindedOn, "待办中") : new Reminded(d.RaisedAt, 0, null, d.Outcome ?? "已办"));
    }

    public async Task<IActionResult> OnPostOpenAsync(string key, long unit, string? why, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        if (!late.MayOpen(Ledger))
            return Forbid();
        var refusal = await late.OpenAsync(Ledger, Span, unit, why, ct);
        TempData[refusal is null ? "Notice" : "Warning"] = refusal ?? $"已向“{Services.Places.Name(unit)}”开放{Span.Title}补报。";
        return new SeeOtherResult(InPeriod($"{Home}/missing"));
    }
}
