using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Screening.Identifiers;
using Xianjie.Screening.Language;
using Row = Xianjie.Platform.Parameters.Parameter;

namespace Xianjie.Comparison.Rules;

/// <summary>The values that a county runs with: its own rows of the database over those that ship with the program.</summary>
internal sealed class CountyParameters(ParameterBook shipped, IReadOnlyList<Row> rows) : IParameterSource
{
    private readonly ILookup<string, Row> own = rows.ToLookup(r => r.Key, StringComparer.Ordinal);

    public static async Task<CountyParameters> LoadAsync(XianjieDb db, RuleBook book, CancellationToken ct = default) =>
        new(book.Rules.Parameters, await db.Set<Row>().AsNoTracking().ToListAsync(ct));

    public Parameter Get(Parameter parameter)
    {
        var mine = own[parameter.Key].Select(r => Read(r, parameter)).OfType<ParameterValue>().ToList();
        return mine.Count == 0 ? parameter : parameter with { Values = [.. parameter.Values, .. mine], HasDimension = parameter.HasDimension };
    }

    /// <summary>The value in force; null where there is none.</summary>
    public object? InForce(string key, DateOnly day, long division, string? dimension = null) =>
        shipped[key] is { } known ? Get(known).InForce(day, division.ToString("D12", CultureInfo.InvariantCulture), dimension) : null;

    public int Whole(string key, DateOnly day, long division, int fallback) =>
        InForce(key, day, division) is long value ? (int)value : fallback;

    /// <summary>Every value in force in the county that day, by key and dimension: what a run stores beside its hits.</summary>
    public IReadOnlyDictionary<string, string> Snapshot(IEnumerable<string> keys, DateOnly day, long division)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in keys.Distinct().Select(k => shipped[k]).OfType<Parameter>().Select(Get))
        {
            foreach (var dimension in parameter.Values.Select(v => v.Dimension).Distinct())
            {
                if (parameter.InForce(day, division.ToString("D12", CultureInfo.InvariantCulture), dimension) is { } value)
                    values[dimension is null ? parameter.Key : $"{parameter.Key}/{dimension}"] = Show(parameter, value);
            }
        }
        return values;
    }

    public static string Show(Parameter parameter, object value) => Screening.ValueText.Of(parameter.Type, value);

    private static ParameterValue? Read(Row row, Parameter parameter) =>
        Parse(parameter, row.Value) is { } value
            ? new ParameterValue(row.Dimension, row.Division == 0 ? string.Empty : DivisionCode.From(row.Division).Prefix, row.ValidFrom, row.ValidTo, value, row.Basis)
            : null;

    /// <summary>Reads a value as the parameter's type: money in 元, dates as 2026-11-22; null where it does not fit.</summary>
    public static object? Parse(Parameter parameter, string text) => parameter.Type.Kind switch
    {
        ValueKind.Money => Money.TryParse(text, out var amount, out _) ? amount.Fen : null,
        ValueKind.Int => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null,
        ValueKind.Decimal => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null,
        ValueKind.Bool => text is "是" or "true" ? true : text is "否" or "false" ? false : null,
        ValueKind.Date => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (long)day.DayNumber : null,
        _ => text,
    };
}
