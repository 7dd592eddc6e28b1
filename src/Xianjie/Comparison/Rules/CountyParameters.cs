using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Screening.Language;
using Parameter = Xianjie.Screening.Language.Parameter;
using Row = Xianjie.Platform.Parameters.Parameter;

namespace Xianjie.Comparison.Rules;

/// <summary>The values that a county runs with: its own rows of the database over those that ship with the program.</summary>
internal sealed class CountyParameters(ParameterBook shipped, IReadOnlyList<Row> rows) : IParameterSource
{
    private readonly ParameterRows own = new(rows);

    public static async Task<CountyParameters> LoadAsync(XianjieDb db, RuleBook book, CancellationToken ct = default) =>
        new(book.Rules.Parameters, await db.Set<Row>().AsNoTracking().ToListAsync(ct));

    public Parameter Get(Parameter parameter) => own.Over(parameter);

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

    /// <inheritdoc cref="ParameterRows.Parse"/>
    public static object? Parse(Parameter parameter, string text) => ParameterRows.Parse(parameter.Type, text);
}
