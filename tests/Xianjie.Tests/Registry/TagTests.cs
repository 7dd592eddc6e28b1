using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Registry.Households;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

/// <summary>标签: dated marks by which households are found again.</summary>
public sealed class TagTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static async Task<Guid> SettleAsync(Site site, Visitor clerk)
    {
        await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households(("H1", Site.VillageA1), ("H2", Site.VillageA1)));
        await using var db = site.Open();
        return (await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "H1")).Id;
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_tag_is_added_found_in_the_list_ended_and_kept_in_the_history(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var id = await SettleAsync(site, clerk);
        var added = await clerk.PostAsync($"/households/{id}/tags/new", new() { ["Kind"] = "标签", ["Value"] = "独居老人", ["Day"] = "2026-10-01", ["Source"] = "入户走访", ["Why"] = "入户核实" });
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        var list = await clerk.PageAsync("/households?tag=" + Uri.EscapeDataString("独居老人"));
        Assert.Equal("H1", Assert.Single(list.QuerySelectorAll("#households tbody tr")).Children[2].TextContent);
        var tab = await clerk.PageAsync($"/households/{id}?tab=tags");
        Assert.Contains("入户走访", tab.Body!.TextContent, StringComparison.Ordinal);
        var end = tab.QuerySelectorAll("td.act a").Single(a => a.TextContent == "结束").GetAttribute("href")!;
        var early = await clerk.PostAsync(end, new() { ["Day"] = "2026-09-30", ["Why"] = "已随子女居住" });
        Assert.Contains("不能早于开始日期 2026-10-01", (await Visitor.ReadAsync(early)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(end, new() { ["Day"] = "2026-10-31", ["Why"] = "已随子女居住" })).StatusCode);
        Assert.Empty((await clerk.PageAsync("/households?tag=" + Uri.EscapeDataString("独居老人"))).QuerySelectorAll("#households tbody tr"));
        Assert.Contains("2026-10-31", (await clerk.PageAsync($"/households/{id}?tab=tags")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("结束标签", (await clerk.PageAsync($"/households/{id}?tab=trail")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(end)).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_tag_that_is_none_is_there_already_or_belongs_to_others_is_refused(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var id = await SettleAsync(site, clerk);
        var path = $"/households/{id}/tags/new";
        Dictionary<string, string> Form(string kind, string value, string day = "2026-10-01") => new() { ["Kind"] = kind, ["Value"] = value, ["Day"] = day, ["Why"] = "入户核实" };
        async Task<string> RefusedAsync(Dictionary<string, string> form)
        {
            var answer = await clerk.PostAsync(path, form);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            return (await Visitor.ReadAsync(answer)).Body!.TextContent;
        }
        Assert.Contains("风险请从列表里选", await RefusedAsync(Form("风险", "因懒")), StringComparison.Ordinal);
        Assert.Contains("最多 20 个字", await RefusedAsync(Form("标签", new string('长', 21))), StringComparison.Ordinal);
        Assert.Contains("不能晚于今天", await RefusedAsync(Form("标签", "重病户", "2027-01-01")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(path, Form("风险", "因病"))).StatusCode);
        Assert.Contains("已有标签", await RefusedAsync(Form("风险", "因病")), StringComparison.Ordinal);
        var other = await site.SignInAsync("clerk-b");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(path)).StatusCode);
        await using var db = site.Open();
        Assert.Equal("因病", (await db.Set<HouseholdTag>().SingleAsync()).Value);
    }
}
