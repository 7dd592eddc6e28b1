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
    public async Task A_list_and_its_file_say_what_the_page_of_the_row_and_the_figures_say(string database)
    {
        await using var site = await Pumps.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var path = await Books.EnterAsync(clerk, Pumps.Pump("一号"), "pumps");
        await Books.EnterAsync(clerk, Pumps.Pump("二号", place: Site.VillageA2), "pumps");
        foreach (var visit in new[] { Pumps.Visit("一号", true), Pumps.Visit("一号", false), Pumps.Visit("二号", true), Pumps.Visit("三号", false, Site.VillageA2) })
            await Books.EnterAsync(clerk, visit, "visits", "?period=20261101");
        async Task<string[]> ListedAsync(string query) => [.. (await clerk.PageAsync("/ledgers/pumps" + query)).QuerySelectorAll("table.grid tbody tr").Select(r => string.Join(' ', r.QuerySelectorAll("th, td").Take(3).Select(c => c.TextContent.Trim())))];
        await using (var db = site.Open())
            Assert.All(await db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == "pumps").ToListAsync(), r => Assert.Contains("\"visits\":\"0\"", r.Values, StringComparison.Ordinal));
        // the second was looked at in another place than its own
        Assert.Equal(["一号 2 4", "二号 0 4"], await ListedAsync(string.Empty));
        Assert.Contains("保存时算出的值", (await clerk.PageAsync("/ledgers/pumps")).QuerySelector("form.query")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("保存时算出的值", (await clerk.PageAsync("/ledgers/wells")).QuerySelector("form.query")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("检查次数2", string.Concat((await clerk.PageAsync(path)).Body!.TextContent.Split((char[]?)null)), StringComparison.Ordinal);
        var figures = Books.Figures(await clerk.PageAsync("/ledgers/pumps/rollup"));
        Assert.Equal(("2", "1"), (figures[("合计", "检查")].TextContent, figures[("合计", "有不合格")].TextContent));
        var behind = figures[("合计", "有不合格")].GetAttribute("href")!;
        Assert.Equal(["一号 2 4"], await ListedAsync(behind[behind.IndexOf('?', StringComparison.Ordinal)..]));
        var file = await (await clerk.PostToAsync("/ledgers/pumps", "/ledgers/pumps?handler=Export", new() { ["format"] = "csv", ["ExportPurpose"] = "日常工作核对" })).Content.ReadAsStringAsync();
        Assert.Contains("一号,甲厂,常用,否,2,4,50,", file, StringComparison.Ordinal);
        Assert.Contains("二号,甲厂,常用,否,0,4,0,", file, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_formula_reads_only_rows_that_it_can_meet_and_finds_what_it_finds_among_all(string database)
    {
        await using var site = await Pumps.StartAsync(database);
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var (rules, others, today) = await PumpsAsync(scope.ServiceProvider);
        var (random, read, all, here) = (new Random(1), 0, 0, Span.Holding(PeriodKind.Month, today));
        for (var round = 0; round < 6; round++)
        {
            var visits = Enumerable.Range(0, 200).Select(_ => Row("visits", (random.Next(3) > 0 ? here.Before : here).Number, places[random.Next(4)], random.Next(4) == 0 ? RowState.已退回 : RowState.已审核, ("pump", Name(random)), ("good", "是"))).ToList();
            // a place that has none of this month yet is seen as it was a month before
            visits.RemoveAll(v => v.Division == Site.VillageB2 && v.Period == here.Number);
            await PlantAsync(site, visits);
            var looking = Looking(random);
            var formula = rules.Computed.Where(r => LedgerRules.FieldOf(r) == "visits");
            var (near, far) = (await others.LoadAsync(rules, [formula], looking, Site.County, today, default), await others.LoadAsync(rules, [formula], null, Site.County, today, default));
            Assert.Equal(visits.Count(v => v.State != RowState.已退回 && (v.Period == here.Number || !visits.Exists(o => o.Period == here.Number && o.Division == v.Division && o.State != RowState.已退回))), far["visits"].Count);
            Assert.Equal(Computed(far), Computed(near));
            (read, all) = (read + near["visits"].Count, all + far["visits"].Count);
            // count(检查) asks nothing of the row: then all are read
            Assert.Equal(far["visits"].Count, (await others.LoadAsync(rules, [rules.Computed], looking, Site.County, today, default))["visits"].Count);

            List<string> Computed(IReadOnlyDictionary<string, IReadOnlyList<FactRow>> beside) => new Evaluation(rules, Pumps.Parameters, today, beside).Compute(looking, formula).ConvertAll(c => c["visits"]);
        }
        Assert.InRange(read, 1, all / 4);
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
