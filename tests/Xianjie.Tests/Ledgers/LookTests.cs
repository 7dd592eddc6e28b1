using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Time;
using Xianjie.Screening;
using Xianjie.Screening.Language;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>Expressions that look into other ledgers, or at other rows of their own: what they read, and that whoever shows them says the same.</summary>
public sealed class LookTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Fact]
    public void What_an_expression_reads_is_told_by_what_it_was_compiled_to_and_not_by_its_words()
    {
        var rules = Pumps.Rules();
        Assert.Empty(rules.Errors);
        // a code and names of fields have the other title in them; count(检查) has no where
        Assert.Equal(["visits", "whole", "share"], rules.Ledger.Fields.Select(f => f.English).Where(rules.Reckoned.Contains));
        Assert.Equal(["visits"], rules.Looked(rules.Computed).Select(l => l.Key));
        Assert.Empty(rules.Looked(rules.Checks));
        Assert.True(rules.LooksAtSelf);
        var blind = Pumps.Rules(l => l with { Fields = [.. l.Fields.Where(f => f.English is not ("visits" or "whole" or "share"))], Rollups = [l.Rollups[1]], Checks = [new("泵名 = '泵站台账'", "W", "{泵名}", null, 1)] });
        Assert.Empty(blind.Errors);
        Assert.Equal(["visits"], blind.Offered.Select(l => l.Key));
        Assert.Empty(blind.Looked(blind.Computed, blind.Checks, blind.Rollups, blind.Conditions));
        Assert.Empty(blind.Reckoned);
        Assert.False(blind.LooksAtSelf);
    }

    [Fact]
    public void Sealed_values_are_opened_where_a_formula_behind_a_measure_reads_them()
    {
        static LedgerRules Of(string maker) => Pumps.Rules(l => l with
        {
            Fields = [.. l.Fields.Take(3).Select(f => f.English == "maker" ? f with { Class = ColumnClass.Personal } : f), l.Fields[3] with { Name = "认得", English = "known", Value = maker }],
            Checks = [], Rollups = [new LedgerRollup("认得的", "count(认得 = true)", "台", 1)],
        });
        Assert.True(Of("厂家 = '甲厂'") is var reads && reads.ReadsSealed(reads.Rollups));
        Assert.False(Of("泵名 = '厂家'") is var blind && blind.ReadsSealed(blind.Rollups));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_check_reads_only_rows_of_its_ledger_that_it_can_meet_and_finds_what_it_finds_among_all(string database)
    {
        await using var site = await Pumps.StartAsync(database);
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var (rules, others, today) = await PumpsAsync(scope.ServiceProvider);
        var (random, found) = (new Random(1), 0);
        for (var round = 0; round < 6; round++)
        {
            var pumps = Enumerable.Range(0, 200).Select(at => Row("pumps", 0, places[random.Next(4)], RowState.已审核, ("pump", $"{at}"), ("maker", $"厂\"{random.Next(60)}"), ("kind", random.Next(2) > 0 ? "检查" : "常用"))).ToList();
            await PlantAsync(site, pumps);
            var looking = Looking(random);
            var self = (await others.SelfAsync(rules, looking, Site.County, Span.Of(PeriodKind.None, 0)!.Value, default)).Select(r => r.Fact).ToList();
            Assert.Equal(pumps.Select(p => RowValues.Open(p.Values)).Where(v => looking.Exists(l => l.Values["maker"] == v["maker"])).Select(v => v["pump"]).Order(), self.Select(s => s.Values["pump"]).Order());
            var near = Found(self);
            Assert.Equal(Found(pumps.ConvertAll(p => new FactRow(p.Division, RowValues.Open(p.Values)))), near);
            found += near.Count;

            List<Finding> Found(List<FactRow> before) => new Evaluation(rules, Pumps.Parameters, today, null, before).Check(looking);
        }
        Assert.InRange(found, 6, 36);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_row_is_held_against_those_that_were_there_and_those_before_it_in_the_file(string database)
    {
        await using var site = await Pumps.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await Books.EnterAsync(clerk, Pumps.Pump("一号", "甲厂"), "pumps");
        var changed = await Books.EnterAsync(clerk, Pumps.Pump("二号", "乙厂", "检查"), "pumps");
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var (book, desk) = (scope.ServiceProvider.GetRequiredService<LedgerBook>(), scope.ServiceProvider.GetRequiredService<RowDesk>());
        var pumps = (await book.FindAsync("pumps", default))!;
        var second = Guid.Parse(changed.Split('/')[^1]);
        var known = await scope.ServiceProvider.GetRequiredService<Xianjie.Platform.Data.XianjieDb>().Set<LedgerRow>().SingleAsync(r => r.Id == second);
        RowInput New(string name, string maker, string kind) => new(Site.VillageA2, Span.Of(PeriodKind.None, 0)!.Value, new Dictionary<string, string> { ["pump"] = name, ["maker"] = maker, ["kind"] = kind });
        // the second leaves 乙厂: the next of 乙厂 meets it as it becomes, the last one meets the two of 甲厂 before it
        var moved = new RowInput(known.Division, Span.Of(PeriodKind.None, 0)!.Value, new Dictionary<string, string> { ["maker"] = "甲厂" }) { Existing = known };
        var drafts = await desk.LookAsync(pumps, [moved, New("三号", "乙厂", "常用"), New("四号", "甲厂", "常用")], default);
        Assert.Equal(["甲厂的泵型号不同"], drafts[0].Warnings);
        Assert.Empty(drafts[1].Warnings);
        Assert.Equal(["甲厂在本乡镇已有两台", "甲厂的泵型号不同"], drafts[2].Warnings.Order(StringComparer.Ordinal));
    }

    private static readonly long[] places = [Site.VillageA1, Site.VillageA2, Site.VillageB1, Site.VillageB2];

    private static string Name(Random random) => $"{random.Next(12)}号";

    private static List<FactRow> Looking(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => new FactRow(places[random.Next(4)], new Dictionary<string, string> { ["pump"] = Name(random), ["maker"] = $"厂\"{random.Next(60)}", ["kind"] = "常用" }))];

    private static async Task<(LedgerRules Rules, OtherRows Others, DateOnly Today)> PumpsAsync(IServiceProvider services)
    {
        var book = services.GetRequiredService<LedgerBook>();
        return (await book.RulesAsync((await book.FindAsync("pumps", default))!, default), services.GetRequiredService<OtherRows>(), services.GetRequiredService<Clock>().Today);
    }

    private static async Task PlantAsync(Site site, List<LedgerRow> rows)
    {
        await ShippedSite.ClearAsync(site);
        await using var db = site.Open();
        db.Act = new("test", "plant");
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    private static LedgerRow Row(string ledger, int period, long place, RowState state, params (string Name, string Text)[] values) =>
        new() { Ledger = ledger, DefinitionVersion = 1, Period = period, Division = place, State = state, Values = RowValues.Json(values.ToDictionary(v => v.Name, v => v.Text)), By = "test", CreatedAt = default, UpdatedAt = default };
}
