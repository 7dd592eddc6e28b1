using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rollup;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Screening;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>Every definition that ships is right, and each of its own tests holds on a real site; the names carry the requirements.</summary>
public sealed class ShippedLedgerTests(ShippedSite sites) : IClassFixture<ShippedSite>
{
    private static readonly ShippedLedgers Shipped = new(Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue")));

    public static TheoryData<string, string, string, string> Tests
    {
        get
        {
            var data = new TheoryData<string, string, string, string>();
            foreach (var database in (string[])(TestDatabases.HasPostgres ? ["sqlite", "postgres"] : ["sqlite"]))
                foreach (var ledger in Shipped.All)
                    foreach (var test in ledger.Tests)
                        data.Add(database, ledger.Key, string.Join(' ', test.Requirements), test.Name);
            return data;
        }
    }

    [Fact]
    public void Every_shipped_definition_is_right()
    {
        Assert.Empty(Shipped.Errors);
        var (set, parameters) = (Set(Shipped.All), new ShippedParameters());
        Assert.Empty(Shipped.All.SelectMany(l => new LedgerRules(l, set.All, parameters.Book).Errors));
    }

    [Fact]
    public void Every_requirement_that_a_definition_names_has_a_test_in_it() =>
        Assert.Empty(Shipped.All.SelectMany(l => l.Requirements.Except(l.Tests.SelectMany(t => t.Requirements)).Select(r => $"{l.Key} {r}")));

    [Theory, MemberData(nameof(Tests))]
    public async Task A_shipped_ledger_keeps_what_its_definition_promises(string database, string ledger, string requirements, string name)
    {
        var site = await sites.OfAsync(database);
        var wanted = Shipped.All.Single(l => l.Key == ledger);
        var test = wanted.Tests.Single(t => t.Name == name && string.Join(' ', t.Requirements) == requirements);
        try
        {
            await SetAsync(site, test.Parameters);
            foreach (var (key, rows) in test.Given)
                Assert.Empty((await EnterAsync(site, key, rows)).SelectMany(d => d.Faults).Select(f => $"given {key} {f.Field} {f.Words}"));
            await PlantReferencesAsync(site, wanted, test);
            Judge(test, await EnterAsync(site, ledger, test.Rows), wanted);
            await FiguresAsync(site, wanted, test);
        }
        finally
        {
            await ShippedSite.ClearAsync(site);
        }
    }

    private static void Judge(LedgerTest test, List<RowDraft> drafts, Ledger ledger)
    {
        var (refused, warned) = (drafts.SelectMany(d => d.Faults).Select(f => $"{(f.Field is { } field ? ledger[field]!.Name : null)} {f.Words}").ToList(), drafts.Where(d => d.IsGood).SelectMany(d => d.Warnings).ToList());
        Told(test.Refused, refused, "refused");
        Told(test.Warns, warned, "warns");
        foreach (var (field, value) in test.Formulas)
            Assert.Equal(value, drafts[0].Values.GetValueOrDefault(ledger[field]!.English));
    }

    private static void Told(IReadOnlyList<string>? expected, List<string> told, string what)
    {
        if (expected is null)
            return;
        Assert.True(expected.Count > 0 || told.Count == 0, $"{what}: nothing expected, told {string.Join('；', told)}");
        foreach (var words in expected)
            Assert.True(told.Exists(t => t.Contains(words, StringComparison.Ordinal)), $"{what}: “{words}” is not in {string.Join('；', told)}");
    }

    private static async Task FiguresAsync(Site site, Ledger ledger, LedgerTest test)
    {
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var services = scope.ServiceProvider.GetRequiredService<LedgerServices>();
        var span = SpanOf(ledger, test.Rows[^1], services);
        var table = await services.Rollup.BuildAsync(new RollupAsk(ledger, span, Site.County, null, false), CancellationToken.None);
        foreach (var (title, value) in test.Rollups)
        {
            var figure = table.Whole.Figures[ledger.Rollups.Index().First(r => r.Item.Title == title).Index];
            Assert.True(Math.Abs((figure.Value ?? 0) - value) < 0.01m, $"{title}: {figure.Text}, not {value}");
        }
        if (test.Alerts is null)
            return;
        var alerts = new List<string>();
        foreach (var area in new[] { Site.County, Site.TownA, Site.VillageA1 })
            alerts.AddRange((await services.Rollup.BuildAsync(new RollupAsk(ledger, span, area, null, false), CancellationToken.None)).Totals.Where(t => !t.Holds).Select(t => t.Total.Title));
        Assert.Equal(test.Alerts.Order(), alerts.Order());
    }

    /// <summary>One by one, as people do; a row that is refused is left out.</summary>
    private static async Task<List<RowDraft>> EnterAsync(Site site, string key, IReadOnlyList<IReadOnlyDictionary<string, string>> rows)
    {
        var drafts = new List<RowDraft>();
        foreach (var row in rows)
        {
            await using var scope = await ShippedSite.ActAsync(site, "monitor");
            var services = scope.ServiceProvider.GetRequiredService<LedgerServices>();
            var ledger = Shipped.All.Single(l => l.Key == key);
            var known = (await services.Book.FindAsync(key, CancellationToken.None))!;
            var typed = row.Where(c => c.Key is not ("区划" or "期")).ToDictionary(c => ledger[c.Key]!.English, c => PlaceOf(ledger[c.Key]!.Type == FieldType.Division ? c.Value : null)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? c.Value);
            var place = PlaceOf(row.GetValueOrDefault("区划")) ?? known.Level switch { RowLevel.Village => Site.VillageA1, RowLevel.Township => Site.TownA, _ => Site.County };
            var draft = (await services.Desk.LookAsync(known, [new RowInput(place, SpanOf(known, row, services), typed)], CancellationToken.None))[0];
            if (draft.IsGood)
                await services.Desk.WriteAsync(known, [draft], "登记", null, CancellationToken.None);
            drafts.Add(draft);
        }
        return drafts;
    }

    /// <summary>Rows of other ledgers that the test only names, as it names 户1; not those that must be refused for being nowhere.</summary>
    private static async Task PlantReferencesAsync(Site site, Ledger ledger, LedgerTest test)
    {
        await using var db = site.Open();
        db.Act = new("test", "references");
        foreach (var field in ledger.Fields.Where(f => f.Ledger is not null && f.Ledger != ledger.Key && f.Show is not null))
        {
            var show = Shipped.All.Single(l => l.Key == field.Ledger)[field.Show!]!.English;
            foreach (var text in test.Rows.Select(r => r.GetValueOrDefault(field.Name) ?? r.GetValueOrDefault(field.English)).OfType<string>().Where(t => t.Length > 0 && test.Refused?.Contains(t) != true).Distinct())
            {
                var (needle, token) = (RowValues.Needle(show, text), Tokens.OfName(field.Ledger!, show, text));
                if (db.Set<LedgerToken>().Any(t => t.Token == token))
                    continue;
                var row = new LedgerRow { Ledger = field.Ledger!, DefinitionVersion = 1, Period = 0, Division = Site.VillageA1, State = RowState.已审核, Values = "{" + needle + "}", By = "test", CreatedAt = site.Clock.GetUtcNow(), UpdatedAt = site.Clock.GetUtcNow() };
                db.AddRange(row, new LedgerToken { Token = token, Division = row.Division, RowId = row.Id });
            }
        }
        await db.SaveChangesAsync();
    }

    private static Span SpanOf(Ledger ledger, IReadOnlyDictionary<string, string> row, LedgerServices services) => ledger.Period == PeriodKind.None ? Span.Of(PeriodKind.None, 0)!.Value
        : row.TryGetValue("期", out var text) ? Span.Parse(ledger.Period, text) ?? throw new InvalidOperationException($"{ledger.Key}: 期 {text}") : Span.Holding(ledger.Period, services.Clock.Today);

    private static long? PlaceOf(string? word) => word switch { "村1" => Site.VillageA1, "村2" => Site.VillageA2, "村3" => Site.VillageB1, "村4" => Site.VillageB2, "乡1" => Site.TownA, "乡2" => Site.TownB, "县" => Site.County, _ => null };

    /// <summary>“值”, or “值 自 日期” for one that holds from a later day; “键.维度” for one value of a parameter that differs.</summary>
    private static async Task SetAsync(Site site, IReadOnlyDictionary<string, string> parameters)
    {
        await using var db = site.Open();
        db.Act = new("test", "parameters");
        foreach (var (name, text) in parameters)
        {
            var (key, value) = (name.Split('.'), text.Split(" 自 "));
            db.Add(new Parameter { Key = key[0], Dimension = key.ElementAtOrDefault(1), Division = Site.County, Value = value[0], ValidFrom = value.Length > 1 ? DateOnly.Parse(value[1], System.Globalization.CultureInfo.InvariantCulture) : new(2020, 1, 1), Basis = "试验" });
        }
        await db.SaveChangesAsync();
    }

    private static LedgerSet Set(IReadOnlyList<Ledger> all) => new(all, new HashSet<string>(), new HashSet<string>());
}
