using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Changes;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>Passwords: OWASP ASVS 2.1 and 2.3.1.</summary>
public sealed class PassphraseTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    /// <summary>ASVS 2.1.1, 2.1.2: at least 12 characters, spaces in a row counted once, 128 allowed, more refused.</summary>
    [Theory]
    [InlineData("elevenchar1", "至少 12 个字")]
    [InlineData("ab        cdefghi", "至少 12 个字")]
    [InlineData("春眠不觉晓处处闻啼鸟夜", "至少 12 个字")]
    [InlineData("春眠不觉晓处处闻啼鸟夜来", null)]
    [InlineData("twelve chars", null)]
    public void A_password_has_twelve_characters_of_any_kind(string password, string? refusal) => Assert.Equal(refusal is null, Check(password, refusal) is null);

    [Fact]
    public void A_password_may_have_128_characters_and_not_129()
    {
        var long128 = string.Concat(Enumerable.Range(0, 32).Select(i => $"{(char)('a' + (i % 26))}{i % 10}词!"));
        Assert.Equal(128, long128.Length);
        Assert.Null(PassphraseRule.Refusal(long128, "login", "姓名"));
        Assert.Contains("最多 128 个字", PassphraseRule.Refusal(long128 + "x", "login", "姓名"), StringComparison.Ordinal);
    }

    /// <summary>ASVS 2.1.4, 2.1.9: all of Unicode, no kinds of characters asked for.</summary>
    [Theory]
    [InlineData("只有汉字没有数字和符号呀")]
    [InlineData("onlysmalllettersherenow")]
    [InlineData("🌾🐄🌽🐑🐓🏡🚜🌻🐝🍐🍇🐟")]
    [InlineData("بيت كبير في الجبل")]
    public void No_kinds_of_characters_are_asked_for_and_every_character_counts(string password) => Assert.Null(PassphraseRule.Refusal(password, "login", "姓名"));

    /// <summary>ASVS 2.1.7: what everybody tries first is refused, without a network.</summary>
    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("passwordpassword")]
    [InlineData("iloveyou123456789")]
    [InlineData("!!!qwerty123456!!!")]
    [InlineData("123456789012")]
    [InlineData("qwertyuiop[]")]
    [InlineData("abcdefghijklmn")]
    [InlineData("aaaaaaaaaaaaaaa")]
    [InlineData("1qaz2wsx3edc4rfv")]
    [InlineData("abc123abc123abc123")]
    public void What_everybody_tries_first_is_refused(string password) => Assert.NotNull(PassphraseRule.Refusal(password, "login", "姓名"));

    /// <summary>ASVS 2.1.3: nothing is cut off, the last character counts too.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task Of_a_long_password_every_character_counts(string database)
    {
        await using var site = await Site.StartAsync(database);
        var user = await site.SignInAsync("leader");
        var passphrase = string.Concat(Enumerable.Repeat("山高月小水落石出", 15)) + "末尾";
        await ChangeAsync(user, Site.Password, passphrase, HttpStatusCode.SeeOther);
        var answer = await site.Visit().PostAsync("/login", new() { ["Login"] = "leader", ["Password"] = passphrase[..^1] });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        answer = await site.Visit().PostAsync("/login", new() { ["Login"] = "leader", ["Password"] = passphrase });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    /// <summary>ASVS 2.1.5, 2.1.6, 2.1.8, 2.1.11, 2.1.12, 3.3.3, 2.3.1, 2.1.10.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_given_password_must_be_changed_with_the_old_one_shown_and_ends_other_sessions(string database)
    {
        await using var site = await Site.StartAsync(database, signIn: Site.Calm with { InitialPassword = TimeSpan.FromDays(14) });
        var admin = await site.SignInAsync("security-admin");
        var form = new Dictionary<string, string> { ["Input.Login"] = "fresh", ["Input.Name"] = "新来的", ["Input.Role"] = "leader", ["Input.Division"] = "990101", ["Input.Password"] = "password12345", ["Input.Why"] = "新同事到岗" };
        Assert.Contains("外泄", await (await admin.PostAsync("/users/edit", form)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        form["Input.Password"] = "fresh 是新来的领导 2026";
        Assert.Contains("账号或姓名", await (await admin.PostAsync("/users/edit", form)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        form["Input.Password"] = Site.Password;
        await site.ConfirmedAsync(await admin.PostAsync("/users/edit", form), "security-admin-2");

        var (user, elsewhere) = (await site.SignInAsync("fresh"), await site.SignInAsync("fresh"));
        foreach (var path in new[] { "/", "/inbox", "/account" })
            Assert.Equal("/account/password", (await user.GetAsync(path)).Headers.Location?.OriginalString);
        var page = await user.PageAsync("/account/password");
        Assert.NotNull(page.QuerySelector("input[name=NewPassword][data-strength][data-shown]"));
        Assert.DoesNotContain(page.QuerySelectorAll("input[type=password]"), i => i.HasAttribute("onpaste"));
        await ChangeAsync(user, "not the old one", "另外一句只有我知道的话", HttpStatusCode.UnprocessableEntity);
        await ChangeAsync(user, Site.Password, Site.Password, HttpStatusCode.UnprocessableEntity);
        await ChangeAsync(user, Site.Password, "另外一句只有我知道的话呀", HttpStatusCode.SeeOther);
        Assert.Equal(HttpStatusCode.OK, (await user.GetAsync("/inbox")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/inbox")).StatusCode);

        form["Input.Login"] = "late";
        await site.ConfirmedAsync(await admin.PostAsync("/users/edit", form), "security-admin-2");
        site.Clock.Move(TimeSpan.FromDays(15));
        var late = await site.Visit().PostAsync("/login", new() { ["Login"] = "late", ["Password"] = Site.Password });
        Assert.Contains("已过期", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // A password of one's own has no end
        site.Clock.Move(TimeSpan.FromDays(300));
        var own = await site.Visit().PostAsync("/login", new() { ["Login"] = "fresh", ["Password"] = "另外一句只有我知道的话呀" });
        Assert.Equal(HttpStatusCode.SeeOther, own.StatusCode);
    }

    /// <summary>ASVS 2.4.1 to 2.4.4: PBKDF2 with salt and 210,000 rounds; ASVS 7.1.1: no hash in the record of changes.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task Passwords_are_kept_as_slow_salted_hashes_and_never_on_record(string database)
    {
        var (one, two) = (Convert.FromBase64String(Credentials.Fresh("a", "a", Roles.Clerk, 0, Site.Password).PasswordHash), Convert.FromBase64String(Credentials.Fresh("a", "a", Roles.Clerk, 0, Site.Password).PasswordHash));
        Assert.NotEqual(one, two);
        Assert.Equal(1, one[0]);
        Assert.Equal(2u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(one.AsSpan(1)));
        Assert.Equal(210_000u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(one.AsSpan(5)));
        Assert.Equal(16u, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(one.AsSpan(9)));
        await using var site = await Site.StartAsync(database);
        await ChangeAsync(await site.SignInAsync("leader"), Site.Password, "另外一句只有我知道的话呀", HttpStatusCode.SeeOther);
        await using var db = site.Open();
        var hash = await db.Set<User>().Where(u => u.Login == "leader").Select(u => u.PasswordHash).SingleAsync();
        var changes = await db.Set<Change>().Where(c => c.Object == nameof(User)).Select(c => c.Before + c.After).ToListAsync();
        Assert.Contains(changes, c => c.Contains(UnrecordedAttribute.Words, StringComparison.Ordinal));
        Assert.DoesNotContain(changes, c => c.Contains(hash[..20], StringComparison.Ordinal) || c.Contains("AQAAAA", StringComparison.Ordinal));
    }

    private static async Task ChangeAsync(Visitor user, string old, string fresh, HttpStatusCode expected) =>
        Assert.Equal(expected, (await user.PostAsync("/account/password", new() { ["CurrentPassword"] = old, ["NewPassword"] = fresh })).StatusCode);

    private static string? Check(string password, string? words)
    {
        var refusal = PassphraseRule.Refusal(password, "login", "姓名");
        Assert.Contains(words ?? string.Empty, refusal ?? string.Empty, StringComparison.Ordinal);
        return refusal;
    }
}
