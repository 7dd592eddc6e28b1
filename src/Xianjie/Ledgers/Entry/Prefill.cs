using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;

namespace Xianjie.Ledgers.Entry;

/// <summary>What a new row knows before anyone types: defaults, the row of last time, the registry, other ledgers; each with where it came from.</summary>
internal sealed class Prefill(XianjieDb db, RegistryFields fields, Seal seal)
{
    public const string Last = "上期";

    public sealed record Given(string Text, string Source);

    /// <param name="ledger">The ledger.</param>
    /// <param name="division">Where the row will stand.</param>
    /// <param name="span">The period of the new row.</param>
    /// <param name="household">Number of the household that the row is about, where it is known.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<Dictionary<string, Given>> OfAsync(Ledger ledger, long division, Span span, string? household, CancellationToken ct)
    {
        var given = new Dictionary<string, Given>(StringComparer.Ordinal);
        foreach (var field in ledger.Entered.Where(f => f.Default is not null))
            given[field.English] = new(field.Default!, "默认");
        await LastAsync(ledger, division, span, given, ct);
        if (!string.IsNullOrWhiteSpace(household))
            await RegistryAsync(ledger, household.Trim(), given, ct);
        await OtherLedgersAsync(ledger, division, given, ct);
        return given;
    }

    /// <summary>Values of fields that were split, for the part that takes them over.</summary>
    public static Dictionary<string, Given> Inherited(Ledger ledger, IReadOnlyDictionary<string, string> values) =>
        ledger.Entered.Where(f => f.Was is { } was && string.IsNullOrEmpty(values.GetValueOrDefault(f.English)) && values.GetValueOrDefault(was) is { Length: > 0 })
            .ToDictionary(f => f.English, f => new Given(values[f.Was!], $"原字段“{ledger[f.Was!]?.Name}”"));

    private async Task LastAsync(Ledger ledger, long division, Span span, Dictionary<string, Given> given, CancellationToken ct)
    {
        if (ledger.Period == PeriodKind.None || !ledger.Entered.Any(f => f.LastOf is not null))
            return;
        var number = span.Before.Number;
        var rows = await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == ledger.Key && r.Period == number && r.Division == division).OrderByDescending(r => r.Id).Take(2).ToListAsync(ct);
        // several rows of one place: which of them is meant nobody knows
        if (rows.Count != 1)
            return;
        var values = RowValues.Open(rows[0].Values, rows[0].ValuesSealed, seal);
        foreach (var (english, text) in OfLast(ledger, values))
            given[english] = new(text, Last);
    }

    /// <summary>What a row of the period before says about the next one: values that stay, and those that stand in another column now.</summary>
    public static IEnumerable<(string English, string Text)> OfLast(Ledger ledger, IReadOnlyDictionary<string, string> before) =>
        from field in ledger.Entered
        let last = field.LastOf is { } name ? ledger[name] : null
        where last is not null
        let text = before.GetValueOrDefault(last.English)
        where text is { Length: > 0 }
        select (field.English, text);

    private async Task RegistryAsync(Ledger ledger, string number, Dictionary<string, Given> given, CancellationToken ct)
    {
        if (await db.Set<Household>().AsNoTracking().FirstOrDefaultAsync(h => h.HouseholdNo == number, ct) is not { } household)
            return;
        foreach (var field in ledger.Entered)
        {
            if (field.Type == FieldType.Household)
                given[field.English] = new(household.HouseholdNo, "农户档案");
            if (field.Source?.Split('.') is not ["registry", RegistryFields.Household, var column] || fields.Of(RegistryFields.Household).FirstOrDefault(f => f.Name == column || f.Column.English == column) is not { IsSealed: false } known)
                continue;
            if (known.Text(household) is { Length: > 0 } text)
                given[field.English] = new(text, "农户档案");
        }
    }

    private async Task OtherLedgersAsync(Ledger ledger, long division, Dictionary<string, Given> given, CancellationToken ct)
    {
        foreach (var source in ledger.Entered.Select(f => (Field: f, Parts: f.Source?.Split('.'))).Where(f => f.Parts is ["ledger", _, _]).GroupBy(f => f.Parts![1]))
        {
            var rows = await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == source.Key && r.Division == division).OrderByDescending(r => r.Period).ThenByDescending(r => r.Id).Take(2).Select(r => new { r.Period, r.Values }).ToListAsync(ct);
            if (rows.Count == 0 || (rows.Count == 2 && rows[0].Period == rows[1].Period))
                continue;
            var values = RowValues.Open(rows[0].Values);
            foreach (var (field, parts) in source)
                if (values.GetValueOrDefault(parts![2]) is { Length: > 0 } text)
                    given[field.English] = new(text, string.Create(CultureInfo.InvariantCulture, $"台账 {source.Key}"));
        }
    }
}
