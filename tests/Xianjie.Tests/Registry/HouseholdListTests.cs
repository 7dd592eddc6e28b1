using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Setup;
using static Xianjie.Tests.Registry.HouseholdForms;

namespace Xianjie.Tests.Registry;

/// <summary>Who sees which households and values, and how lists go on.</summary>
public sealed class HouseholdListTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_new_household_is_listed_counted_found_and_shown_with_its_sealed_values_masked(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var id = await CreateAsync(clerk);
        var list = await clerk.PageAsync("/households?type=" + Uri.EscapeDataString("脱贫不稳定户") + "&risk=" + Uri.EscapeDataString("因病") + "&mark=relocated");
        Assert.Contains("张三", Words(list), StringComparison.Ordinal);
        Assert.Equal(["1", "1"], list.QuerySelectorAll(".total b").Select(b => b.TextContent));
        Assert.Empty((await clerk.PageAsync("/households?mark=water")).QuerySelectorAll("tbody tr"));
        foreach (var text in new[] { "张三", "zhangsan", "zs", "QH-0001", "002x", "13800001234", IdOfZhang })
        {
            var answer = await clerk.GetAsync("/search?q=" + Uri.EscapeDataString(text));
            Assert.True(answer.Headers.Location?.ToString() == $"/households/{id}" || Words(await Visitor.ReadAsync(answer)).Contains("张三", StringComparison.Ordinal), text);
        }
        foreach (var tab in new[] { "basic", "members", "income", "living", "measures", "tags", "files", "trail" })
        {
            var page = await clerk.PageAsync($"/households/{id}?tab={tab}");
            Assert.DoesNotContain(IdOfZhang, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
            Assert.DoesNotContain("13800001234", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        }
        Assert.Contains("110***********002X", Words(await clerk.PageAsync($"/households/{id}?tab=members")), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_masked_value_is_shown_for_a_purpose_and_the_look_is_recorded(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var id = await CreateAsync(clerk);
        var path = $"/households/{id}/reveal/household/{id}/phone";
        Assert.DoesNotContain("13800001234", Words(await clerk.PageAsync(path)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync(path, [])).StatusCode);
        var answer = await clerk.PostAsync(path, new() { ["Purpose"] = "入户核实" });
        Assert.Contains("13800001234", Words(await Visitor.ReadAsync(answer)), StringComparison.Ordinal);
        await using var db = site.Open();
        var look = await db.Set<Change>().SingleAsync(c => c.What == "查看原文");
        Assert.Equal((id, "入户核实", "联系电话"), (look.ObjectId, look.Why, look.Evidence));
        var collector = await site.SignInAsync("collector");
        Assert.NotEqual(HttpStatusCode.OK, (await collector.GetAsync(path)).StatusCode);
        Assert.Empty((await collector.PageAsync($"/households/{id}")).QuerySelectorAll(".reveal"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_clerk_sees_counts_and_infers_nothing_of_another_township(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (own, foreign) = (await site.SignInAsync("clerk"), await site.SignInAsync("clerk-b"));
        var id = await CreateAsync(own);
        Guid person;
        await using (var db = site.Open())
            person = await db.Set<Person>().Select(p => p.Id).SingleAsync();
        foreach (var path in new[]
        {
            "", "?tab=members", "?tab=trail", "?tab=files", "/edit", "/living", "/incomes/2025", "/measures/new", "/files/new", "/head", "/split", "/merge", "/dissolve", "/undo", "/members/new",
            $"/members/{person}", $"/members/{person}/edit", $"/members/{person}/remove", $"/members/{person}/move", $"/reveal/household/{id}/phone", $"/reveal/member/{person}/citizen_id",
        })
            Assert.True((await foreign.GetAsync($"/households/{id}{path}")).StatusCode == HttpStatusCode.NotFound, path);
        foreach (var query in new[] { "", "?name=zs", "?no=QH", "?type=" + Uri.EscapeDataString("脱贫不稳定户"), "?archived=1" })
        {
            var list = await foreign.PageAsync("/households" + query);
            Assert.DoesNotContain("张三", Words(list), StringComparison.Ordinal);
            Assert.Equal("0", list.QuerySelector(".total b")!.TextContent);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await foreign.GetAsync($"/households?division={Site.VillageA1}")).StatusCode);
        foreach (var text in new[] { "张三", "zs", "QH-0001", "002X", IdOfZhang, "13800001234" })
            Assert.DoesNotContain(id.ToString(), (await foreign.PageAsync("/search?q=" + Uri.EscapeDataString(text))).DocumentElement.OuterHtml, StringComparison.Ordinal);
        var other = await CreateAsync(foreign, NewHousehold("QH-0002", Site.VillageB1).Where(f => f.Key != "f.citizen_id").ToDictionary());
        var merge = await foreign.PostAsync($"/households/{other}/merge", new() { ["f.target"] = "QH-0001", ["Day"] = "2026-10-01", ["Why"] = "重复建档", ["Version"] = "1" });
        Assert.Contains("没有户编号为 QH-0001 的户", Words(await Visitor.ReadAsync(merge)), StringComparison.Ordinal);
        var into = NewHousehold("QH-0003");
        into.Remove("f.citizen_id");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await foreign.PostAsync("/households/new", into)).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Pages_of_a_list_follow_each_other_across_villages_without_gap_or_repeat(string database)
    {
        await using var site = await Site.StartAsync(database);
        for (var i = 0; i < 23; i++)
            await HouseholdBookTests.PlantAsync(site, i % 3 == 0 ? Site.VillageA1 : i % 3 == 1 ? Site.VillageA2 : Site.VillageB1, $"QH-{i:D2}", "钱" + i, "孙");
        var monitor = await site.SignInAsync("monitor");
        foreach (var sort in new[] { "", "&dir=desc", "&sort=members", "&sort=updated&dir=desc" })
        {
            var seen = new List<string>();
            for (var number = 1; number <= 3; number++)
                seen.AddRange((await monitor.PageAsync($"/households?size=10&p={number}{sort}")).QuerySelectorAll("#households tbody tr th a").Select(a => a.GetAttribute("href")!));
            Assert.Equal((23, 23), (seen.Count, seen.Distinct().Count()));
        }
        var page = await monitor.PageAsync("/households?name=qian");
        Assert.Equal(["23", "46"], page.QuerySelectorAll(".total b").Select(b => b.TextContent));
        Assert.Equal("23", (await monitor.PageAsync("/")).QuerySelectorAll(".figure").First(f => f.TextContent.Contains("在册农户", StringComparison.Ordinal)).QuerySelector(".figure-value")!.FirstChild!.TextContent.Trim());
    }
}
