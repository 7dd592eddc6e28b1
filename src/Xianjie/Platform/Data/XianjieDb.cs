using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Changes;

namespace Xianjie.Platform.Data;

/// <summary>
/// The one database context. Entities bring their own mapping (an IEntityTypeConfiguration under them); rows that stand in a
/// division are filtered by the user's scope, which holds nothing until someone signed in (fails closed).
/// </summary>
internal abstract class XianjieDb(DbContextOptions options, Scope scope, TimeProvider time) : DbContext(options)
{
    public Scope Scope { get; } = scope;
    private bool Everywhere => Scope.Everywhere;
    private long From => Scope.From;
    private long Below => Scope.Below;

    /// <summary>What is being done and why; must be set before recorded rows are saved.</summary>
    public Act? Act { get; set; }

    /// <summary>Waits until no other transaction holds the turn of this name; it is held until this one ends. SQLite has one writer anyway.</summary>
    public virtual Task TakeTurnAsync(string name, CancellationToken ct) => Task.CompletedTask;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(XianjieDb).Assembly);
        foreach (var type in modelBuilder.Model.GetEntityTypes())
        {
            if (typeof(IInDivision).IsAssignableFrom(type.ClrType))
                typeof(XianjieDb).GetMethod(nameof(FilterByScope), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!
                    .MakeGenericMethod(type.ClrType).Invoke(this, [modelBuilder]);
            SnakeCase.Apply(type);
        }
    }

    private void FilterByScope<T>(ModelBuilder model) where T : class, IInDivision =>
        model.Entity<T>().HasQueryFilter(row => Everywhere || (row.Division >= From && row.Division < Below));

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        configurationBuilder.Properties<decimal>().HavePrecision(18, 4);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save asynchronously.");

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        if (ChangeTracker.Entries<IAppendOnly>().Any(e => e.State is EntityState.Modified or EntityState.Deleted))
            throw new InvalidOperationException("Rows of this kind are only added.");
        var touched = ChangeTracker.Entries<IRecorded>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        foreach (var entry in touched)
            Set<Change>().Add(Record(entry));
        if (ChangeTracker.Entries<Change>().Where(e => e.State == EntityState.Added && e.Entity.SetId == Guid.Empty).Select(e => e.Entity).ToList() is { Count: > 0 } changes)
            Set<AuditEvent>().Add(ChangeSet.Of(changes));
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private Change Record(EntityEntry<IRecorded> entry)
    {
        var act = Act ?? throw new InvalidOperationException($"{entry.Metadata.ClrType.Name} changes without an Act.");
        var changed = entry.Properties.Where(p => entry.State != EntityState.Modified || p.IsModified).ToList();
        return new Change
        {
            At = time.GetUtcNow(), By = act.By, What = act.What, Why = act.Why, Evidence = act.Evidence, Batch = act.Batch,
            Object = entry.Metadata.ClrType.Name, ObjectId = entry.Entity.Id,
            Division = entry.Entity is IInDivision placed ? placed.Division : 0,
            Before = entry.State == EntityState.Added ? null : Json(changed, p => p.OriginalValue),
            After = entry.State == EntityState.Deleted ? null : Json(changed, p => p.CurrentValue),
        };
    }

    private static string Json(List<PropertyEntry> properties, Func<PropertyEntry, object?> value) =>
        JsonSerializer.Serialize(properties.Where(p => value(p) is not null).ToDictionary(p => p.Metadata.Name,
            p => p.Metadata.PropertyInfo?.IsDefined(typeof(UnrecordedAttribute), false) == true ? UnrecordedAttribute.Words : value(p)), ChangeJson.Options);
}

/// <summary>A row that stands in a division; its 12-digit code decides who may see it.</summary>
internal interface IInDivision
{
    long Division { get; }
}

/// <summary>A row whose every change is written down in the same transaction.</summary>
internal interface IRecorded
{
    Guid Id { get; }
}

internal static class SnakeCase
{
    public static void Apply(IMutableEntityType type)
    {
        if (type.GetTableName() is { } table && !type.IsOwned())
            type.SetTableName(Of(table));
        foreach (var property in type.GetProperties())
            property.SetColumnName(Of(property.GetColumnName()));
        foreach (var key in type.GetKeys())
            key.SetName(Of(key.GetName() ?? string.Empty));
        foreach (var foreign in type.GetForeignKeys())
            foreign.SetConstraintName(Of(foreign.GetConstraintName() ?? string.Empty));
        foreach (var index in type.GetIndexes())
            index.SetDatabaseName(Of(index.GetDatabaseName() ?? string.Empty));
    }

    public static string Of(string name)
    {
        var text = new System.Text.StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && !char.IsUpper(name[i - 1]))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }
}
