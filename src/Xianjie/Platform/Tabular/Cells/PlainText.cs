using System.Globalization;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Cells;

/// <summary>A value of a column as people read it and as it stands in files; <see cref="ColumnReading"/> reads it as the same value.</summary>
internal static class PlainText
{
    public static string Of(Column column, object? value) => value switch
    {
        null => string.Empty,
        string text when column.Type == ColumnType.Codes => text.Replace(';', '、'),
        string text => text,
        bool yes => yes ? "是" : "否",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        long fen when column.Type == ColumnType.Money => Money.FromFen(fen).ToString(),
        long code => code.ToString("D12", CultureInfo.InvariantCulture),
        int month when column.Type == ColumnType.Month => string.Create(CultureInfo.InvariantCulture, $"{month / 100:D4}-{month % 100:D2}"),
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}
