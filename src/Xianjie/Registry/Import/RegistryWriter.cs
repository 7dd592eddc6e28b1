using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Import;

/// <summary>Writes batches of rows: households first, then what belongs to them. A row goes in whole or not at all.</summary>
internal sealed class RegistryWriter(ImportSetting setting)
{
    private const int ManyRows = 1000;

    private readonly RowWriter[] writers = [.. All(setting).Where(w => w.IsWanted)];
    private readonly HashSet<long> villages = [];

    private static IEnumerable<RowWriter> All(ImportSetting setting) =>
    [
        new HouseholdWriter(setting), new PersonWriter(setting), new IncomeWriter(setting), new LivingWriter(setting), new MeasureWriter(setting),
        .. setting.Plan.Phases.Select((p, i) => p.Fact == RegistryFields.MonitorIncome ? (RowWriter)new PhaseWriter<MonitorIncome>(setting, i) : new PhaseWriter<SafeguardCheck>(setting, i)),
    ];

    /// <summary>The tables that this file will fill and that hold nothing yet.</summary>
    public async Task<List<Type>> EmptyAsync(CancellationToken ct)
    {
        var empty = new List<Type>();
        foreach (var writer in writers)
        {
            if (!await writer.AnyAsync(ct))
                empty.Add(writer.Record);
        }
        if (writers.OfType<PersonWriter>().Any() && !await setting.Db.Set<Membership>().IgnoreQueryFilters().AnyAsync(ct))
            empty.Add(typeof(Membership));
        return [.. empty.Distinct()];
    }

    public async Task WriteAsync(IReadOnlyList<RowDraft> rows, CancellationToken ct)
    {
        var db = setting.Db;
        db.Act = setting.Act;
        await setting.Keys.LoadAsync(rows, ct);
        foreach (var writer in writers)
            await writer.LoadAsync(rows, ct);
        foreach (var row in rows)
            Take(row);
        foreach (var writer in writers)
            await writer.FlushAsync();
        if (db.ChangeTracker.HasChanges())
            await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }

    private void Take(RowDraft row)
    {
        if (row.HeadKey is not null)
            setting.Keys.NameByHead(row);
        if (row.IsGood)
            Array.ForEach(writers, w => w.Check(row));
        if (!row.IsGood)
            return;
        var changed = false;
        foreach (var writer in writers)
            changed |= writer.Place(row);
        if (!changed)
            setting.Counts.Unchanged++;
        else if (Village(row) is { } village)
            villages.Add(village);
    }

    /// <summary>Brings head counts, marks and totals of the villages in line with what was written.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        if (villages.Count == 0 || !writers.Any(w => w is HouseholdWriter or PersonWriter or LivingWriter))
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
}
