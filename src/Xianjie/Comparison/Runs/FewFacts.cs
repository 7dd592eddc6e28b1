using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Data;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Screening;
using Measure = Xianjie.Registry.Households.Measure;

namespace Xianjie.Comparison.Runs;

/// <summary>The facts of a few households, as they stand in the context of the caller, saved or not; no department rows.</summary>
internal sealed class FewFacts(XianjieDb db, RuleBook book, RegistryFields registry, IEnumerable<IFactSource> sources, long county)
{
    public async Task<CountyFacts> LoadAsync(IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        var all = book.Catalogue.Facts.Where(f => f.Department == "registry").SelectMany(f => f.Columns).ToHashSet();
        var builder = new FactStoreBuilder(book.Catalogue, all);
        var (homes, members) = (new Dictionary<Guid, int>(), new Dictionary<Guid, int>());
        Put(builder, RegistryFields.Household, all, await db.Set<Household>().AsNoTracking().Where(h => households.Contains(h.Id) && h.State == HouseholdState.Active).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).ToListAsync(ct),
            (rows, home) => homes[home.Id] = rows.Begin());
        Put(builder, RegistryFields.Member, all, await db.Set<Person>().AsNoTracking().Where(p => households.Contains(p.HouseholdId) && p.State == PersonState.Present).OrderBy(p => p.Id).ToListAsync(ct),
            (rows, person) => members[person.Id] = rows.Begin(homes[person.HouseholdId]), person => homes.ContainsKey(person.HouseholdId));
        Put(builder, RegistryFields.Income, all, await db.Set<IncomeYear>().AsNoTracking().Where(i => households.Contains(i.HouseholdId)).ToListAsync(ct), (rows, i) => rows.Begin(homes[i.HouseholdId]), i => homes.ContainsKey(i.HouseholdId));
        Put(builder, RegistryFields.Living, all, await db.Set<Living>().AsNoTracking().Where(l => households.Contains(l.HouseholdId)).ToListAsync(ct), (rows, l) => rows.Begin(homes[l.HouseholdId]), l => homes.ContainsKey(l.HouseholdId));
        Put(builder, RegistryFields.Measure, all, await db.Set<Measure>().AsNoTracking().Where(m => households.Contains(m.HouseholdId)).ToListAsync(ct), (rows, m) => rows.Begin(homes[m.HouseholdId]), m => homes.ContainsKey(m.HouseholdId));
        foreach (var source in sources)
        {
            var fact = book.Catalogue[source.Fact]!;
            FactRow.Feed(builder.Fact(fact), fact, all, await source.RowsAsync(db, county, households, ct), homes, new Lazy<Dictionary<Guid, int>>(members));
        }
        var store = builder.Build();
        var (homeIds, personIds) = (new Guid[homes.Count], new Guid[members.Count]);
        foreach (var (id, handle) in homes)
            homeIds[handle] = id;
        foreach (var (id, handle) in members)
            personIds[builder.Persons[handle]] = id;
        return new CountyFacts(store, homeIds, personIds, 0, 0, new Dictionary<string, string>());
    }

    private void Put<T>(FactStoreBuilder builder, string factName, HashSet<Column> columns, List<T> entities, Action<FactBuilder, T> begin, Func<T, bool>? which = null) where T : notnull
    {
        var fact = book.Catalogue[factName]!;
        var (rows, fill) = (builder.Fact(fact), new RegistryRows(registry, fact, columns));
        foreach (var entity in entities.Where(e => which?.Invoke(e) != false))
        {
            begin(rows, entity);
            fill.Fill(rows, entity);
            rows.End();
        }
    }
}
