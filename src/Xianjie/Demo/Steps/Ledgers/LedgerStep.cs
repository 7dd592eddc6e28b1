using Microsoft.EntityFrameworkCore;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Demo.Steps.Ledgers;

/// <summary>The county's monitor enters a few rows of every ledger for this period and the one before, through the desk that forms and imports use; a row that a check refuses is made anew.</summary>
internal sealed class LedgerStep(JobBoard board, TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    private const int Tries = 6;
    private readonly Dictionary<string, List<string>> known = new(StringComparer.Ordinal);

    public int Order => 390;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        var actors = new Actors(context.Services, (DemoTime)time, gate);
        await using var db = board.Open();
        var monitor = await db.Set<User>().AsNoTracking().SingleAsync(u => u.Login == "jianceyuan", ct);
        var places = await PlacesAsync(db, context.County, ct);
        var rows = await actors.DoAsync(monitor, clock.Today, async services =>
        {
            var ledgers = services.GetRequiredService<LedgerServices>();
            var count = 0;
            foreach (var ledger in InOrder((await ledgers.Book.AllAsync(ct)).All))
            {
                IReadOnlyList<RowDraft> before = [];
                foreach (var span in Spans(ledger, clock.Today))
                {
                    before = await EnterAsync(ledgers, ledger, span, places[ledger.Level], before.ToDictionary(d => d.Input.Number, d => d.Input.Typed), ct);
                    count += before.Count;
                }
            }
            return count;
        }, ct);
        context.Say($"台账 {rows:N0} 行");
    }

    private async Task<IReadOnlyList<RowDraft>> EnterAsync(LedgerServices services, Ledger ledger, Span span, IReadOnlyList<DemoPlace> places, Dictionary<int, IReadOnlyDictionary<string, string>> before, CancellationToken ct)
    {
        var (good, open) = (new List<RowDraft>(), Enumerable.Range(0, ledger.DemoRows).ToList());
        for (var attempt = 0; attempt < Tries && open.Count > 0; attempt++)
        {
            var wanted = open.Select(i => (At: i, Place: places[((i * 7) + ledger.Line) % places.Count] with { Known = known })).ToList();
            var inputs = wanted.Select(w => new RowInput(w.Place.Code, span, new DemoRow(ledger, w.Place, span, clock.Today, (w.At * 97) + (attempt * 13) + span.Number).Make(w.At, before.GetValueOrDefault(w.At + 1))) { Number = w.At + 1, Prefilled = Carried(ledger, before.GetValueOrDefault(w.At + 1)) }).ToList();
            var drafts = (await services.Desk.LookAsync(ledger, inputs, ct)).Where(d => d.IsGood && (d.UniqueKey is null || good.TrueForAll(g => g.UniqueKey != d.UniqueKey))).ToList();
            // written at once: what is made next is checked beside it
            if (drafts.Count > 0)
                await services.Desk.WriteAsync(ledger, drafts, $"登记{ledger.Title}", null, ct);
            services.Db.ChangeTracker.Clear();
            good.AddRange(drafts);
            open.RemoveAll(i => drafts.Exists(d => d.Input.Number == i + 1));
        }
        if (ledger.Shown.FirstOrDefault(f => f.Type == FieldType.Text) is { } name)
        {
            known.TryAdd(ledger.Key, [.. good.Select(d => d.Values.GetValueOrDefault(name.English)).OfType<string>()]);
            foreach (var place in good.GroupBy(d => d.Input.Division))
                known.TryAdd($"{ledger.Key}@{place.Key}", [.. place.Select(d => d.Values.GetValueOrDefault(name.English)).OfType<string>()]);
        }
        return good;
    }

    private static HashSet<string> Carried(Ledger ledger, IReadOnlyDictionary<string, string>? before) =>
        before is null ? [] : [.. ledger.Entered.Where(f => DemoRow.Carried(ledger, f, before) is not null).Select(f => f.English)];

    /// <summary>A ledger after those that it points into.</summary>
    private static IEnumerable<Ledger> InOrder(IReadOnlyList<Ledger> all)
    {
        var (done, order) = (new HashSet<string>(StringComparer.Ordinal), new List<Ledger>());
        void Visit(Ledger ledger)
        {
            if (!done.Add(ledger.Key))
                return;
            foreach (var other in ledger.Fields.Select(f => f.Type == FieldType.Organisation ? f.Ledger ?? "organisations" : f.Ledger).OfType<string>())
                if (all.FirstOrDefault(l => l.Key == other) is { } target)
                    Visit(target);
            order.Add(ledger);
        }
        foreach (var ledger in all)
            Visit(ledger);
        return order;
    }

    private static IEnumerable<Span> Spans(Ledger ledger, DateOnly today) => ledger.Period == PeriodKind.None ? [Span.Of(PeriodKind.None, 0)!.Value] : [Span.Holding(ledger.Period, today).Before, Span.Holding(ledger.Period, today)];

    private static async Task<Dictionary<RowLevel, IReadOnlyList<DemoPlace>>> PlacesAsync(XianjieDb db, long county, CancellationToken ct)
    {
        var (from, below) = Scope.Range(county);
        var all = await db.Set<Division>().AsNoTracking().Where(d => d.Code >= from && d.Code < below).OrderBy(d => d.Code).Select(d => new { d.Code, d.Name, d.Level, d.Longitude, d.Latitude }).ToListAsync(ct);
        var middles = all.Where(d => d is { Level: DivisionLevel.Village, Longitude: not null, Latitude: not null }).Select(d => (d.Code, At: (d.Longitude!.Value, d.Latitude!.Value))).ToList();
        var homes = (await db.Set<Household>().AsNoTracking().Where(h => h.Division >= from && h.Division < below && h.State == HouseholdState.Active && h.HeadName != null).OrderBy(h => h.HouseholdNo)
            .Select(h => new { h.Division, h.HouseholdNo, h.HeadName }).ToListAsync(ct)).ToLookup(h => h.Division, h => (h.HouseholdNo, h.HeadName!));
        IReadOnlyList<DemoPlace> Of(DivisionLevel level) => [.. all.Where(d => d.Level == level).Select(d => new DemoPlace(d.Code, PlaceNames.Short(d.Name), [.. homes[d.Code]], new Dictionary<string, List<string>>()) { Spots = [.. middles.Where(m => Scope.Of(d.Code).Covers(m.Code)).Select(m => m.At)], Townships = level == DivisionLevel.County ? [.. all.Where(t => t.Level == DivisionLevel.Township).Select(t => t.Code)] : [] })];
        return new() { [RowLevel.Village] = [.. Of(DivisionLevel.Village).Where(p => p.Homes.Count > 0)], [RowLevel.Township] = Of(DivisionLevel.Township), [RowLevel.County] = Of(DivisionLevel.County) };
    }
}
