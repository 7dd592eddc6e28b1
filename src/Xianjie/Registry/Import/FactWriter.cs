using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;
using Xianjie.Registry.Fields;

namespace Xianjie.Registry.Import;

/// <summary>What every part of an import works with.</summary>
internal sealed record ImportSetting(XianjieDb Db, RegistryFields Fields, ImportPlan Plan, RegistryKeys Keys, Villages Villages, Act Act, DateTimeOffset Now, DateOnly Today, ImportCounts Counts);

/// <summary>Writes one kind of record of an import, batch of rows by batch of rows.</summary>
internal abstract class RowWriter
{
    public abstract Type Record { get; }

    /// <summary>Whether there are records of this kind yet.</summary>
    public abstract Task<bool> AnyAsync(CancellationToken ct);

    public abstract bool IsWanted { get; }

    public abstract Task LoadAsync(IReadOnlyList<RowDraft> rows, CancellationToken ct);

    /// <summary>Notes on the row what forbids it; nothing is changed yet.</summary>
    public abstract void Check(RowDraft row);

    /// <summary>Puts the row in. True where it changed anything.</summary>
    public abstract bool Place(RowDraft row);

    public abstract Task FlushAsync();
}

/// <summary>
/// Writes one fact of an import. Per batch of rows: load what exists, check each row against it, place the good ones, then insert the new
/// records in bulk; changed records are tracked and saved with their Change by the context.
/// </summary>
internal abstract class FactWriter<T>(ImportSetting setting, string fact) : RowWriter where T : class, IRecorded
{
    private readonly BulkChanges changes = new(setting.Db, typeof(T));
    private readonly HashSet<Guid> changed = [];

    protected ImportSetting Setting { get; } = setting;
    protected List<T> Fresh { get; } = [];

    public override Type Record => typeof(T);

    public override Task<bool> AnyAsync(CancellationToken ct) => Setting.Db.Set<T>().IgnoreQueryFilters().AnyAsync(ct);

    /// <summary>Inserts the new records of the batch with their Change rows, which are made on another core meanwhile.</summary>
    public override async Task FlushAsync()
    {
        if (Fresh.Count == 0)
            return;
        var rows = Fresh.ToArray();
        Fresh.Clear();
        var recorded = Task.Run(() => changes.Added(rows, Setting.Act, Setting.Now));
        Bulk.Insert(Setting.Db, rows);
        ChangeSet.Insert(Setting.Db, await recorded);
    }

    protected void CountAdded(T entity)
    {
        Fresh.Add(entity);
        Setting.Counts.Added[fact] = Setting.Counts.Added.GetValueOrDefault(fact) + 1;
    }

    /// <summary>Writes the given values into a tracked record; blanks leave what is there. True where anything changed.</summary>
    protected bool Apply(Slot[] slots, object?[] values, T entity)
    {
        var any = false;
        for (var i = 0; i < slots.Length; i++)
        {
            if (values[i] is { } value)
                any |= slots[i].Field.Set(entity, value);
        }
        if (any && changed.Add(entity.Id))
            Setting.Counts.Changed[fact] = Setting.Counts.Changed.GetValueOrDefault(fact) + 1;
        return any;
    }

    protected static void Fill(Slot[] slots, object?[] values, T entity)
    {
        for (var i = 0; i < slots.Length; i++)
        {
            if (values[i] is { } value)
                slots[i].Field.Set(entity, value);
        }
    }

    protected static object? Value(Slot[] slots, object?[] values, string english)
    {
        var at = Array.FindIndex(slots, s => s.Field.Column.English == english);
        return at < 0 ? null : values[at];
    }

    protected static void Refuse(RowDraft row, Slot? slot, string column, string reason) =>
        row.Errors.Add(slot is null ? new(row.Source.Number, column, -1, reason) : slot.Error(row.Source, reason));
}
