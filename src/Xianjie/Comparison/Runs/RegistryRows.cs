using System.Globalization;
using Xianjie.Registry.Fields;
using Xianjie.Screening;

namespace Xianjie.Comparison.Runs;

/// <summary>Carries rows of one registry fact into the engine through the field map; only columns that rules read are looked at (and opened).</summary>
internal sealed class RegistryRows(RegistryFields fields, FactTable fact, IReadOnlySet<Column> wanted)
{
    private readonly Field[] read = [.. fields.Of(fact.Name).Where(f => wanted.Contains(f.Column))];

    public void Fill(FactBuilder rows, object row)
    {
        foreach (var field in read)
            Put(rows, field.Column, field.Get(row));
    }

    /// <summary>Sets a cell from a plain value as fields hold it; null leaves it empty.</summary>
    public static void Put(FactBuilder rows, Column column, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                rows.Set(column, text);
                break;
            case bool flag:
                rows.Set(column, (bool?)flag);
                break;
            case DateOnly day:
                rows.Set(column, (DateOnly?)day);
                break;
            case long cents when column.Type == ColumnType.Money:
                rows.Set(column, (long?)cents);
                break;
            case long code:
                rows.Set(column, code.ToString("D12", CultureInfo.InvariantCulture));
                break;
            case IFormattable number:
                rows.Set(column, number.ToString(null, CultureInfo.InvariantCulture));
                break;
        }
    }
}
