using System.Globalization;
using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>Values between the engine and people.</summary>
public static class ValueText
{
    /// <summary>The engine's number as a value: long, decimal (for Decimal columns held in 1/10000), bool, DateOnly or code text.</summary>
    internal static object? Box(ExprType type, long value) => value == ColumnData.Null ? null : type.Kind switch
    {
        ValueKind.Bool => value == 2,
        ValueKind.Decimal => value / 10_000m,
        ValueKind.Date or ValueKind.Month => DateOnly.FromDayNumber((int)value),
        ValueKind.Code => type.Codes![(int)value],
        ValueKind.Codes => string.Join('、', type.Codes!.Values.Where((_, i) => (value >> i & 1) != 0)),
        ValueKind.Id => PackedId.Text(value),
        _ => value,
    };

    /// <summary>A value for people: money as 0.00 元 without unit, dates as 2026-11-22, months as 202611, bool as 是/否, null as 空.</summary>
    public static string Of(ExprType type, object? value) => value switch
    {
        null => "空",
        bool flag => flag ? "是" : "否",
        long cents when type.Kind == ValueKind.Money => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture),
        long whole => whole.ToString(CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString(type.Kind == ValueKind.Month ? "yyyyMM" : "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
