using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

public sealed class SignInTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task Nobody_sees_a_page_without_signing_in(string database)
    {
        await using var site = await Site.StartAsync(database);
        var answer = await site.Visit().GetAsync("/inbox");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/login", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Five_wrong_passwords_lock_the_account_even_for_the_right_one_until_time_has_passed(string database)
    {
        await using var site = await Site.StartAsync(database);
        for (var i = 0; i < 5; i++)
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await site.Visit().PostAsync("/login", new() { ["Login"] = "clerk", ["Password"] = "wrong" })).StatusCode);
        var locked = await site.Visit().PostAsync("/login", new() { ["Login"] = "clerk", ["Password"] = Site.Password });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, locked.StatusCode);
        Assert.Contains("分钟后再试", await locked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromMinutes(2));
        await site.SignInAsync("clerk");
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_unknown_login_is_told_the_same_as_a_wrong_password_and_keeps_what_was_typed(string database)
    {
        await using var site = await Site.StartAsync(database);
        var unknown = await Visitor.ReadAsync(await site.Visit().PostAsync("/login", new() { ["Login"] = "ghost", ["Password"] = "x" }));
        var wrong = await Visitor.ReadAsync(await site.Visit().PostAsync("/login", new() { ["Login"] = "leader", ["Password"] = "x" }));
        Assert.Equal(unknown.QuerySelector(".notice-error")!.TextContent, wrong.QuerySelector(".notice-error")!.TextContent);
        Assert.Equal("leader", wrong.QuerySelector("input[name=Login]")!.GetAttribute("value"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_session_ends_when_its_account_is_disabled(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync("/inbox")).StatusCode);
        await using (var db = site.Open())
        {
            var user = await db.Set<User>().SingleAsync(u => u.Login == "clerk");
            user.Disabled = true;
            db.Act = new Act("test", "disable");
            await db.SaveChangesAsync();
        }
        Assert.Equal(HttpStatusCode.Redirect, (await clerk.GetAsync("/inbox")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_area_outside_the_own_one_is_never_taken(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var foreign = await clerk.PageAsync($"/inbox?area={Site.TownB}");
        Assert.Contains("白石镇", foreign.QuerySelector(".drop-area summary")!.TextContent, StringComparison.Ordinal);
        var narrowed = await clerk.PageAsync($"/inbox?area={Site.VillageA2}");
        Assert.Contains("柳树村", narrowed.QuerySelector(".drop-area summary")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("柳树村", (await clerk.PageAsync("/inbox")).QuerySelector(".drop-area summary")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_chose_a_narrower_area_is_led_back_from_a_page_that_lies_beyond_it(string database)
    {
        await using var site = await Site.StartAsync(database);
        var inside = await HouseholdBookTests.PlantAsync(site, Site.VillageA1, "QH-001", "周甲");
        var foreign = await HouseholdBookTests.PlantAsync(site, Site.VillageB1, "QH-002", "周乙");
        var clerk = await site.SignInAsync("clerk");
        await clerk.GetAsync($"/inbox?area={Site.VillageA2}");
        var (hidden, never) = (await clerk.GetAsync($"/households/{inside}?tab=members"), await clerk.GetAsync($"/households/{foreign}?tab=members"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (hidden.StatusCode, never.StatusCode));
        var (page, other) = (await Visitor.ReadAsync(hidden), await Visitor.ReadAsync(never));
        Assert.Contains("您现在只看“柳树村”", page.Body!.TextContent, StringComparison.Ordinal);
        // What lies inside the own area and what lies beyond it read the same
        Assert.Equal(page.Body.TextContent, other.Body!.TextContent);
        var back = page.QuerySelectorAll("a").Single(a => a.TextContent.StartsWith("改看", StringComparison.Ordinal)).GetAttribute("href")!;
        Assert.Contains("tab=members", back, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(back)).StatusCode);
        Assert.Contains("白石镇", (await clerk.PageAsync("/inbox")).QuerySelector(".drop-area summary")!.TextContent, StringComparison.Ordinal);
        var still = await clerk.GetAsync($"/households/{foreign}");
        Assert.Equal(HttpStatusCode.NotFound, still.StatusCode);
        Assert.DoesNotContain("改看", (await Visitor.ReadAsync(still)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_security_administrator_makes_accounts_only_inside_the_own_area(string database)
    {
        await using var site = await Site.StartAsync(database);
        var admin = await site.SignInAsync("security-admin");
        var form = new Dictionary<string, string>
        {
            ["Input.Login"] = "newclerk", ["Input.Name"] = "新录入员", ["Input.Role"] = "clerk", ["Input.Division"] = "110101001000", ["Input.Password"] = Site.Password,
        };
        var refused = await admin.PostAsync("/users/edit", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        form["Input.Division"] = "990101102";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostAsync("/users/edit", form)).StatusCode);
        form["Input.Why"] = "新到岗";
        await site.ConfirmedAsync(await admin.PostAsync("/users/edit", form), "security-admin-2");
        await site.SignInAsync("newclerk");
        Assert.Contains("newclerk", (await admin.PageAsync("/users")).Body!.TextContent, StringComparison.Ordinal);
    }
}
