using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.Import;
using Xianjie.Tests.Setup;
using Microsoft.Extensions.DependencyInjection;

namespace Xianjie.Tests.Registry;

/// <summary>Files as the national system exports them, with what was found at identification and at removal.</summary>
public sealed class NationalExportTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private const string Header = "户编号,行政村代码,户类型,监测对象类别,识别监测时间,消除监测时间,风险是否已消除,风险消除方式,致贫/返贫风险1,姓名,证件号码,与户主关系,年度,工资性收入,资产收益扶贫分红,"
        + "是否住房损毁,是否饮水设施损毁,理赔收入,合规自付支出,风险消除后是否住房损毁,风险消除后是否饮水设施损毁,工资性收入,理赔收入,合规自付支出,开户行,银行账号,产业帮扶\n";

    private static byte[] Rows(params string[] rows) => Encoding.UTF8.GetBytes(Header + string.Concat(rows.Select(r => r + "\n")));

    private static string Removed => $"N1,{Site.VillageA1},一般脱贫户,脱贫不稳定户,202301,202403,是,帮扶消除,因病,张三,{ImportRows.Id(1)},户主,2023,8000,120.5,是,否,,,否,否,12000,300,50,农村信用社,6222021234567890128,发展生产";

    private static string Monitored => $"N2,{Site.VillageA1},普通农户,边缘易致贫户,202405,,否,,因学,李四,{ImportRows.Id(2)},户主,2023,9000,,否,是,,,,,,,,,,";

    [Theory, MemberData(nameof(Databases)), Requirement("S1-20")]
    public async Task A_national_export_keeps_state_and_date_of_removal_and_what_was_found_then(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        var sent = await ImportRows.SendAsync(site, monitor, "导出.csv", Rows(Removed, Monitored));
        Assert.Equal(("combined", 2, 0), (sent.Batch.Shape, sent.Counts.Good, sent.Counts.Bad));
        await using var db = site.Open();
        var first = await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "N1");
        Assert.Equal(("脱贫不稳定户", "已消除风险监测户", 202301, 202403, "帮扶消除"), (first.HouseholdType, first.RiskState, first.IdentifiedMonth, first.EliminatedMonth, first.EliminationKind));
        var second = await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "N2");
        Assert.Equal(("边缘易致贫户", "未消除风险监测户", null), (second.HouseholdType, second.RiskState, second.EliminatedMonth));
        var income = await db.Set<MonitorIncome>().SingleAsync();
        Assert.Equal((first.Id, "消除", 1_200_000, 30_000, 5_000), (income.HouseholdId, income.Phase, income.Wage, income.InsuranceClaim, income.CompliantSelfPay));
        var year = await db.Set<IncomeYear>().SingleAsync(i => i.HouseholdId == first.Id);
        Assert.Equal((800_000, 12_050), (year.Wage, year.PropertyDividend));
        var checks = await db.Set<SafeguardCheck>().Where(c => c.HouseholdId == first.Id).ToDictionaryAsync(c => c.Phase);
        Assert.Equal((true, false, false), (checks["识别"].HousingProblem, checks["识别"].WaterProblem, checks["消除"].HousingProblem));
        Assert.Equal("发展生产", (await db.Set<Measure>().SingleAsync()).Name);
        Assert.Equal("6222021234567890128", site.Services.GetRequiredService<Seal>().Open(first.BankAccountSealed!, Sealed.BankCard));
        var page = (await monitor.PageAsync($"/households/{first.Id}?tab=living")).Body!.TextContent;
        Assert.Contains("消除时", page, StringComparison.Ordinal);
        Assert.DoesNotContain("6222021234567890128", (await monitor.PageAsync($"/households/{first.Id}?tab=basic")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Undoing_the_batch_takes_the_removal_back(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        await ImportRows.SendAsync(site, monitor, "户.csv", Encoding.UTF8.GetBytes($"户编号,行政村代码,户类型,户属性,识别监测时间\nN1,{Site.VillageA1},脱贫不稳定户,未消除,202301\n"));
        var sent = await ImportRows.SendAsync(site, monitor, "导出.csv", Rows(Removed, Monitored));
        Assert.Equal((2, 0), (sent.Counts.Good, sent.Counts.Bad));
        await using (var db = site.Open())
            Assert.Equal(202403, (await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "N1")).EliminatedMonth);
        await ImportRows.UndoAsync(site, monitor, sent.Batch.Id);
        await using var after = site.Open();
        var left = await after.Set<Household>().SingleAsync();
        Assert.Equal(("N1", "未消除风险监测户", null, null), (left.HouseholdNo, left.RiskState, left.EliminatedMonth, left.EliminationKind));
        Assert.Equal((0, 0), (await after.Set<MonitorIncome>().CountAsync(), await after.Set<SafeguardCheck>().CountAsync()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_removal_month_tells_the_state_and_one_that_contradicts_it_is_a_doubt(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        var told = await ImportRows.SendAsync(site, monitor, "甲.csv", Encoding.UTF8.GetBytes($"户编号,行政村代码,户类型,消除监测时间\nN1,{Site.VillageA1},脱贫不稳定户,202403\nN2,{Site.VillageA1},普通农户,\n"));
        Assert.Equal((1, 1), (told.Counts.Good, told.Counts.Bad));
        var doubtful = await ImportRows.SendAsync(site, monitor, "乙.csv", Encoding.UTF8.GetBytes($"户编号,行政村代码,户类型,户属性,消除监测时间\nN3,{Site.VillageA1},脱贫不稳定户,未消除,202403\n"));
        Assert.Equal((1, 1), (doubtful.Counts.Good, doubtful.Counts.Doubts));
        await using var db = site.Open();
        Assert.Equal("已消除风险监测户", (await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "N1")).RiskState);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_table_with_a_row_for_each_household_and_titles_above_titles_is_understood(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        var csv = $"户编号,行政村代码,户类型,户属性,耕地面积,风险识别,,风险消除,\n,,,,,工资性收入,是否住房损毁,工资性收入,是否住房损毁\nN1,{Site.VillageA1},脱贫不稳定户,已消除,3.5,5000,是,9000,否\n";
        var sent = await ImportRows.SendAsync(site, monitor, "户.csv", Encoding.UTF8.GetBytes(csv));
        Assert.Equal(("overall", 1, 0), (sent.Batch.Shape, sent.Counts.Good, sent.Counts.Bad));
        await using var db = site.Open();
        Assert.Equal([("识别", 500_000L), ("消除", 900_000L)], (await db.Set<MonitorIncome>().OrderBy(r => r.Wage).ToListAsync()).Select(r => (r.Phase, r.Wage ?? 0)));
        Assert.Equal([("识别", true), ("消除", false)], (await db.Set<SafeguardCheck>().ToListAsync()).OrderBy(r => r.HousingProblem == false).Select(r => (r.Phase, r.HousingProblem ?? false)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task What_was_found_elsewhere_can_be_typed_in_and_stands_in_the_trail(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        await ImportRows.SendAsync(site, monitor, "导出.csv", Rows(Removed));
        await using var db = site.Open();
        var id = (await db.Set<Household>().SingleAsync()).Id;
        var path = $"/households/{id}/phases/removed";
        var form = await HouseholdForms.FormAsync(monitor, path);
        Assert.Equal("12000.00", form["f.wage"]);
        form["f.net"] = "15000";
        form["f.uninsured_problem"] = "否";
        form["Why"] = "补录历史材料";
        form["Ignore"] = "已核实";
        var answer = await monitor.PostAsync(path, form);
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.SeeOther, await ImportRows.Errors(answer));
        Assert.Equal(1_500_000, (await db.Set<MonitorIncome>().AsNoTracking().SingleAsync()).Net);
        Assert.False((await db.Set<SafeguardCheck>().AsNoTracking().SingleAsync(c => c.Phase == "消除")).UninsuredProblem);
        Assert.Contains("监测收支 消除时", (await monitor.PageAsync($"/households/{id}?tab=trail")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_fact_that_is_exported_comes_in_again_without_a_change(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        await ImportRows.SendAsync(site, monitor, "导出.csv", Rows(Removed, Monitored));
        foreach (var what in (string[])["full", "members", "incomes", "measures", "monitoring", "safeguards"])
        {
            var answer = await monitor.PostAsync("/households/export", new() { ["format"] = "xlsx", ["what"] = what, ["ExportPurpose"] = "日常工作核对", ["full"] = "true" });
            var again = await ImportRows.SendAsync(site, monitor, $"{what}.xlsx", await answer.Content.ReadAsByteArrayAsync());
            Assert.True(again.Counts is { Good: > 0, Bad: 0 } && again.Counts.Good == again.Counts.Unchanged, $"{what}: {again.Counts.Words} {again.Job?.Outcome}");
        }
    }

    [Fact]
    public void The_catalogue_the_records_and_the_forms_hold_the_same_fields()
    {
        var catalogue = Xianjie.Screening.Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue"));
        using var seal = new Seal(new byte[32]);
        var fields = new RegistryFields(catalogue, seal);
        foreach (var fact in RegistryFields.Facts)
        {
            var shown = Xianjie.Registry.Households.Forms.FormSections.Of(fields, fact).ToList();
            Assert.DoesNotContain(shown, s => s.Title == "其他");
            Assert.Equal(fields.Of(fact).Count, shown.Sum(s => s.Fields.Count));
        }
        Assert.All(FileShape.All, shape => Assert.Contains(shape.Main, RegistryFields.Facts));
    }
}
