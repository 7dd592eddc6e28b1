using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

/// <summary>Exports of the household list.</summary>
public sealed class ExportTests
{
    private static byte[] Rows => Encoding.UTF8.GetBytes($"户编号,行政村代码,户类型,户属性,户主姓名,联系电话,村民小组\nH1,{Site.VillageA1},边缘易致贫户,未消除,张三,13812345678,=1+1\nH2,{Site.VillageA2},一般农户,普通户,李四,13912345678,二组\n");

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task An_export_holds_what_the_list_shows_masked_and_without_formulas(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await ImportRows.SendAsync(site, clerk, "户.csv", Rows);
        var answer = await clerk.PostAsync($"/households/export?type={Uri.EscapeDataString("边缘易致贫户")}", new() { ["format"] = "csv", ["what"] = "list", ["ExportPurpose"] = "入户走访" });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Contains("H1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("H2", text, StringComparison.Ordinal);
        Assert.Contains("138****5678", text, StringComparison.Ordinal);
        Assert.Contains("'=1+1", text, StringComparison.Ordinal);
        Assert.Contains("白石镇-20261102-第1份.csv", Uri.UnescapeDataString(answer.Content.Headers.ContentDisposition!.FileNameStar!), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Whole_numbers_are_exported_only_for_a_purpose_which_is_recorded(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await ImportRows.SendAsync(site, clerk, "户.csv", Rows);
        var revealed = await (await clerk.PostAsync("/households/export", new() { ["format"] = "csv", ["what"] = "full", ["ExportPurpose"] = "入户走访", ["full"] = "true" })).Content.ReadAsStringAsync();
        Assert.Contains("13812345678", revealed, StringComparison.Ordinal);
        await using (var db = site.Open())
            Assert.Equal("入户走访", (await db.Set<Change>().SingleAsync(c => c.What == "导出名册（未遮盖）")).Why);
        var inspector = await site.SignInAsync("inspector");
        var masked = await (await inspector.PostAsync("/households/export", new() { ["format"] = "csv", ["what"] = "full", ["ExportPurpose"] = "其他", ["ExportWords"] = "想看看", ["full"] = "true" })).Content.ReadAsStringAsync();
        Assert.DoesNotContain("13812345678", masked, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Beyond_a_bound_a_job_makes_the_file_for_the_download_centre(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households([.. Enumerable.Range(1, 5001).Select(i => ($"H{i:D5}", Site.VillageA1))]));
        var answer = await clerk.PostAsync("/households/export", new() { ["format"] = "csv", ["what"] = "full", ["ExportPurpose"] = "入户走访" });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await site.RunJobsAsync();
        var page = await clerk.PageAsync("/downloads");
        var link = page.QuerySelector("a[href*='/downloads/']")!;
        var file = await (await clerk.GetAsync(link.GetAttribute("href")!)).Content.ReadAsStringAsync();
        Assert.Equal(5002, file.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var other = await site.SignInAsync("clerk-b");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(link.GetAttribute("href")!)).StatusCode);
    }
}
