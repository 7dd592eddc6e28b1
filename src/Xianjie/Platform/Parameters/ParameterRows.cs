using System.Globalization;
using Xianjie.Screening.Identifiers;
using Xianjie.Screening.Language;

namespace Xianjie.Platform.Parameters;

/// <summary>The rows that counties have entered, laid over the parameters that ship with the program.</summary>
internal sealed class ParameterRows(IReadOnlyList<Parameter> rows)
{
    private readonly ILookup<string, Parameter> own = rows.ToLookup(r => r.Key, StringComparer.Ordinal);

    /// <summary>The parameter with the counties' values added; a row that does not fit its type is left out.</summary>
    public Screening.Language.Parameter Over(Screening.Language.Parameter shipped)
    {
        var mine = own[shipped.Key].Select(r => Read(r, shipped.Type)).OfType<ParameterValue>().ToList();
        return mine.Count == 0 ? shipped : shipped with { Values = [.. shipped.Values, .. mine] };
    }

    private static ParameterValue? Read(Parameter row, ExprType type) => Parse(type, row.Value) is { } value
        ? new(row.Dimension, row.Division == 0 ? string.Empty : DivisionCode.From(row.Division).Prefix, row.ValidFrom, row.ValidTo, value, row.Basis) : null;

    /// <summary>Reads a value as the parameter's type: money in 元, dates as 2026-11-22; null where it does not fit.</summary>
    public static object? Parse(ExprType type, string text) => type.Kind switch
    {
        ValueKind.Money => Money.TryParse(text, out var amount, out _) ? amount.Fen : null,
        ValueKind.Int => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        ValueKind.Decimal => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null,
        ValueKind.Bool => text is "是" or "true" ? true : text is "否" or "false" ? false : null,
        ValueKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (long)day.DayNumber : null,
        _ => text,
    };
}
