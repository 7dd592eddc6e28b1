using System.Globalization;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Tests.Emit;

/// <summary>
/// Texts to fill cells with, chosen so that conditions stand on their edge: days around windows, amounts one 分 beside every parameter, the texts that rules
/// look for, nulls.
/// </summary>
internal sealed class ValuePools
{
    private readonly Random random;
    private readonly List<string> days, months, years, amounts, counts, divisions;
    private readonly Dictionary<Column, List<string>> fromTests = [];

    public ValuePools(RuleSet rules, DateOnly asOf, Random random)
    {
        this.random = random;
        var edges = new List<DateOnly> { asOf, new(asOf.Year, 1, 1), new(asOf.Year, asOf.Month, 1), new(asOf.Year, 9, 1), new(2024, 2, 29), new(2008, 2, 29) };
        foreach (var n in new[] { 1, 2, 3, 6, 12, 24 }) edges.Add(asOf.AddMonths(-n));
        foreach (var n in new[] { 6, 15, 16, 18, 60 }) edges.Add(asOf.AddYears(-n));
        foreach (var n in new[] { 3, 15, 60, 107 }) edges.Add(asOf.AddDays(-n));
        days = [.. edges.SelectMany(d => new[] { d.AddDays(-1), d, d.AddDays(1) }).Select(d => Text(d, "yyyy-MM-dd"))];
        months = [.. Enumerable.Range(-4, 6).Concat([-12, -13, -24]).Select(n => Text(asOf.AddMonths(n), "yyyyMM"))];
        years = [.. Enumerable.Range(asOf.Year - 3, 5).Select(y => y.ToString(CultureInfo.InvariantCulture))];
        var values = rules.Parameters.All.SelectMany(p => p.Values.Select(v => (p.Type.Kind, v.Value))).Where(v => v.Value is long).ToList();
        amounts = [.. values.Where(v => v.Kind == ValueKind.Money).SelectMany(v => Around((long)v.Value)).Append("0")];
        counts = [.. values.Where(v => v.Kind == ValueKind.Int).SelectMany(v => new[] { (long)v.Value - 1, (long)v.Value, (long)v.Value + 1 })
            .Where(n => n is >= 0 and <= 60).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        divisions = [.. rules.Parameters.All.SelectMany(p => p.Values.Select(v => v.Division)).Append("990101").Distinct().Select(d => d.PadRight(12, '1'))];
        foreach (var (fact, row) in rules.Rules.SelectMany(r => r.Tests).SelectMany(t => t.Given))
            foreach (var (key, value) in row.Entries)
                if (fact[key.Value] is { } column && value is YamlScalar scalar) (fromTests.TryGetValue(column, out var list) ? list : fromTests[column] = []).Add(scalar.Value);
    }

    /// <summary>A value for a column; empty for null.</summary>
    public string For(Column column)
    {
        if (random.Next(100) < (column.Required ? 2 : 20)) return "";
        if (random.Next(100) < 25 && fromTests.TryGetValue(column, out var seen)) return One(seen);
        return column.Type switch
        {
            ColumnType.Code => One(column.Codes!.Values),
            ColumnType.Codes => string.Join('、', column.Codes!.Values.Where(_ => random.Next(4) == 0)),
            ColumnType.Bool => random.Next(2) == 0 ? "是" : "否",
            ColumnType.Date => One(days),
            ColumnType.Month => One(months),
            ColumnType.Year => One(years),
            ColumnType.Money => One(amounts),
            ColumnType.Int => Math.Min(int.Parse(One(counts), CultureInfo.InvariantCulture), (int)(column.Max ?? 9999)).ToString(CultureInfo.InvariantCulture),
            ColumnType.Decimal => One(["0", "0.5", "1.2345", "6", "10", "33.3333", "100"]),
            ColumnType.Division => One(divisions),
            ColumnType.CitizenId => "",
            _ => fromTests.TryGetValue(column, out var texts) && random.Next(2) == 0 ? One(texts) : One(["甲", "乙", "O'Neil", "因死亡退出", "残疾人补贴", "广东省深圳市宝安区", "𠮷野"]),
        };
    }

    private static IEnumerable<string> Around(long cents) =>
        new[] { cents / 2, cents - 1, cents, cents + 1, cents * 3 / 5 }.Where(c => c >= 0).Select(c => (c / 100m).ToString("0.00", CultureInfo.InvariantCulture));

    private static string Text(DateOnly day, string form) => day.ToString(form, CultureInfo.InvariantCulture);

    private string One(IReadOnlyList<string> list) => list[random.Next(list.Count)];
}
