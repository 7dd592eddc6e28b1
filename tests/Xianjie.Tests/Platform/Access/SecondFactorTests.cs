using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Changes;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>The second factor: OWASP ASVS 2.3.2, 2.6, 2.8, 4.3.1.</summary>
public sealed class SecondFactorTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    /// <summary>ASVS 2.8.3: RFC 6238, appendix B (last six figures).</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) => Assert.Equal(code, TotpCode.At(Encoding.ASCII.GetBytes("12345678901234567890"), seconds / TotpCode.Seconds));

    /// <summary>ASVS 2.8.1, 2.8.4, 2.8.5, 2.2.1: a code is good for half a minute before and after, once, and wrong ones lock.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_code_serves_once_in_its_time_and_wrong_ones_lock_the_account(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (phone, _) = await Phone.BindAsync(site, await site.SignInAsync("leader"));
        var first = phone.Code();
        var visitor = await site.SignInAsync("leader");
        // The password alone opens nothing
        Assert.Equal("/login", (await visitor.GetAsync("/inbox")).Headers.Location!.AbsolutePath);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync("/login/code", new() { ["Code"] = phone.Code(-2) })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await visitor.PostAsync("/login/code", new() { ["Code"] = phone.Code(2) })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync("/login/code", new() { ["Code"] = first })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/inbox")).StatusCode);

        var thief = await site.SignInAsync("leader");
        var replayed = await thief.PostAsync("/login/code", new() { ["Code"] = first });
        Assert.Contains("已经用过", await replayed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // An earlier one of the window, after a later one was taken, neither
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await thief.PostAsync("/login/code", new() { ["Code"] = phone.Code(-1) })).StatusCode);
        for (var i = 0; i < 4; i++)
            await thief.PostAsync("/login/code", new() { ["Code"] = "000000" });
        site.Clock.Move(TimeSpan.FromSeconds(31));
        Assert.Contains("分钟后再试", await (await thief.PostAsync("/login/code", new() { ["Code"] = phone.Code() })).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromMinutes(4));
        Assert.Equal(HttpStatusCode.SeeOther, (await thief.PostAsync("/login/code", new() { ["Code"] = phone.Code() })).StatusCode);
        // The step between password and code is short
        var slow = await site.SignInAsync("leader");
        site.Clock.Move(TimeSpan.FromMinutes(6));
        Assert.Equal("/login", (await slow.GetAsync("/login/code")).Headers.Location?.OriginalString);
    }

    /// <summary>ASVS 2.6.1 to 2.6.3, 2.8.2: recovery codes serve once and are kept as digests; the key is sealed.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task Recovery_codes_serve_once_and_neither_they_nor_the_key_can_be_read_in_the_database(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (phone, codes) = await Phone.BindAsync(site, await site.SignInAsync("leader"));
        var user = await Phone.SignInAsync(site, "leader", codes[3].ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        Assert.Contains("还有 9 个恢复码", (await user.PageAsync("/account/second-factor")).Body!.TextContent, StringComparison.Ordinal);
        var again = await site.SignInAsync("leader");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await again.PostAsync("/login/code", new() { ["Code"] = codes[3] })).StatusCode);
        await using var db = site.Open();
        var account = await db.Set<User>().SingleAsync(u => u.Login == "leader");
        Assert.DoesNotContain(phone.Key, Encoding.UTF8.GetString(account.AuthenticatorKeySealed!), StringComparison.Ordinal);
        var record = string.Concat(await db.Set<Change>().Where(c => c.ObjectId == account.Id).Select(c => c.Before + c.After).ToListAsync()) + account.RecoveryCodes;
        Assert.All(codes.Append(phone.Key), c => Assert.DoesNotContain(c, record, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(Convert.ToBase64String(account.AuthenticatorKeySealed!), record, StringComparison.Ordinal);
    }

    /// <summary>ASVS 4.3.1, 2.2.4 in kind: administrators and whoever may see originals get in only with a second factor; the demo county says that it goes without.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task Administrators_and_who_may_see_originals_must_have_one_and_others_need_not(string database)
    {
        await using var site = await Site.StartAsync(database, signIn: Site.Calm with { SecondFactor = true });
        foreach (var role in Roles.All.Values)
        {
            var visitor = await site.SignInAsync(role.Key);
            var must = role.May(Permissions.Reveal) || role.Key is Roles.SystemAdmin or Roles.SecurityAdmin or Roles.AuditAdmin;
            var answer = await visitor.GetAsync("/inbox");
            Assert.True(must == (answer.Headers.Location?.OriginalString == "/account/second-factor"), role.Key);
            if (must)
                Assert.Equal("/account/second-factor", (await visitor.PostToAsync("/account/second-factor", "/account?handler=Others", [])).Headers.Location?.OriginalString);
        }
        var monitor = await site.SignInAsync("monitor");
        await Phone.BindAsync(site, monitor);
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync("/inbox")).StatusCode);
    }

    [Fact]
    public async Task In_the_demo_county_nobody_is_forced_and_the_sign_in_page_says_so()
    {
        await using var site = await Site.StartAsync("sqlite", services =>
        {
            var settings = (Settings)services.Last(d => d.ServiceType == typeof(Settings)).ImplementationInstance!;
            File.WriteAllText(Path.Combine(settings.DataFolder, "demo"), """[{"login":"leader","name":"某","role":"县领导","area":"青禾县","password":"x"}]""");
            services.AddSingleton(settings with { ShowDemoAccounts = true });
        }, Site.Calm with { SecondFactor = null });
        Assert.Contains("演示县不强制二次验证", (await site.Visit().PageAsync("/login")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await (await site.SignInAsync("security-admin")).GetAsync("/inbox")).StatusCode);
    }

    /// <summary>ASVS 2.8.6, 2.5.7, 3.7.1: off only with password and code; a lost phone is reset by the security administrator, on record, never by oneself.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task It_goes_off_only_with_password_and_code_and_a_lost_phone_is_reset_on_record(string database)
    {
        await using var site = await Site.StartAsync(database);
        var user = await site.SignInAsync("leader");
        var (phone, _) = await Phone.BindAsync(site, user);
        const string path = "/account/second-factor", off = path + "?handler=Off";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await user.PostToAsync(path, off, new() { ["Password"] = Site.Password, ["Code"] = "000000" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await user.PostToAsync(path, off, new() { ["Password"] = "wrong", ["Code"] = phone.Code() })).StatusCode);
        var other = await Phone.SignInAsync(site, "leader", phone.Code());
        site.Clock.Move(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.SeeOther, (await user.PostToAsync(path, off, new() { ["Password"] = Site.Password, ["Code"] = phone.Code() })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync("/inbox")).StatusCode);
        await site.SignInAsync("leader");

        var (_, _) = await Phone.BindAsync(site, user);
        var admin = await site.SignInAsync("security-admin");
        Guid id, own;
        await using (var db = site.Open())
            (id, own) = (await db.Set<User>().Where(u => u.Login == "leader").Select(u => u.Id).SingleAsync(), await db.Set<User>().Where(u => u.Login == "security-admin").Select(u => u.Id).SingleAsync());
        var reset = $"/users/{id}/sign-in?handler=Reset";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostToAsync($"/users/{id}/sign-in", reset, [])).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.PostToAsync($"/users/{own}/sign-in", $"/users/{own}/sign-in?handler=Reset", new() { ["Why"] = "手机丢了" })).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await admin.PostToAsync($"/users/{id}/sign-in", reset, new() { ["Why"] = "手机丢了，当面核对工作证" })).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await user.GetAsync("/inbox")).StatusCode);
        await using var after = site.Open();
        Assert.NotNull(await after.Set<Change>().SingleAsync(c => c.ObjectId == id && c.What == "重置二次验证" && c.Why == "手机丢了，当面核对工作证" && c.By.Contains("security-admin")));
        Assert.Equal(HttpStatusCode.OK, (await (await site.SignInAsync("leader")).GetAsync("/inbox")).StatusCode);
    }
}
