using System.Collections;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Backup;

/// <summary>One table of the model as columns, rows out of the database and rows back into it.</summary>
internal sealed class Table(IEntityType type)
{
    private readonly IProperty[] properties = [.. type.GetProperties().Where(p => !p.IsShadowProperty())];

    public string Name => type.GetTableName()!;
    public IEnumerable<string> Columns => properties.Select(p => p.GetColumnName());

    /// <summary>By name, but those first that others refer to: rows go in by this order.</summary>
    public static IReadOnlyList<Table> Of(XianjieDb db)
    {
        var left = db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null).OrderBy(t => t.GetTableName(), StringComparer.Ordinal).ToList();
        var ordered = new List<IEntityType>();
        while (left.Count > 0)
        {
            var ready = left.Where(t => t.GetForeignKeys().All(f => f.PrincipalEntityType == t || ordered.Contains(f.PrincipalEntityType))).ToList();
            ordered.AddRange(ready.Count > 0 ? ready : throw new InvalidOperationException("Tables refer to each other in a circle."));
            left.RemoveAll(ready.Contains);
        }
        return [.. ordered.Select(t => new Table(t))];
    }

    public IEnumerable<object?[]> Rows(XianjieDb db)
    {
        var set = (IEnumerable)typeof(Table).GetMethod(nameof(All), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
        var getters = properties.Select(p => p.GetGetter()).ToArray();
        foreach (var row in set)
            yield return [.. getters.Select(g => g.GetClrValue(row))];
    }

    private static IEnumerable<T> All<T>(XianjieDb db) where T : class => db.Set<T>().AsNoTracking().IgnoreQueryFilters().AsEnumerable();

    /// <summary>Column and converter in the order in which the backup lists its columns.</summary>
    /// <exception cref="InvalidDataException">The backup has a column that this version does not know.</exception>
    public (BulkColumn Column, Func<object?, object?> ToStore)[] Plan(IReadOnlyList<string> columns) => [.. columns.Select(name =>
    {
        var property = properties.FirstOrDefault(p => p.GetColumnName() == name)
            ?? throw new InvalidDataException($"备份里的列 {Name}.{name} 本版本不认识，请用做备份时的程序版本恢复。");
        var mapping = property.GetRelationalTypeMapping();
        var isEnum = (Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType).IsEnum;
        Func<object?, object?> toStore = mapping.Converter is null || isEnum ? v => v : v => v is null ? null : mapping.Converter.ConvertToProvider(v);
        return (new BulkColumn(name, mapping.StoreType.Split('(')[0]), toStore);
    })];
}
