using Microsoft.Extensions.DependencyInjection;
using Xianjie.Demo.Steps.Ledgers;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Households;
using Xianjie.Tests.Ledgers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Indicators;

/// <summary>Rows of ledgers for figures: a few by name, or many made from the definitions.</summary>
internal static class LedgerRows
{
    public static readonly long[] Villages = [Site.VillageA1, Site.VillageA2, Site.VillageB1];

    /// <param name="values">By Chinese name of the field.</param>
    public static async Task AddAsync(Site site, string key, long division, DateOnly day, Dictionary<string, string> values, RowState state = RowState.已审核, string? household = null)
    {
        var ledger = site.Services.GetRequiredService<ShippedLedgers>().All.Single(l => l.Key == key);
        var row = Row(site, ledger, division, day, values.ToDictionary(v => ledger[v.Key]!.English, v => v.Value), state);
        if (household is not null)
        {
            await using var db = site.Open();
            row.HouseholdId = db.Set<Household>().Single(h => h.HouseholdNo == household).Id;
        }
        await AddAsync(site, [row]);
    }

    /// <summary>A row through the desk that forms use, so that it is linked to its household; what refuses it, or nothing.</summary>
    /// <param name="values">By Chinese name of the field.</param>
    public static async Task<IReadOnlyList<string>> EnterAsync(Site site, string key, long division, Dictionary<string, string> values)
    {
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var services = scope.ServiceProvider.GetRequiredService<LedgerServices>();
        var ledger = (await services.Book.FindAsync(key, default))!;
        var span = ledger.Period == PeriodKind.None ? Span.Of(PeriodKind.None, 0)!.Value : Span.Holding(ledger.Period, services.Clock.Today);
        var draft = (await services.Desk.LookAsync(ledger, [new RowInput(division, span, values.ToDictionary(v => ledger[v.Key]!.English, v => v.Value))], default))[0];
        if (draft.IsGood)
            await services.Desk.WriteAsync(ledger, [draft], "登记", null, default);
        return [.. draft.Faults.Select(f => f.Words)];
    }

    /// <summary>Three rows a village for every ledger of which there are figures; every fourth row was sent back.</summary>
    public static async Task PlantAllAsync(Site site, IReadOnlySet<string> ledgers)
    {
        var today = new DateOnly(2026, 11, 2);
        var rows = new List<LedgerRow>();
        foreach (var ledger in site.Services.GetRequiredService<ShippedLedgers>().All.Where(l => ledgers.Contains(l.Key)))
        {
            foreach (var (at, village) in Villages.Index())
            {
                var division = ledger.Level switch { RowLevel.County => Site.County, RowLevel.Township => village / 1000 * 1000, _ => village };
                for (var i = 0; i < 3; i++)
                {
                    var made = new DemoRow(ledger, new(division, $"村{at}", [], new Dictionary<string, List<string>>()), Span.Holding(ledger.Period, today), today, (at * 10) + i).Make((at * 3) + i, null);
                    rows.Add(Row(site, ledger, division, today, made.ToDictionary(), (at + i) % 4 == 3 ? RowState.已退回 : RowState.已审核));
                }
            }
        }
        await AddAsync(site, rows);
    }

    private static LedgerRow Row(Site site, Ledger ledger, long division, DateOnly day, Dictionary<string, string> values, RowState state)
    {
        var row = new LedgerRow { Ledger = ledger.Key, DefinitionVersion = 1, Period = Span.Holding(ledger.Period, day).Number, Division = division, State = state, Values = "{}", By = "test", CreatedAt = site.Clock.GetUtcNow(), UpdatedAt = site.Clock.GetUtcNow() };
        RowValues.Write(row, ledger, values, site.Services.GetRequiredService<Seal>());
        return row;
    }

    private static async Task AddAsync(Site site, IReadOnlyList<LedgerRow> rows)
    {
        await using var db = site.Open();
        db.Act = new("test", "rows");
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }
}
