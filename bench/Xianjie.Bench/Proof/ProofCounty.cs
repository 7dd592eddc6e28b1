using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Demo.Steps.Ledgers;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Households;

namespace Xianjie.Bench.Proof;

/// <summary>Fills a county with rows of as many ledgers as are asked for, over twelve periods each: those that ship, and copies of them under other titles.</summary>
internal sealed class ProofCounty(Database database, LedgerShelf shelf, Seal seal, DateOnly today)
{
    public const long County = 990101000000;
    private const int Periods = 12, Part = 20_000, HomesOfPlace = 40;

    /// <summary>The ledgers of the bench; written where they are not there yet.</summary>
    public async Task<IReadOnlyList<Ledger>> LedgersAsync(int count)
    {
        await using var db = Open();
        var set = await LedgerBook.AllAsync(db, shelf, County, today, default);
        if (set.All.Count < count)
        {
            foreach (var copy in set.All.Select(l => Copy(l, set)).OfType<DefinitionVersion>().Take(count - set.All.Count))
                db.Add(copy);
            db.Act = new("bench", "台账副本");
            await db.SaveChangesAsync();
            set = await LedgerBook.AllAsync(db, shelf, County, today, default);
        }
        return [.. set.All.Take(count)];
    }

    private DefinitionVersion? Copy(Ledger ledger, LedgerSet set)
    {
        var (key, title) = ($"{ledger.Key}-2", $"{ledger.Title}（二）");
        var text = ledger.Text.Replace($"key: {ledger.Key}\n", $"key: {key}\n", StringComparison.Ordinal).Replace($"title: {ledger.Title}\n", $"title: {title}\n", StringComparison.Ordinal);
        return set[key] is null && shelf.Read("copy", text, set) is { Ledger.Key: var read, Errors.Count: 0 } && read == key
            ? new DefinitionVersion { Key = key, Version = 1, County = County, Text = text, EffectiveFrom = new(2020, 1, 1), By = "bench", At = DateTimeOffset.UnixEpoch } : null;
    }

    public async Task FillAsync(IReadOnlyList<Ledger> ledgers, int rows)
    {
        await using var db = Open();
        var there = await db.Set<LedgerRow>().LongCountAsync(r => r.By == "bench");
        if (there > 0)
        {
            Console.WriteLine($"{there:N0} rows are there already");
            return;
        }
        var (clock, places, written) = (Stopwatch.StartNew(), await PlacesAsync(db), 0L);
        foreach (var made in Rows(ledgers, places, rows).Chunk(Part))
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            Bulk.Insert(db, made.Select(m => m.Row).ToList());
            Bulk.Insert(db, made.SelectMany(m => Tokens.Rows(m.Row, Tokens.Of(m.Ledger, m.Row.Period, RowValues.Open(m.Row.Values)))).ToList());
            await transaction.CommitAsync();
            if ((written += made.Length) / Part % 50 == 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {written:N0} rows, {clock.Elapsed.TotalSeconds:0} s"));
        }
        await db.Database.ExecuteSqlRawAsync(database.IsPostgres ? "ANALYZE ledger_row" : "ANALYZE");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written:N0} rows of {ledgers.Count} ledgers written in {clock.Elapsed.TotalMinutes:0.0} min"));
    }

    private IEnumerable<(Ledger Ledger, LedgerRow Row)> Rows(IReadOnlyList<Ledger> ledgers, Dictionary<RowLevel, List<DemoPlace>> places, int rows)
    {
        var number = 0;
        foreach (var ledger in ledgers)
        {
            var spans = Spans(ledger);
            var each = rows / ledgers.Count / spans.Count;
            foreach (var span in spans)
                for (var i = 0; i < each; i++)
                {
                    var place = places[ledger.Level][i % places[ledger.Level].Count];
                    var row = new LedgerRow
                    {
                        Ledger = ledger.Key, DefinitionVersion = 1, Period = span.Number, Division = place.Code, State = RowState.已审核, Values = "{}", UniqueKey = string.Create(CultureInfo.InvariantCulture, $"bench-{number++}"), By = "bench",
                        CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch,
                    };
                    RowValues.Write(row, ledger, new DemoRow(ledger, place, span, today, number).Make(i, null), seal);
                    yield return (ledger, row);
                }
        }
    }

    private List<Span> Spans(Ledger ledger)
    {
        if (ledger.Period == PeriodKind.None)
            return [Span.Of(PeriodKind.None, 0)!.Value];
        var spans = new List<Span> { Span.Holding(ledger.Period, today) };
        while (spans.Count < Periods)
            spans.Add(spans[^1].Before);
        return spans;
    }

    private static async Task<Dictionary<RowLevel, List<DemoPlace>>> PlacesAsync(XianjieDb db)
    {
        var all = await db.Set<Division>().AsNoTracking().OrderBy(d => d.Code).Select(d => new { d.Code, d.Name, d.Level }).ToListAsync();
        var homes = (await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.HeadName != null).OrderBy(h => h.HouseholdNo).Select(h => new { h.Division, h.HouseholdNo, h.HeadName }).ToListAsync())
            .GroupBy(h => h.Division).ToDictionary(g => g.Key, g => g.Take(HomesOfPlace).Select(h => (h.HouseholdNo, h.HeadName!)).ToList());
        var none = new Dictionary<string, List<string>>();
        List<DemoPlace> Of(DivisionLevel level) => [.. all.Where(d => d.Level == level).Select(d => new DemoPlace(d.Code, d.Name, homes.GetValueOrDefault(d.Code) ?? [], none))];
        return new() { [RowLevel.Village] = [.. Of(DivisionLevel.Village).Where(p => p.Homes.Count > 0)], [RowLevel.Township] = Of(DivisionLevel.Township), [RowLevel.County] = Of(DivisionLevel.County) };
    }

    private XianjieDb Open()
    {
        var db = database.Open(Scope.Of(County), TimeProvider.System);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        return db;
    }
}
