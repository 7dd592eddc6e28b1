using System.Globalization;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Platform.Tabular.Cells;

/// <summary>Reads counts, measures and amounts, with the column's unit forgiven and its range kept.</summary>
internal static class NumberReading
{
    private const NumberStyles Form = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;
    private const decimal Largest = 1_000_000_000m;

    public static Reading Whole(Column column, string text)
    {
        if (!TryNumber(column, text, out var number)) { return Reading.Refuse($"应填整数，填的是“{Shown(text)}”"); }
        return number != decimal.Truncate(number) ? Reading.Refuse("应填整数，不能有小数")
            : Math.Abs(number) > Largest ? Reading.Refuse("数值过大，请核对")
            : OutOfRange(column, number) ?? new((int)number);
    }

    public static Reading Exact(Column column, string text)
    {
        if (!TryNumber(column, text, out var number)) { return Reading.Refuse($"应填数字，填的是“{Shown(text)}”"); }
        return Math.Abs(number) > Largest ? Reading.Refuse("数值过大，请核对")
            : OutOfRange(column, number) ?? new(decimal.Round(number, 4, MidpointRounding.AwayFromZero));
    }

    public static Reading Amount(Column column, TableCell cell)
    {
        var text = cell.Text;
        // A computed cell (total divided by heads) is rounded to 分 as Excel shows it; typed text is not
        if (cell.Kind == CellKind.Number && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact))
        {
            text = decimal.Round(exact, 2, MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture);
        }
        return !Money.TryParse(text, out var amount, out var wrong) ? Reading.Refuse(wrong) : OutOfRange(column, amount.Yuan) ?? new(amount.Fen);
    }

    private static bool TryNumber(Column column, string text, out decimal number)
    {
        if (decimal.TryParse(text, Form, CultureInfo.InvariantCulture, out number)) { return true; }
        Span<char> room = stackalloc char[40];
        var plain = TextForm.Plain(text, room);
        if (column.Unit is { Length: > 0 } unit && plain.EndsWith(unit, StringComparison.OrdinalIgnoreCase))
        {
            plain = plain[..^unit.Length];
            if (plain.EndsWith("个")) { plain = plain[..^1]; }
        }
        return decimal.TryParse(plain, Form, CultureInfo.InvariantCulture, out number);
    }

    private static string Shown(string text) => text.Length > 20 ? text[..20] + "…" : text;

    private static Reading? OutOfRange(Column column, decimal number) =>
        number < column.Min ? Reading.Refuse(column.Min == 0 ? "不能是负数" : $"不能小于 {column.Min}{column.Unit}")
        : number > column.Max ? Reading.Refuse($"不能大于 {column.Max}{column.Unit}，填的是 {number.ToString("0.####", CultureInfo.InvariantCulture)}")
        : null;
}
