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
using Xianjie.Screening.Language;
using Measure = Xianjie.Registry.Households.Measure;

namespace Xianjie.Comparison.Runs;

/// <summary>
/// Brings registry and department rows of one county into the engine. Only what the given rules read is loaded: the registry column by column
/// from the database, the parts of deliveries by the engine's own reader.
/// </summary>
internal sealed class FactLoading(XianjieDb db, RuleBook book, RegistryFields registry, FileStore files, Seal seal, long county, RuleSet rules, DateOnly asOf, IEnumerable<IFactSource> sources, IDataConsent consent)
{
    /// <summary>One core is left to those who use the pages meanwhile.</summary>
    public static readonly int Threads = Math.Max(1, Environment.ProcessorCount - 1);

    private readonly HashSet<Column> columns = [.. rules.Columns, .. CountyFacts.Always(book.Catalogue)];
    private readonly Dictionary<Guid, int> homes = [];
    private readonly List<Guid> homeIds = [], personIds = [];
    private readonly List<long> villages = [];

    public async Task<CountyFacts> LoadAsync(Action<int, string> report, CancellationToken ct)
    {
        var more = new List<(FactTable Fact, IReadOnlyList<FactRow> Rows)>();
        foreach (var source in sources.Where(s => IsRead(book.Catalogue[s.Fact]!)))
            more.Add((book.Catalogue[source.Fact]!, await source.RowsAsync(db, county, null, ct)));
        var (store, persons) = await Task.Run(() => Registry(more, report, ct), ct);
        var allowed = await consent.OfAsync(db, county, ct);
        var withheld = allowed.Close(book.Feeds.Where(IsRead), [.. homeIds.Zip(villages)]);
        var departments = new DepartmentRows(db, book.Catalogue, files, seal, county);
        report(40, "读取部门数据");
        var parts = await departments.OpenAsync(IsRead, persons, ct);
        try
        {
            var options = new LoadOptions { Columns = columns, Until = asOf, Details = false, Threads = Threads, Withheld = withheld, Progress = new Progress(parts.Bytes, report) };
            var whole = await Task.Run(() => FactLoader.Load(book.Catalogue, parts.Sources, options, store, ct), ct);
            var read = whole.Report.Files.Where(f => f.Fact.Department != "registry").ToList();
            if (read.Find(f => f.Failure is not null) is { } broken)
                throw new InvalidDataException($"{broken.File}: {broken.Failure}");
            return new CountyFacts(whole, [.. homeIds], persons, read.Sum(f => (long)f.Rows), read.Sum(f => (long)f.Unmatched), parts.Delivered) { Consent = allowed, LeftOut = LeftOutOf(withheld), RowsLeftOut = withheld.Values.Sum(w => w.Rows) };
        }
        finally
        {
            parts.Dispose();
        }
    }

    private List<LeftOut> LeftOutOf(IReadOnlyDictionary<FactTable, Withheld> withheld) =>
        [.. withheld.SelectMany(w => w.Value.Met.Select(home => (home, w.Key.Name))).GroupBy(m => m.home, m => m.Name).Select(m => new LeftOut(homeIds[m.Key], villages[m.Key], string.Join('、', m.Order(StringComparer.Ordinal))))];

    /// <summary>The registry, and the id of each person by its ordinal.</summary>
    private (FactStore Store, Guid[] Persons) Registry(List<(FactTable Fact, IReadOnlyList<FactRow> Rows)> more, Action<int, string> report, CancellationToken ct)
    {
        var builder = new FactStoreBuilder(book.Catalogue, columns);
        report(2, "读取农户");
        Households(builder, ct);
        report(8, "读取家庭成员");
        Parts<Person>(builder, book.Catalogue.Member, (nameof(Person.State), PersonState.Present), ct);
        report(25, "读取收入、生产生活条件和帮扶措施");
        Parts<IncomeYear>(builder, book.Catalogue[RegistryFields.Income]!, null, ct);
        Parts<Living>(builder, book.Catalogue[RegistryFields.Living]!, null, ct);
        Parts<Measure>(builder, book.Catalogue[RegistryFields.Measure]!, null, ct);
        var members = new Lazy<Dictionary<Guid, int>>(() => personIds.Select((id, handle) => (id, handle)).ToDictionary(m => m.id, m => m.handle));
        foreach (var (fact, rows) in more)
            FactRow.Feed(builder.Fact(fact), fact, fact.Columns.Where(c => columns.Contains(c) || fact.Key.Contains(c)).ToHashSet(), rows, homes, members);
        report(38, "整理户档");
        var store = builder.Build();
        var persons = new Guid[personIds.Count];
        for (var handle = 0; handle < persons.Length; handle++)
            persons[builder.Persons[handle]] = personIds[handle];
        return (store, persons);
    }

    private void Households(FactStoreBuilder builder, CancellationToken ct)
    {
        var rows = builder.Fact(book.Catalogue.Household);
        var table = new RegistryTable(db, seal, Wanted(book.Catalogue.Household), typeof(Household), [nameof(Household.Id), nameof(Household.Division)], (nameof(Household.State), HouseholdState.Active),
            [nameof(Household.Division), nameof(Household.HouseholdNo)]);
        foreach (var row in table.Rows(county, ct))
        {
            var id = row.GetGuid(0);
            homes[id] = rows.Begin();
            homeIds.Add(id);
            villages.Add(row.GetInt64(1));
            table.Fill(rows, row);
            rows.End();
        }
    }

    /// <summary>Rows that belong to a household; the engine brings them to their household's place.</summary>
    private void Parts<T>(FactStoreBuilder builder, FactTable fact, (string, object)? where, CancellationToken ct)
    {
        var isMember = fact == book.Catalogue.Member;
        if (!isMember && !IsRead(fact))
            return;
        var rows = builder.Fact(fact);
        var table = new RegistryTable(db, seal, Wanted(fact), typeof(T), [nameof(Person.Id), nameof(Person.HouseholdId)], where, []);
        foreach (var row in table.Rows(county, ct))
        {
            if (!homes.TryGetValue(row.GetGuid(1), out var home))
                continue;
            rows.Begin(home);
            table.Fill(rows, row);
            rows.End();
            if (isMember)
                personIds.Add(row.GetGuid(0));
        }
    }

    /// <summary>The fields to carry: those that rules read, and those that tell rows of the fact apart.</summary>
    private IEnumerable<Field> Wanted(FactTable fact) => registry.Of(fact.Name).Where(f => columns.Contains(f.Column) || fact.Key.Contains(f.Column));

    /// <summary>A fact counts as read if a rule takes a column of it, starts from it, or only asks whether it has rows.</summary>
    private bool IsRead(FactTable fact) => rules.Rules.Any(r => r.From == fact || r.Columns.Any(c => c.Fact == fact)
        || r.Source.Values.Any(text => text.Contains(fact.Name, StringComparison.Ordinal) || text.Contains(fact.English, StringComparison.Ordinal)));

    private sealed class Progress(long total, Action<int, string> report) : IProgress<long>
    {
        private long read;

        public void Report(long value) => report(40 + (int)Math.Min(22, Interlocked.Add(ref read, value) * 22 / Math.Max(1, total)), "读取部门数据");
    }
}
