using System.Globalization;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>Reads counts, measures and amounts, with the column's unit forgiven and its range kept.</summary>
internal static class NumberReading
{
    public static (object? Value, string? Reason) Whole(Column column, string text)
    {
        if (!TryNumber(column, text, out var number)) { return (null, "应填整数"); }
        return number != decimal.Truncate(number) ? (null, "应填整数，不能有小数")
            : Math.Abs(number) > int.MaxValue ? (null, "数值过大，请核对")
            : OutOfRange(column, number) is { } reason ? (null, reason) : ((long)number, null);
    }

    public static (object? Value, string? Reason) Exact(Column column, string text)
    {
        if (!TryNumber(column, text, out var number)) { return (null, "应填数字"); }
        return Math.Abs(number) > 1_000_000_000_000m ? (null, "数值过大，请核对")
            : OutOfRange(column, number) is { } reason ? (null, reason) : (decimal.Round(number, 4, MidpointRounding.AwayFromZero), null);
    }

    public static (object? Value, string? Reason) Amount(Column column, TableCell cell)
    {
        var text = cell.Text;
        // A computed cell (total divided by heads) is rounded to 分 as Excel shows it; typed text is not
        if (cell.Kind == CellKind.Number && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
        {
            text = decimal.Round(exact, 2, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);
        }
        return !Money.TryParse(text, out var amount, out var wrong) ? (null, wrong)
            : OutOfRange(column, amount.Yuan) is { } reason ? (null, reason) : (amount, null);
    }

    private static bool TryNumber(Column column, string text, out decimal number)
    {
        Span<char> room = stackalloc char[40];
        var plain = TextForm.Plain(text, room);
        if (column.Unit is { Length: > 0 } unit && plain.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
        {
            plain = plain[..^unit.Length];
            if (plain.EndsWith("个")) { plain = plain[..^1]; }
        }
        return decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number);
    }

    private static string? OutOfRange(Column column, decimal number) =>
        number < column.Min ? column.Min == 0 ? "不能是负数" : $"不能小于 {column.Min}{column.Unit}"
        : number > column.Max ? $"不能大于 {column.Max}{column.Unit}，填的是 {number.ToString("0.####", CultureInfo.InvariantCulture)}"
        : null;
}
