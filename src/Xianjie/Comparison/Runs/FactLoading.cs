using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Unmatched;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;
using Xianjie.Screening.Language;
using Measure = Xianjie.Registry.Households.Measure;

namespace Xianjie.Comparison.Runs;

/// <summary>Brings registry and department rows of one county into the engine. Only what the given rules read is loaded.</summary>
internal sealed class FactLoading(XianjieDb db, RuleBook book, RegistryFields registry, FileStore files, Seal seal, long county, RuleSet rules, DateOnly asOf)
{
    private readonly Dictionary<Guid, int> households = [];
    private readonly Dictionary<long, int> persons = [];
    private readonly Dictionary<Guid, int> personRows = [];
    private readonly List<LoadedHousehold> homes = [];
    private readonly List<(Guid Id, string Name)> people = [];
    private readonly List<int> homeOf = [];
    private readonly SortedDictionary<string, string> delivered = new(StringComparer.Ordinal);
    private readonly HashSet<Column> columns = [.. rules.Columns];
    private long rowsRead, strangers;

    public async Task<CountyFacts> LoadAsync(Action<int, string> report, CancellationToken ct)
    {
        foreach (var always in (Column?[])[book.Catalogue.Household["户编号"], book.Catalogue.Household["行政区划"], book.Catalogue.Member["身份证号"], book.Catalogue.Member["姓名"]])
            columns.Add(always!);
        var builder = new FactStoreBuilder(book.Catalogue, columns);
        report(2, "读取农户");
        await HouseholdsAsync(builder, ct);
        report(8, "读取家庭成员");
        await PersonsAsync(builder, ct);
        report(20, "读取收入、生产生活条件和帮扶措施");
        await PartsAsync<IncomeYear>(builder, "年收入", i => i.HouseholdId, ct);
        await PartsAsync<Living>(builder, "生产生活条件", l => l.HouseholdId, ct);
        await PartsAsync<Measure>(builder, "帮扶措施", m => m.HouseholdId, ct);
        await DepartmentsAsync(builder, report, ct);
        report(62, "整理数据");
        return new CountyFacts(builder.Build(), homes, people, rowsRead, strangers, delivered);
    }

    private IQueryable<T> Here<T>() where T : class, IInDivision =>
        db.Set<T>().AsNoTracking().Where(r => r.Division >= county && r.Division < county + 1_000_000);

    private async Task HouseholdsAsync(FactStoreBuilder builder, CancellationToken ct)
    {
        var (rows, fields) = (builder.Fact(book.Catalogue.Household), new RegistryRows(registry, book.Catalogue.Household, columns));
        await foreach (var home in Here<Household>().Where(h => h.State == HouseholdState.Active).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).AsAsyncEnumerable().WithCancellation(ct))
        {
            households[home.Id] = rows.Begin();
            fields.Fill(rows, home);
            rows.End();
            homes.Add(new LoadedHousehold(home.Id, home.HouseholdNo, home.HeadName ?? string.Empty, home.Division, home.RiskState));
        }
    }

    /// <summary>Persons go in by household, so that a person's ordinal in the store is the place in <see cref="people"/>.</summary>
    private async Task PersonsAsync(FactStoreBuilder builder, CancellationToken ct)
    {
        var (rows, fields) = (builder.Fact(book.Catalogue.Member), new RegistryRows(registry, book.Catalogue.Member, columns));
        var waiting = new List<(int Home, Person Person)>();
        await foreach (var person in Here<Person>().Where(p => p.State == PersonState.Present).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (households.TryGetValue(person.HouseholdId, out var home))
                waiting.Add((home, person));
        }
        foreach (var (home, person) in waiting.OrderBy(w => w.Home).ThenBy(w => w.Person.Id))
        {
            var handle = rows.Begin(home);
            fields.Fill(rows, person);
            rows.End();
            people.Add((person.Id, person.Name));
            homeOf.Add(home);
            personRows[person.Id] = handle;
            if (person.CitizenIdSealed is { } box && CitizenId.TryParse(seal.Open(box, Sealed.CitizenId), null, out var id))
                persons.TryAdd(id.Key, handle);
        }
    }

    private async Task PartsAsync<T>(FactStoreBuilder builder, string factName, Func<T, Guid> household, CancellationToken ct) where T : class, IInDivision
    {
        var fact = book.Catalogue[factName]!;
        if (!IsRead(fact))
            return;
        var (rows, fields) = (builder.Fact(fact), new RegistryRows(registry, fact, With(fact)));
        await foreach (var part in Here<T>().AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!households.TryGetValue(household(part), out var home))
                continue;
            rows.Begin(home);
            fields.Fill(rows, part);
            rows.End();
        }
    }

    private async Task DepartmentsAsync(FactStoreBuilder builder, Action<int, string> report, CancellationToken ct)
    {
        var deliveries = await Here<Delivery>().Where(d => d.State == DeliveryState.Accepted).OrderBy(d => d.At).ToListAsync(ct);
        var read = deliveries.Where(d => book.Catalogue[d.Feed] is { } fact && IsRead(fact)).ToList();
        for (var i = 0; i < read.Count; i++)
        {
            report(25 + (i * 35 / read.Count), $"读取部门数据：{read[i].Feed}");
            delivered[read[i].Id.ToString()] = $"{read[i].Feed} {read[i].Hash}";
            await Task.Run(() => Delivered(builder, read[i], ct), ct);
        }
        await foreach (var row in Here<UnclaimedRow>().Where(r => r.State == UnmatchedState.Confirmed && r.PersonId != null).AsAsyncEnumerable().WithCancellation(ct))
            Confirmed(builder, row);
    }

    private void Delivered(FactStoreBuilder builder, Delivery delivery, CancellationToken ct)
    {
        var fact = book.Catalogue[delivery.Feed]!;
        var rows = builder.Fact(fact);
        Column?[] found = [];
        var (id, date) = (-1, -1);
        var wanted = With(fact);
        using var stream = files.Open(delivery.PartId!.Value);
        foreach (var (number, cells) in PartFile.Read(stream, names =>
        {
            found = [.. names.Select(n => fact[n])];
            id = Array.FindIndex(found, c => c?.Type == ColumnType.CitizenId);
            date = Array.FindIndex(found, c => c is not null && c == fact.Date);
        }))
        {
            if ((++rowsRead & 0xFFF) == 0)
                ct.ThrowIfCancellationRequested();
            if (!CitizenId.TryParse(cells[id], null, out var person) || !persons.TryGetValue(person.Key, out var handle))
            {
                strangers++;
                continue;
            }
            if (date >= 0 && DateOnly.TryParseExact(cells[date], "yyyy-MM-dd", out var day) && day > asOf)
                continue;
            rows.Begin(homeOf[handle], handle, number);
            for (var i = 0; i < cells.Length; i++)
            {
                if (cells[i].Length > 0 && found[i] is { } column && wanted.Contains(column))
                    rows.Set(column, cells[i]);
            }
            rows.End();
        }
    }

    private void Confirmed(FactStoreBuilder builder, UnclaimedRow row)
    {
        if (book.Catalogue[row.Feed] is not { } fact || !IsRead(fact) || !personRows.TryGetValue(row.PersonId!.Value, out var handle))
            return;
        var cells = JsonSerializer.Deserialize<Dictionary<string, string>>(Encoding.UTF8.GetString(seal.OpenBytes(row.RowSealed, Sealed.File)))!;
        if (fact.Date is { } date && cells.TryGetValue(date.English, out var text) && DateOnly.TryParseExact(text, "yyyy-MM-dd", out var day) && day > asOf)
            return;
        var rows = builder.Fact(fact);
        rows.Begin(homeOf[handle], handle, row.RowNumber);
        foreach (var (name, value) in cells)
        {
            if (fact[name] is { Type: not ColumnType.CitizenId } column)
                rows.Set(column, value);
        }
        rows.End();
        rowsRead++;
    }

    /// <summary>A fact counts as read if a rule takes a column of it, starts from it, or only asks whether it has rows.</summary>
    private bool IsRead(FactTable fact) => rules.Rules.Any(r => r.From == fact || r.Columns.Any(c => c.Fact == fact)
        || r.Source.Values.Any(text => text.Contains(fact.Name, StringComparison.Ordinal) || text.Contains(fact.English, StringComparison.Ordinal)));

    /// <summary>The columns to carry: those that rules read, and those that tell rows of the fact apart.</summary>
    private HashSet<Column> With(FactTable fact) => [.. fact.Columns.Where(c => columns.Contains(c) || fact.Key.Contains(c) || c == fact.Date)];
}
