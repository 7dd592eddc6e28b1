using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Reminders;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Monitoring.Indicators;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>What people see of shipped ledgers: lists behind figures, frozen years, warnings about villages, files that are compared.</summary>
public sealed class ShippedPageTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S1-70")]
    public async Task A_public_asset_without_keeper_stands_in_the_list_of_problems_until_it_has_one(string database)
    {
        await using var site = await Site.StartAsync(database);
        foreach (var (name, kind) in new[] { ("水务局", "党政机关"), ("管护公司", "民营企业") })
            Assert.Empty(await LedgerRows.EnterAsync(site, "organisations", Site.County, new() { ["单位名称"] = name, ["单位性质"] = kind }));
        var (clerk, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        Dictionary<string, string> Asset(string name, string keeper, string gap) => new()
        {
            ["Place"] = $"{Site.VillageA1}", ["asset"] = name, ["kind"] = "公益性", ["cost"] = "100", ["title_state"] = "未确权", ["owner"] = "村", ["user"] = "村", ["income_holder"] = "村", ["disposal_holder"] = "村",
            ["county_org"] = "水务局", ["line_org"] = "水务局", ["town_duty"] = "镇长", ["village_duty"] = "支书", ["keeper"] = keeper, ["keeper_gap"] = gap,
        };
        var refused = await clerk.PostAsync("/ledgers/asset-register/edit", Asset("水池", "", "").ToDictionary(f => f.Key == "Place" ? f.Key : "f." + f.Key, f => f.Value));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("公益性资产必须填管护主体", (await Visitor.ReadAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
        var gap = await RowWalk.EnterAsync(site, clerk, "asset-register", Asset("提灌站", "", "招选中"));
        await RowWalk.EnterAsync(site, clerk, "asset-register", Asset("泵房", "管护公司", ""));
        async Task<string> ProblemsAsync()
        {
            var link = Books.Figures(await monitor.PageAsync("/ledgers/asset-register/rollup"))[("合计", "问题清单")];
            var list = await monitor.PageAsync(link.GetAttribute("href")!);
            Assert.Equal(link.TextContent, Books.Total(list));
            return string.Join('、', list.QuerySelectorAll("tbody tr").Select(r => r.TextContent).Where(t => t.Contains("公益性", StringComparison.Ordinal)).Select(t => t.Contains("提灌站", StringComparison.Ordinal) ? "提灌站" : t));
        }
        Assert.Equal("提灌站", await ProblemsAsync());
        Assert.Contains("提灌站 没有管护主体，已列入问题清单", await gap.TextAsync(monitor), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await gap.ChangeAsync(clerk, Asset("提灌站", "管护公司", ""))).StatusCode);
        Assert.Equal("0", Books.Figures(await monitor.PageAsync("/ledgers/asset-register/rollup"))[("合计", "问题清单")].TextContent);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S1-74")]
    public async Task The_assets_at_the_end_of_2021_stay_as_they_were_while_the_register_goes_on(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (clerk, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        const string year = "?period=20210101";
        Dictionary<string, string> Register(string cost) => new() { ["Place"] = $"{Site.VillageA1}", ["asset"] = "冷库", ["kind"] = "经营性", ["cost"] = cost, ["title_state"] = "未确权", ["formed_on"] = "2019-05-01" };
        Dictionary<string, string> Base(string cost, string name = "冷库") => new() { ["Place"] = $"{Site.VillageA1}", ["asset"] = name, ["kind"] = "经营性", ["formed_on"] = "2019-05-01", ["cost"] = cost, ["state"] = "正常使用" };
        var asset = await RowWalk.EnterAsync(site, clerk, "asset-register", Register("500"));
        var counted = await RowWalk.EnterAsync(site, clerk, "asset-baselines", Base("500"), year);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync("/ledgers/asset-baselines" + year + "&handler=Freeze", new() { ["frozen"] = "true", ["why"] = "底数确定" })).StatusCode);
        Assert.Contains("已经冻结", (await Visitor.ReadAsync(await counted.ChangeAsync(clerk, Base("900")))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已经冻结", (await Visitor.ReadAsync(await clerk.PostAsync("/ledgers/asset-baselines/edit" + year, Base("1", "厂房").ToDictionary(f => f.Key == "Place" ? f.Key : "f." + f.Key, f => f.Value)))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await asset.ChangeAsync(clerk, Register("900"))).StatusCode);
        var figures = Books.Figures(await monitor.PageAsync("/ledgers/asset-baselines/rollup" + year));
        Assert.Equal(("1", "500.00", "900", "1"), (figures[("合计", "底数")].TextContent, figures[("合计", "清查原值")].TextContent, figures[("合计", "现在原值")].TextContent, figures[("合计", "仍在册")].TextContent));
        Assert.Equal("900.00", Books.Figures(await monitor.PageAsync("/ledgers/asset-register/rollup"))[("合计", "资产原值")].TextContent);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S4-79")]
    public async Task Villages_that_all_grow_the_same_are_told_on_their_rows_and_counted_by_village_township_and_county(string database)
    {
        await using var site = await Site.StartAsync(database);
        await using (var db = site.Open())
        {
            db.Act = new("test", "lines");
            foreach (var (key, value) in new[] { ("产业同质化村数", "2"), ("主导产业重复度线", "40") })
                db.Add(new Parameter { Key = key, Division = Site.County, Value = value, ValidFrom = new(2020, 1, 1), Basis = "试验" });
            await db.SaveChangesAsync();
        }
        var (clerk, other, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("clerk-b"), await site.SignInAsync("monitor"));
        Dictionary<string, string> Village(long code, string industry) => new() { ["Place"] = $"{code}", ["lead_industry"] = industry, ["has_stable"] = "是", ["led_households"] = "3", ["industry_change"] = "持平" };
        var first = await RowWalk.EnterAsync(site, clerk, "village-industries", Village(Site.VillageA1, "茶叶"));
        Assert.DoesNotContain("产业同质化", await first.TextAsync(clerk), StringComparison.Ordinal);
        var second = await RowWalk.EnterAsync(site, clerk, "village-industries", Village(Site.VillageA2, "茶叶"));
        var apart = await RowWalk.EnterAsync(site, other, "village-industries", Village(Site.VillageB1, "茶叶"));
        await RowWalk.EnterAsync(site, other, "village-industries", Village(Site.VillageB2, "水果"));
        // each of the two villages is told, the one in the other township is not
        foreach (var (row, by) in new[] { (first, clerk), (second, clerk), (first, monitor), (second, monitor) })
            Assert.Contains("本乡镇已有 2 个村以茶叶为主导产业，注意产业同质化", await row.TextAsync(by), StringComparison.Ordinal);
        Assert.DoesNotContain("产业同质化", await apart.TextAsync(monitor), StringComparison.Ordinal);
        var town = await clerk.PageAsync("/ledgers/village-industries/rollup");
        Assert.Equal(("1", "1", "2", "50"), (Books.Figures(town)[("大坪村", "村")].TextContent, Books.Figures(town)[("柳树村", "村")].TextContent, Books.Figures(town)[("合计", "村")].TextContent, Books.Figures(town)[("合计", "主导产业重复度")].TextContent.TrimEnd('%', '0').TrimEnd('.') + "0"));
        Assert.Contains("乡镇主导产业重复度", town.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var county = Books.Figures(await monitor.PageAsync("/ledgers/village-industries/rollup"));
        Assert.Equal(("1", "2"), (county[("白石镇", "主导产业种数")].TextContent, county[("云岭乡", "主导产业种数")].TextContent));
        Assert.StartsWith("50", county[("白石镇", "主导产业重复度")].TextContent, StringComparison.Ordinal);
        Assert.StartsWith("0", county[("云岭乡", "主导产业重复度")].TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S3-57")]
    public async Task A_file_of_the_labour_platform_is_taken_in_and_who_differs_from_the_ledger_is_listed(string database)
    {
        await using var site = await Site.StartAsync(database);
        await using (var db = site.Open())
        {
            db.Act = new("test", "people");
            foreach (var name in new[] { "赵一", "钱二", "孙三" })
            {
                var home = new Household { HouseholdNo = "H" + name, Division = Site.VillageA1, County = 990101, HeadName = name, HouseholdType = "普通农户", RiskState = "普通户", MemberCount = 1 };
                db.AddRange(home, new Person { HouseholdId = home.Id, Division = Site.VillageA1, County = 990101, PersonNo = "P" + name, Name = name, Relation = "户主" });
            }
            await db.SaveChangesAsync();
        }
        foreach (var (name, state) in new[] { ("赵一", "在岗"), ("钱二", "待业") })
            Assert.Empty(await LedgerRows.EnterAsync(site, "labour-months", Site.VillageA1, new() { ["人"] = name, ["人群"] = "脱贫人口", ["劳动能力"] = "普通劳动力", ["就业状态"] = state, ["就业地"] = state == "在岗" ? "省外" : "", ["核实方式"] = "入户" }));
        var clerk = await site.SignInAsync("clerk");
        const string csv = "*区划,*人,*平台就业状态,平台就业地,*平台名称,*数据日期\n大坪村,赵一,在岗,省外,省平台,2026-11-01\n大坪村,钱二,在岗,省外,省平台,2026-11-01\n大坪村,孙三,灵活就业,县内,省平台,2026-11-01\n";
        var sent = await clerk.PostAsync("/ledgers/labour-platform/import", [], ("upload", "平台.csv", Encoding.UTF8.GetBytes(csv)));
        Assert.True(sent.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(sent)).QuerySelector("main")?.TextContent);
        var figures = Books.Figures(await clerk.PageAsync("/ledgers/labour-platform/rollup"));
        Assert.Equal(("3", "1", "1", "1"), (figures[("合计", "平台记录")].TextContent, figures[("合计", "一致")].TextContent, figures[("合计", "状态不一致")].TextContent, figures[("合计", "台账没有")].TextContent));
        Assert.Contains("钱二", (await clerk.PageAsync(figures[("合计", "状态不一致")].GetAttribute("href")!)).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("孙三", (await clerk.PageAsync(figures[("合计", "台账没有")].GetAttribute("href")!)).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }
}
