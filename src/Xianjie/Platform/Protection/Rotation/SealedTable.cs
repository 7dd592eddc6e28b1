using System.Globalization;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Protection.Rotation;

/// <summary>A sealed column with what is derived from its text.</summary>
internal sealed record SealedColumn(string Property, string Name, Sealed Kind, bool Forever, string? Index, string? Tail);

/// <summary>A table with sealed columns, read from the model.</summary>
internal sealed record SealedTable(string Name, string Key, IReadOnlyList<SealedColumn> Columns)
{
    public const string Suffix = "Sealed";

    /// <summary>All of them, in the order of their names.</summary>
    /// <exception cref="InvalidOperationException">A column that holds sealed bytes does not say of which kind.</exception>
    public static IReadOnlyList<SealedTable> Of(XianjieDb db) =>
        [.. db.Model.GetEntityTypes().Select(Table).OfType<SealedTable>().OrderBy(t => t.Name, StringComparer.Ordinal)];

    private static SealedTable? Table(IEntityType type)
    {
        var columns = type.GetProperties().Where(p => p.ClrType == typeof(byte[]) && p.Name.EndsWith(Suffix, StringComparison.Ordinal)).Select(p => Column(type, p)).ToList();
        return columns.Count == 0 ? null : new(type.GetTableName()!, type.FindPrimaryKey()!.Properties.Single().GetColumnName(), columns);
    }

    private static SealedColumn Column(IEntityType type, IProperty property)
    {
        var said = property.PropertyInfo?.GetCustomAttribute<SealedAsAttribute>()
            ?? throw new InvalidOperationException($"{type.ClrType.Name}.{property.Name} does not say what it seals: [SealedAs(…)].");
        var stem = property.Name[..^Suffix.Length];
        return new(property.Name, property.GetColumnName(), said.Kind, said.Forever, type.FindProperty(stem + "Index")?.GetColumnName(), type.FindProperty(stem + "Tail")?.GetColumnName());
    }

    /// <summary>The last four characters as they are searched for; null where the text is shorter.</summary>
    public static string? TailOf(string text) => text.Length < 4 ? null : text[^4..].ToUpper(CultureInfo.InvariantCulture);
}
