using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;
using static Xianjie.Tests.Registry.HouseholdForms;

namespace Xianjie.Tests.Registry;

/// <summary>Households typed in, changed and brought into another structure.</summary>
public sealed class HouseholdFormTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_wrong_form_comes_back_with_everything_typed_and_leaves_nothing(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var fields = NewHousehold();
        fields["f.citizen_id"] = "110105194912310021";
        fields["f.household_type"] = "某户";
        var answer = await clerk.PostAsync("/households/new", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visitor.ReadAsync(answer);
        Assert.Equal("QH-0001", page.QuerySelector("#f_household_no")!.GetAttribute("value"));
        Assert.Contains("“户类型”：“某户”不在可选值内", Words(page), StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.False(await db.Set<Household>().AnyAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_edit_is_recorded_field_by_field_and_a_stale_one_shows_both_versions(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (first, second) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        var id = await CreateAsync(first);
        var (mine, theirs) = (await FormAsync(first, $"/households/{id}/edit"), await FormAsync(second, $"/households/{id}/edit"));
        (mine["f.group_name"], mine["Why"], mine["Ignore"]) = ("一组", "入户核实", "已核实");
        Assert.Equal(HttpStatusCode.SeeOther, (await first.PostAsync($"/households/{id}/edit", mine)).StatusCode);
        (theirs["f.group_name"], theirs["Why"], theirs["Ignore"]) = ("二组", "更正错误", "已核实");
        var answer = await second.PostAsync($"/households/{id}/edit", theirs);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await Visitor.ReadAsync(answer);
        Assert.Contains(page.QuerySelectorAll(".notice tr"), r => r.TextContent.Contains("二组", StringComparison.Ordinal) && r.TextContent.Contains("一组", StringComparison.Ordinal));
        theirs["Version"] = page.QuerySelector("input[name=Version]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await second.PostAsync($"/households/{id}/edit", theirs)).StatusCode);
        var trail = Words(await first.PageAsync($"/households/{id}?tab=trail"));
        Assert.Matches(@"村民小组：\s*一组\s*→\s*二组", trail);
        Assert.Contains("入户核实", trail, StringComparison.Ordinal);
        await using var db = site.Open();
        var household = await db.Set<Household>().SingleAsync();
        Assert.Equal(("二组", "因病", "脱贫不稳定户"), (household.GroupName, household.Risks, household.HouseholdType));
        Assert.NotNull(household.PhoneSealed);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_doubt_needs_a_word_and_an_error_is_refused(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var id = await CreateAsync(clerk);
        var child = new Dictionary<string, string>
        {
            ["f.reason"] = "新生儿", ["Day"] = "2026-10-01", ["Why"] = "户主申报", ["f.name"] = "张小", ["f.relation"] = "之子", ["f.birth_date"] = "2009-05-01", ["f.school_state"] = "小学",
            ["f.ethnicity"] = "汉族", ["f.health"] = "健康", ["f.labour"] = "无劳动力", ["Version"] = "1",
        };
        var path = $"/households/{id}/members/new";
        var answer = await clerk.PostAsync(path, child);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("张小 17 岁，在校生状况是“小学”", Words(await Visitor.ReadAsync(answer)), StringComparison.Ordinal);
        child["Ignore"] = "随班就读";
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(path, child)).StatusCode);
        var trail = Words(await clerk.PageAsync($"/households/{id}?tab=trail"));
        Assert.Contains("随班就读", trail, StringComparison.Ordinal);
        Assert.Contains("撤销“新增成员”", trail, StringComparison.Ordinal);
        var undo = await FormAsync(clerk, $"/households/{id}/undo");
        undo["Why"] = "填错";
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/households/{id}/undo", undo)).StatusCode);
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<Person>().CountAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Income_is_added_up_and_a_wrong_total_is_refused_with_the_right_one(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var id = await CreateAsync(clerk);
        var path = $"/households/{id}/incomes/2025";
        var fields = new Dictionary<string, string> { ["f.wage"] = "12000", ["f.wage_labour"] = "10000", ["f.business_cost"] = "500", ["Why"] = "年度收入采集", ["Ignore"] = "已核实", ["Version"] = "0" };
        var answer = await clerk.PostAsync(path, fields);
        Assert.Contains("应等于各分项之和 10000.00 元", Words(await Visitor.ReadAsync(answer)), StringComparison.Ordinal);
        fields["f.wage"] = "";
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(path, fields)).StatusCode);
        await using var db = site.Open();
        var income = await db.Set<IncomeYear>().SingleAsync();
        Assert.Equal((1_000_000, 1_000_000, 950_000, 950_000), (income.Wage, income.Gross, income.Net, income.PerCapita));
        Assert.Contains("其中：务工收入", Words(await clerk.PageAsync($"/households/{id}?tab=income")), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Conditions_measures_and_files_are_kept_with_the_household(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var id = await CreateAsync(clerk);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/households/{id}/living", new() { ["f.house_grade"] = "D级", ["f.house_area_m2"] = "86.5", ["Why"] = "入户核实", ["Ignore"] = "已核实", ["Version"] = "0" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/households/{id}/measures/new", new() { ["f.measure_group"] = "健康帮扶", ["f.measure"] = "医疗救助", ["f.amount"] = "1200.50", ["Why"] = "入户核实", ["Ignore"] = "已核实", ["Version"] = "0" })).StatusCode);
        Assert.Single((await clerk.PageAsync("/households?mark=house")).QuerySelectorAll("#households tbody tr"));
        Assert.Contains("1,200.5", Words(await clerk.PageAsync($"/households/{id}?tab=measures")), StringComparison.Ordinal);
        var refused = await clerk.PostAsync($"/households/{id}/files/new", [], ("Upload", "run.exe", [1, 2, 3]));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/households/{id}/files/new", [], ("Upload", "证明.pdf", [37, 80, 68, 70]))).StatusCode);
        var link = (await clerk.PageAsync($"/households/{id}?tab=files")).QuerySelector("tbody a")!.GetAttribute("href")!;
        Assert.Equal([37, 80, 68, 70], await (await clerk.GetAsync(link)).Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-b")).GetAsync(link)).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Structural_changes_go_through_their_pages(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var id = await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "QH-1", "赵一", "赵二", "赵三");
        Guid two, three, head;
        await using (var db = site.Open())
        {
            (two, three) = (await db.Set<Person>().Where(p => p.Name == "赵二").Select(p => p.Id).SingleAsync(), await db.Set<Person>().Where(p => p.Name == "赵三").Select(p => p.Id).SingleAsync());
            head = await db.Set<Person>().Where(p => p.Name == "赵一").Select(p => p.Id).SingleAsync();
        }
        async Task PostAsync(string path, Dictionary<string, string> more, string? confirmed = null)
        {
            var fields = await FormAsync(clerk, path);
            foreach (var (key, value) in more)
                fields[key] = value;
            (fields["Why"], fields["Ignore"]) = ("户主申报", "已核实");
            var answer = await clerk.PostAsync(path, fields);
            Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, path + (await Visitor.ReadAsync(answer)).QuerySelector("#form-errors")?.TextContent);
            if (confirmed is not null)
                await site.ConfirmedAsync(answer, confirmed);
        }
        await PostAsync($"/households/{id}/split", new() { ["f.members"] = two.ToString(), ["f.head"] = two.ToString(), ["f.number"] = "QH-2" });
        await PostAsync($"/households/{id}/members/{three}/move", new() { ["f.target"] = "QH-2", ["relation." + three] = "之兄弟姐妹" });
        Guid other;
        await using (var db = site.Open())
            other = await db.Set<Household>().Where(h => h.HouseholdNo == "QH-2").Select(h => h.Id).SingleAsync();
        await PostAsync($"/households/{other}/head", new() { ["f.head"] = three.ToString(), ["relation." + two] = "之兄弟姐妹" });
        await PostAsync($"/households/{id}/merge", new() { ["f.target"] = "QH-2", ["relation." + head] = "之父" }, "clerk-2");
        Assert.Contains("已并户", Words(await clerk.PageAsync($"/households/{id}")), StringComparison.Ordinal);
        await PostAsync($"/households/{other}/members/{head}/remove", new() { ["f.reason"] = "死亡" });
        await PostAsync($"/households/{other}/dissolve", new() { ["f.reason"] = "户籍迁出" }, "monitor");
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"/households/{other}/edit")).StatusCode);
        Assert.Equal(2, (await clerk.PageAsync("/households?archived=1")).QuerySelectorAll("#households tbody tr").Length);
        Assert.Equal("0", (await clerk.PageAsync("/households")).QuerySelector(".total b")!.TextContent);
    }
}
