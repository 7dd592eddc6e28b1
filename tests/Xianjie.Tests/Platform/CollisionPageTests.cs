using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

/// <summary>The page that answers 409 where a record was changed between the reading of a form and its saving.</summary>
public sealed class CollisionPageTests
{
    /// <summary>Changes the household behind the back of the request that saves it.</summary>
    private sealed class Rival(XianjieDb db) : ISaveCheck
    {
        public async Task<IReadOnlyList<SaveFinding>> CheckAsync(Family family, CancellationToken ct)
        {
            if (family.Household.GroupName == "西头组")
                await db.Set<Household>().Where(h => h.Id == family.Household.Id).ExecuteUpdateAsync(s => s.SetProperty(h => h.Version, h => h.Version + 1), ct);
            return [];
        }
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Who_comes_second_reads_what_the_other_did_and_what_was_typed_and_can_go_on(string database)
    {
        await using var site = await Site.StartAsync(database, services => services.AddScoped<ISaveCheck, Rival>());
        var id = await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "QH-1", "赵一", "赵二");
        var path = $"/households/{id}/edit";
        async Task<HttpResponseMessage> SaveAsync(Visitor visitor, string group)
        {
            var form = await HouseholdForms.FormAsync(visitor, path);
            (form["f.group_name"], form["Why"], form["Ignore"]) = (group, "入户核实" + group, "已核实");
            return await visitor.PostAsync(path, form);
        }

        var (first, second) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        Assert.Equal(HttpStatusCode.SeeOther, (await SaveAsync(first, "东头组")).StatusCode);
        var answer = await SaveAsync(second, "西头组");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        var page = await Visitor.ReadAsync(answer);
        Assert.Contains("内容已被他人修改", page.Body!.TextContent, StringComparison.Ordinal);
        var lists = page.QuerySelectorAll("ul").Select(l => l.TextContent).ToList();
        Assert.Contains(lists, l => l.Contains("乡镇录入员（clerk） 修改户信息：入户核实东头组", StringComparison.Ordinal));
        Assert.Contains(lists, l => l.Contains("西头组", StringComparison.Ordinal) && l.Contains("入户核实西头组", StringComparison.Ordinal));
        var back = page.QuerySelectorAll("a.btn-primary").Single(a => a.TextContent.Contains("接着填", StringComparison.Ordinal)).GetAttribute("href");
        Assert.Equal(path, back);
        // Nothing of it was saved
        Assert.Equal("东头组", (await second.PageAsync(back!)).QuerySelector("[name='f.group_name']")!.GetAttribute("value"));
    }
}
