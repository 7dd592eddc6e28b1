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
        {
            switch (field.Get(row))
            {
                case null:
                    break;
                case string text:
                    rows.Set(field.Column, text);
                    break;
                case bool flag:
                    rows.Set(field.Column, (bool?)flag);
                    break;
                case DateOnly day:
                    rows.Set(field.Column, (DateOnly?)day);
                    break;
                case long cents when field.Column.Type == ColumnType.Money:
                    rows.Set(field.Column, (long?)cents);
                    break;
                case long code:
                    rows.Set(field.Column, code.ToString("D12", CultureInfo.InvariantCulture));
                    break;
                case IFormattable number:
                    rows.Set(field.Column, number.ToString(null, CultureInfo.InvariantCulture));
                    break;
            }
        }
    }
}
