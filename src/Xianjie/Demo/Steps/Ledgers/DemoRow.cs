using System.Globalization;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;

namespace Xianjie.Demo.Steps.Ledgers;

/// <summary>What rows of the demo are made from besides their definition.</summary>
/// <param name="Homes">Numbers and heads of households of the place.</param>
/// <param name="Known">Names of rows that other ledgers hold already, by ledger; those of one place by ledger@place.</param>
internal sealed record DemoPlace(long Code, string Name, IReadOnlyList<(string Number, string Head)> Homes, IReadOnlyDictionary<string, List<string>> Known)
{
    /// <summary>East and north of the middles of its villages.</summary>
    public IReadOnlyList<(double East, double North)> Spots { get; init; } = [];

    /// <summary>Townships below a county; empty below.</summary>
    public IReadOnlyList<long> Townships { get; init; } = [];
}

/// <summary>One plausible row of a ledger from its types, code lists, limits and samples; the same numbers give the same row.</summary>
internal sealed class DemoRow(Ledger ledger, DemoPlace place, Span span, DateOnly today, int seed)
{
    private const string Organisations = "organisations";
    private readonly Draw draw = new(0, seed, StableKey(ledger.Key));

    // Samples as many as those of the name go with it, one by one
    private readonly int names = ledger.Fields.FirstOrDefault(f => IsName(f) && f.Samples.Count > 0)?.Samples.Count ?? 0;
    private readonly Dictionary<string, string> typed = new(StringComparer.Ordinal);

    /// <param name="number">The how manieth row of the place and period, from 0.</param>
    /// <param name="before">The row of that number of the period before; null for the first period.</param>
    public IReadOnlyDictionary<string, string> Make(int number, IReadOnlyDictionary<string, string>? before)
    {
        typed.Clear();
        // Shares of other numbers come after these
        foreach (var field in ledger.Entered.Where(f => f.IsInForce(today)).OrderBy(f => f.Typical?.Of is not null))
        {
            // What nobody must fill in is filled in mostly
            if ((field.Required || field.Unique || draw.Below(10) < 7) && (Carried(ledger, field, before) ?? Value(field, number)) is { Length: > 0 } text)
                typed[field.English] = text;
        }
        return typed;
    }

    /// <summary>What stood in another column a period ago.</summary>
    public static string? Carried(Ledger ledger, LedgerField field, IReadOnlyDictionary<string, string>? before) => field.LastOf is { } last ? before?.GetValueOrDefault(ledger[last]!.English) : null;

    private string? Usual(LedgerField field, TypicalRange range)
    {
        var share = range.From + ((range.To - range.From) * (decimal)draw.Fraction());
        if (field.Type == FieldType.Date)
            return Newest.AddDays((int)share).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (range.Of is null)
            return Math.Round(share, field.Type == FieldType.Decimal ? 1 : 0).ToString(CultureInfo.InvariantCulture);
        return decimal.TryParse(typed.GetValueOrDefault(ledger[range.Of]!.English), CultureInfo.InvariantCulture, out var whole) ? Math.Round(whole * share / 100, field.Type == FieldType.Decimal ? 1 : 0).ToString(CultureInfo.InvariantCulture) : null;
    }

    private string? Value(LedgerField field, int number) => field switch
    {
        { Type: FieldType.Text, IsSealed: false } when IsName(field) => Words(field, number),
        { Typical: { } range } => Usual(field, range),
        { Samples.Count: > 0 } => field.Samples[field.Samples.Count == names ? number % names : draw.Below(field.Samples.Count)],
        { Codes: { } codes } => codes.Values[draw.Below(codes.Values.Count)],
        { Type: FieldType.Bool } => draw.Below(5) > 0 ? "是" : "否",
        { Type: FieldType.Int } => Whole(field).ToString(CultureInfo.InvariantCulture),
        { Type: FieldType.Decimal } => (Whole(field) + (draw.Below(10) / 10m)).ToString(CultureInfo.InvariantCulture),
        { Type: FieldType.Money } => Amount(field).ToString(CultureInfo.InvariantCulture),
        { Type: FieldType.Date } => Day().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        { Type: FieldType.Month } => Day().ToString("yyyyMM", CultureInfo.InvariantCulture),
        { Type: FieldType.Year } => Day().Year.ToString(CultureInfo.InvariantCulture),
        { Type: FieldType.Division } => (place.Townships.Count > 0 ? place.Townships[draw.Below(place.Townships.Count)] : place.Code).ToString(CultureInfo.InvariantCulture),
        { Type: FieldType.Household } => place.Homes.Count > 0 ? place.Homes[draw.Below(place.Homes.Count)].Number : null,
        { Type: FieldType.Person } => place.Homes.Count > 0 ? place.Homes[draw.Below(place.Homes.Count)].Head : null,
        { Type: FieldType.Phone } => $"199{draw.Below(100_000_000):D8}",
        { Type: FieldType.Location } => Spot(),
        { Type: FieldType.Organisation or FieldType.Reference } => (place.Known.GetValueOrDefault($"{field.Ledger}@{place.Code}") ?? place.Known.GetValueOrDefault(field.Ledger ?? Organisations)) is { Count: > 0 } names ? names[draw.Below(names.Count)] : null,
        { Type: FieldType.Text } => Words(field, number),
        _ => null,
    };

    /// <summary>Somewhere near the middle of a village of the place, so that it lies inside its outline.</summary>
    private string? Spot()
    {
        if (place.Spots.Count == 0)
            return null;
        var (east, north) = place.Spots[draw.Below(place.Spots.Count)];
        return string.Create(CultureInfo.InvariantCulture, $"{east + ((draw.Below(121) - 60) / 10_000.0):0.0000},{north + ((draw.Below(121) - 60) / 10_000.0):0.0000}");
    }

    private string? Words(LedgerField field, int number)
    {
        if (field.IsSealed)
            return place.Homes.Count > 0 ? place.Homes[draw.Below(place.Homes.Count)].Head : null;
        if (field.Unique && Numbered.Any(end => field.Name.EndsWith(end, StringComparison.Ordinal)))
            return string.Create(CultureInfo.InvariantCulture, $"{(field.Name.EndsWith("文号", StringComparison.Ordinal) ? "县农发" : string.Empty)}〔{(span.Kind == PeriodKind.None ? today : span.First).Year}〕{number + 1}号");
        if (IsName(field) && field.Samples.Count > 0)
            return $"{(ledger.Level == RowLevel.County ? string.Empty : place.Name)}{field.Samples[number % field.Samples.Count]}{(number < field.Samples.Count ? string.Empty : $"（{(number / field.Samples.Count) + 1}）")}";
        if (IsName(field))
            return $"{place.Name}{Stem}{(number == 0 ? string.Empty : $"（{number + 1}）")}";
        return field.Required ? "按要求登记" : null;
    }

    private static readonly string[] Numbered = ["编号", "文号", "合同号", "批次号", "单号"];

    private static bool IsName(LedgerField field) => field.Unique || field.Name.EndsWith("名称", StringComparison.Ordinal);

    /// <summary>What the ledger is about, without the words for a list.</summary>
    private string Stem => new[] { "台账", "名录", "清单", "登记", "记录" }.Aggregate(ledger.Title, (title, end) => title.EndsWith(end, StringComparison.Ordinal) ? title[..^end.Length] : title);

    private long Whole(LedgerField field)
    {
        var (min, max) = Limits(field, field.Unit == "%" ? 60 : 1, field.Unit == "%" ? 99 : 60);
        return Between(min, max);
    }

    private long Amount(LedgerField field)
    {
        var (min, max) = Limits(field, 10_000, 500_000);
        return (Between(min, max)) / 100 * 100 is var round && round < min ? min : round;
    }

    private long Between(long min, long max) => min + (long)(draw.Fraction() * Math.Max(1, max - min + 1));

    /// <summary>The same for a name on every machine.</summary>
    private static long StableKey(string name) => name.Aggregate(17L, (key, letter) => unchecked((key * 31) + letter));

    private static (long Min, long Max) Limits(LedgerField field, long min, long max)
    {
        var low = field.Min is { } least ? Math.Max(min, (long)Math.Ceiling(least)) : min;
        var high = field.Max is { } most ? Math.Min(Math.Max(max, low), (long)Math.Floor(most)) : Math.Max(max, low);
        return (Math.Min(low, high), high);
    }

    private DateOnly Newest => span.Kind != PeriodKind.None && span.Last < today ? span.Last : today;

    /// <summary>Inside the period, else some day of the last three years; never after today.</summary>
    private DateOnly Day()
    {
        var (from, to) = (span.Kind == PeriodKind.None ? today.AddYears(-3) : span.First, Newest);
        return from >= to ? to : from.AddDays(draw.Below(to.DayNumber - from.DayNumber + 1));
    }
}
