using System.Net;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

/// <summary>Two people save the same household.</summary>
public sealed class CollisionTests
{
    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Of_two_who_save_at_once_one_saves_and_the_other_sees_both_versions_and_goes_on(string database)
    {
        await using var site = await Site.StartAsync(database);
        var id = await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "QH-1", "赵一", "赵二");
        var path = $"/households/{id}/edit";
        var visitors = new[] { await site.SignInAsync("clerk"), await site.SignInAsync("monitor") };
        var groups = new[] { "东头组", "西头组" };
        var forms = new List<Dictionary<string, string>>();
        foreach (var (visitor, group) in visitors.Zip(groups))
        {
            var form = await HouseholdForms.FormAsync(visitor, path);
            (form["f.group_name"], form["Why"], form["Ignore"]) = (group, "入户核实" + group, "已核实");
            forms.Add(form);
        }
        var answers = await Task.WhenAll(visitors.Zip(forms).Select(v => Task.Run(() => v.First.PostAsync(path, v.Second))));
        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], answers.Select(a => a.StatusCode).Order());
        var loser = Array.FindIndex(answers, a => a.StatusCode == HttpStatusCode.Conflict);
        var page = await Visitor.ReadAsync(answers[loser]);
        var words = page.QuerySelector("[role=alert]")!.TextContent;
        Assert.Contains("别人已经保存过", words, StringComparison.Ordinal);
        Assert.Contains("修改户信息：入户核实" + groups[1 - loser], words, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("[role=alert] tr"), r => r.TextContent.Contains(groups[0], StringComparison.Ordinal) && r.TextContent.Contains(groups[1], StringComparison.Ordinal));
        Assert.Equal(groups[loser], page.QuerySelector("[name='f.group_name']")!.GetAttribute("value"));
        forms[loser]["Version"] = page.QuerySelector("input[name=Version]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await visitors[loser].PostAsync(path, forms[loser])).StatusCode);
        Assert.Contains(groups[loser], (await visitors[0].PageAsync($"/households/{id}")).Body!.TextContent, StringComparison.Ordinal);
    }
}
