using System.Globalization;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Files;
using Xianjie.Platform.Tabular.Cells;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Expressions;

/// <summary>Values between people, rows and the engine. A row keeps one canonical text per field: money in 元 with two places, days as 2026-01-31, months as 202601, codes by their first spelling.</summary>
internal static class ValueWords
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>What was typed or stood in a cell, in its canonical form; a refusal in words; nothing where it is blank.</summary>
    public static (string? Text, string? Refusal) Read(LedgerField field, Column column, string typed, DateOnly today)
    {
        // Other spellings of a code are known to its list alone
        if (field.Type == FieldType.Code && field.Codes!.NumberOf(typed.Trim()) is > 0 and var number)
            return (field.Codes[number], null);
        var reading = new ColumnReading(column, today, false, false).Read(typed);
        if (reading.Refusal is { } words)
            return (null, words);
        if (reading.Value is not { } value)
            return (null, null);
        if (field.IsNumber && NumberOf(value, field.Type) is { } amount && (amount < field.Min || amount > field.Max))
            return (null, field.Min is { } min && field.Max is { } max ? $"应在 {min} 至 {max}{field.Unit} 之间" : amount < field.Min ? $"不能小于 {field.Min}{field.Unit}" : $"不能大于 {field.Max}{field.Unit}");
        return field.Type == FieldType.Location && !IsLocation(value.ToString()!) ? (null, "应为“经度,纬度”，例如 105.1234,26.5678") : (Canonical(field.Type, value), null);
    }

    private static decimal? NumberOf(object value, FieldType type) => value switch { long fen when type == FieldType.Money => fen / 100m, long whole => whole, int whole => whole, decimal number => number, _ => null };

    private static string Canonical(FieldType type, object value) => value switch
    {
        bool flag => flag ? "是" : "否",
        DateOnly day => day.ToString("yyyy-MM-dd", Plain),
        long fen when type == FieldType.Money => (fen / 100m).ToString("0.00", Plain),
        decimal number => number.ToString("0.######", Plain),
        string codes when type == FieldType.Codes => codes.Replace(';', '、'),
        IFormattable number => number.ToString(null, Plain),
        _ => value.ToString()!,
    };

    private static bool IsLocation(string text) => text.Replace('，', ',').Split(',') is [var east, var north] && decimal.TryParse(east, NumberStyles.Float, Plain, out var x) && decimal.TryParse(north, NumberStyles.Float, Plain, out var y)
        && x is >= 70 and <= 151 && y is >= 0 and <= 60; // China, and the demo county in the sea east of it

    /// <summary>The canonical text of a computed value.</summary>
    public static string Computed(LedgerField field, NamedValue value) => value.Value switch
    {
        decimal number => field.Result switch { FieldType.Money => number.ToString("0.00", Plain), FieldType.Int => decimal.Round(number).ToString("0", Plain), _ => number.ToString("0.####", Plain) },
        _ => value.Text,
    };

    /// <summary>How a canonical text is shown.</summary>
    public static string Shown(LedgerField field, string text, Func<long, string> place) => field.ValueType switch
    {
        FieldType.Month when text.Length == 6 => $"{text[..4]}年{int.Parse(text.AsSpan(4), Plain)}月",
        FieldType.Money when decimal.TryParse(text, Plain, out var yuan) => yuan.ToString("N2", Plain),
        FieldType.Division when long.TryParse(text, Plain, out var code) => place(code),
        FieldType.Attachment => string.Join('、', FileLine.Of(text).Select(f => f.Name)),
        _ => text,
    };
}
