using System.Globalization;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Registry.Fields;

/// <summary>Text of a catalogue column to its value and back.</summary>
internal static class FieldText
{
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;

    public static Reading Read(Column column, string text, DateOnly today)
    {
        var plain = text.AsSpan().Trim();
        if (plain.IsEmpty || plain is "None" or "NULL" or "null" or "-" or "--" or "/")
            return column.Required ? Reading.Refuse($"没有填“{column.Name}”") : default;
        var reading = column.Type switch
        {
            ColumnType.Text => Text(plain),
            ColumnType.Code => CodeText.One(column, plain),
            ColumnType.Codes => CodeText.Several(column, plain),
            ColumnType.Bool => Bool(column, plain),
            ColumnType.Int => Whole(column, plain),
            ColumnType.Decimal => Decimal(column, plain),
            ColumnType.Money => Money(column, plain),
            ColumnType.Date => DateText.Read(column, plain, today),
            ColumnType.Month => YearMonth.TryParse(plain, out var month, out var why) ? new(month.Value) : Reading.Refuse($"“{column.Name}”：{why}"),
            ColumnType.Year => PolicyYear.TryParse(plain, out var year, out var why) ? new(year.Value) : Reading.Refuse($"“{column.Name}”：{why}"),
            _ => IdentifierText.Read(column, plain, today),
        };
        return reading.Refusal is null ? InRange(column, reading) : reading;
    }

    public static string Format(Column column, object? value, bool masked) => value switch
    {
        null => string.Empty,
        string text when masked => IdentifierText.Mask(column, text),
        string text when column.Type == ColumnType.Codes => text.Replace(';', '、'),
        string text => text,
        bool yes => yes ? "是" : "否",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        long fen when column.Type == ColumnType.Money => Screening.Identifiers.Money.FromFen(fen).ToString(),
        long code => code.ToString("D12", CultureInfo.InvariantCulture),
        int month when column.Type == ColumnType.Month => string.Create(CultureInfo.InvariantCulture, $"{month / 100:D4}-{month % 100:D2}"),
        decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    private static Reading Text(ReadOnlySpan<char> plain) =>
        plain.Length > 500 ? Reading.Refuse("文字超过 500 个字，请缩短") : plain.ContainsAnyInRange('\0', '\b') ? Reading.Refuse("文字里有不可见的控制字符，请重新输入") : new(plain.ToString());

    private static Reading Bool(Column column, ReadOnlySpan<char> plain) => plain switch
    {
        "是" or "有" or "1" or "√" or "Y" or "y" or "true" or "TRUE" or "True" or "1.0" => new(true),
        "否" or "无" or "0" or "×" or "N" or "n" or "false" or "FALSE" or "False" or "0.0" => new(false),
        _ => Reading.Refuse($"“{column.Name}”应填“是”或“否”，现在是“{plain}”"),
    };

    private static Reading Whole(Column column, ReadOnlySpan<char> plain) =>
        Number(column, plain, out var number) && number == decimal.Truncate(number) && Math.Abs(number) <= int.MaxValue
            ? new((int)number) : Reading.Refuse($"“{column.Name}”应填整数，现在是“{plain}”");

    private static Reading Decimal(Column column, ReadOnlySpan<char> plain) =>
        !Number(column, plain, out var number) || Math.Abs(number) > 1_000_000_000 ? Reading.Refuse($"“{column.Name}”应填数字，现在是“{plain}”")
        : decimal.Round(number, 4) == number ? new(number) : new(decimal.Round(number, 4));

    private static bool Number(Column column, ReadOnlySpan<char> plain, out decimal number)
    {
        if (decimal.TryParse(plain, Plain, CultureInfo.InvariantCulture, out number))
            return true;
        Span<char> room = stackalloc char[48];
        var half = TextForm.Plain(plain, room);
        if (column.Unit is { } unit && half.EndsWith(unit))
            half = half[..^unit.Length];
        return decimal.TryParse(half, Plain, CultureInfo.InvariantCulture, out number);
    }

    private static Reading Money(Column column, ReadOnlySpan<char> plain) =>
        Screening.Identifiers.Money.TryParse(plain, out var amount, out var why) ? new(amount.Fen) : Reading.Refuse($"“{column.Name}”：{why}");

    private static Reading InRange(Column column, Reading reading)
    {
        if (column.Min is null && column.Max is null)
            return reading;
        decimal? number = reading.Value switch { int i => i, decimal d => d, long fen when column.Type == ColumnType.Money => fen / 100m, _ => null };
        return number < column.Min ? Reading.Refuse($"“{column.Name}”不能小于 {column.Min:0.##}，现在是 {number:0.####}")
            : number > column.Max ? Reading.Refuse($"“{column.Name}”不能大于 {column.Max:0.##}，现在是 {number:0.####}") : reading;
    }
}
