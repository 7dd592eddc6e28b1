using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Import;

/// <summary>Writes batches of rows: households first, then what belongs to them. A row goes in whole or not at all.</summary>
internal sealed class RegistryWriter(ImportSetting setting)
{
    private const int ManyRows = 1000;

    private readonly HouseholdWriter households = new(setting);
    private readonly PersonWriter people = new(setting);
    private readonly IncomeWriter incomes = new(setting);
    private readonly LivingWriter living = new(setting);
    private readonly MeasureWriter measures = new(setting);
    private readonly HashSet<long> villages = [];

    /// <summary>The tables that this file will fill and that hold nothing yet.</summary>
    public async Task<List<Type>> EmptyAsync(CancellationToken ct)
    {
        var empty = new List<Type>();
        async Task AddAsync<T>(bool wanted) where T : class
        {
            if (wanted && !await setting.Db.Set<T>().IgnoreQueryFilters().AnyAsync(ct))
                empty.Add(typeof(T));
        }
        await AddAsync<Household>(households.IsWanted);
        await AddAsync<Person>(people.IsWanted);
        await AddAsync<Membership>(people.IsWanted);
        await AddAsync<IncomeYear>(incomes.IsWanted);
        await AddAsync<Living>(living.IsWanted);
        await AddAsync<Measure>(measures.IsWanted);
        return empty;
    }

    public async Task WriteAsync(IReadOnlyList<RowDraft> rows, CancellationToken ct)
    {
        var db = setting.Db;
        db.Act = setting.Act;
        await setting.Keys.LoadAsync(rows, ct);
        if (households.IsWanted) await households.LoadAsync(rows, ct);
        if (people.IsWanted) await people.LoadAsync(rows, ct);
        if (incomes.IsWanted) await incomes.LoadAsync(rows, ct);
        if (living.IsWanted) await living.LoadAsync(rows, ct);
        if (measures.IsWanted) await measures.LoadAsync(rows, ct);
        foreach (var row in rows)
        {
            if (row.HeadKey is not null)
                setting.Keys.NameByHead(row);
            if (row.IsGood)
                Check(row);
            if (!row.IsGood)
                continue;
            if (!Place(row))
                setting.Counts.Unchanged++;
            else if (Village(row) is { } village)
                villages.Add(village);
        }
        await households.FlushAsync();
        await people.FlushAsync();
        await incomes.FlushAsync();
        await living.FlushAsync();
        await measures.FlushAsync();
        if (db.ChangeTracker.HasChanges())
            await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    /// <summary>Brings head counts, marks and totals of the villages in line with what was written.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        if (villages.Count == 0 || !(households.IsWanted || people.IsWanted || living.IsWanted))
            return;
        var db = setting.Db;
        var touched = villages.ToArray();
        if (setting.Counts.Added.Values.Sum() >= ManyRows)
            await Database.AnalyzeAsync(db, [typeof(Household), typeof(Person), typeof(Living)], ct);
        await db.Set<Household>().IgnoreQueryFilters().Where(h => h.MemberCount == null && touched.Contains(h.Division)
                && db.Set<Person>().IgnoreQueryFilters().Any(p => p.HouseholdId == h.Id && p.State == PersonState.Present))
            .ExecuteUpdateAsync(s => s.SetProperty(h => h.MemberCount, h => db.Set<Person>().IgnoreQueryFilters().Count(p => p.HouseholdId == h.Id && p.State == PersonState.Present)), ct);
        await Recount.VillagesAsync(db, touched, ct);
    }

    private long? Village(RowDraft row) => (row.HouseholdNo is not null ? setting.Keys.Household(row.HouseholdNo)
        : setting.Keys.Person(row.PersonKey) is { } person ? setting.Keys.Household(person.Household) : null)?.Division;

    private void Check(RowDraft row)
    {
        if (households.IsWanted) households.Check(row);
        if (people.IsWanted) people.Check(row);
        if (incomes.IsWanted) incomes.Check(row);
        if (living.IsWanted) living.Check(row);
        if (measures.IsWanted) measures.Check(row);
    }

    private bool Place(RowDraft row)
    {
        var changed = households.IsWanted && households.Place(row);
        changed |= people.IsWanted && people.Place(row);
        changed |= incomes.IsWanted && incomes.Place(row);
        changed |= living.IsWanted && living.Place(row);
        return changed | (measures.IsWanted && measures.Place(row));
    }
}
