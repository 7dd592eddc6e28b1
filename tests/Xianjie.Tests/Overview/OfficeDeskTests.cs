using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Grants;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Protection;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Overview;

/// <summary>Administrators of system, security and audit begin with what waits for them, each number with its list, and nothing of households.</summary>
public sealed class OfficeDeskTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_figure_of_an_administrator_opens_a_list_of_as_many_rows(string database)
    {
        await using var site = await Site.StartAsync(database);
        await PlantAsync(site);
        await ShownAsync(site, "security-admin", new() { ["待办"] = 2, ["双人复核中"] = 0, ["登录中"] = 1, ["未结束的授权"] = 1 });
        await ShownAsync(site, "audit-admin", new() { ["待办"] = 0, ["双人复核中"] = 0, ["近 7 天的导出"] = 1 });
        await ShownAsync(site, "system-admin", new() { ["待办"] = 0, ["双人复核中"] = 0 });
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Only_who_may_look_for_people_is_offered_the_search(string database)
    {
        await using var site = await Site.StartAsync(database);
        foreach (var (login, may) in ((string, bool)[])[("clerk", true), ("monitor", true), ("security-admin", false), ("audit-admin", false), ("system-admin", false)])
        {
            var visitor = await site.SignInAsync(login);
            Assert.Equal((login, may), (login, (await visitor.PageAsync("/")).QuerySelector("form[role=search]") is not null));
            Assert.Equal((login, may ? HttpStatusCode.OK : HttpStatusCode.Redirect), (login, (await visitor.GetAsync("/search?q=zs")).StatusCode));
        }
    }

    private static async Task ShownAsync(Site site, string login, Dictionary<string, int> expected)
    {
        var visitor = await site.SignInAsync(login);
        var page = await visitor.PageAsync("/");
        var figures = page.QuerySelectorAll("a.figure").Where(f => !f.TextContent.Contains("检查项", StringComparison.Ordinal)).ToList();
        var shown = new Dictionary<string, int>();
        foreach (var figure in figures)
        {
            var count = int.Parse(figure.QuerySelector(".figure-value")!.FirstChild!.TextContent, NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
            shown[figure.QuerySelector(".figure-label")!.TextContent.Trim()] = count;
            var list = await visitor.PageAsync(figure.GetAttribute("href")!);
            Assert.Equal((login, figure.TextContent, count.ToString(CultureInfo.InvariantCulture)), (login, figure.TextContent, list.QuerySelector(".total b")!.TextContent));
        }
        Assert.Equal(expected, shown);
        Assert.Equal(expected["待办"], page.QuerySelectorAll("[aria-label=先到期的待办] tbody tr").Length);
        Assert.Equal(login == "system-admin", page.QuerySelector("a.figure[href='/health']") is not null);
    }

    private static async Task PlantAsync(Site site)
    {
        await using var db = site.Open();
        var clerk = (await db.Set<User>().SingleAsync(u => u.Login == "clerk")).Id;
        var seal = site.Services.GetRequiredService<Seal>();
        db.Act = new("test", "plant");
        foreach (var title in (string[])["复核一", "复核二"])
            db.Add(new WorkItem { Kind = "试", Title = title, Link = "/inbox", Subject = Guid.CreateVersion7(), Division = Site.County, Role = Roles.SecurityAdmin, CreatedBy = "test", CreatedAt = site.Clock.GetUtcNow(), Due = new(2026, 11, 9) });
        foreach (var (to, revoked) in ((DateOnly, bool)[])[(new(2026, 11, 20), false), (new(2026, 10, 20), false), (new(2026, 11, 20), true)])
        {
            var grant = new Grant { UserId = clerk, UserName = "某", Role = Roles.Clerk, Division = Site.TownA, From = new(2026, 10, 1), To = to, Reason = "学习", GivenBy = "某", GivenAt = site.Clock.GetUtcNow() };
            if (revoked)
                grant.Revoke("某", site.Clock.GetUtcNow(), "提前结束");
            db.Add(grant);
        }
        foreach (var (number, days) in ((int, int)[])[(1, 0), (2, 9)])
            db.Add(new ExportRecord { Number = number, Title = "农户名册", FileName = "a.xlsx", Purpose = "核对", Revealed = false, ById = clerk, By = "某", At = site.Clock.GetUtcNow().AddDays(-days), Division = Site.TownA, SaltSealed = seal.Close("盐", Sealed.Form) });
        await db.SaveChangesAsync();
    }
}
