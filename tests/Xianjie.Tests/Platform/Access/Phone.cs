using System.Net;
using System.Text.RegularExpressions;
using Xianjie.Platform.Access.Identity;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Access;

/// <summary>The authenticator of one person: knows the key that the page showed, and the time of the site.</summary>
internal sealed partial record Phone(string Key, Site Site)
{
    public string Code(int steps = 0) => TotpCode.At(Base32.Read(Key), (Site.Clock.GetUtcNow().ToUnixTimeSeconds() / TotpCode.Seconds) + steps);

    /// <summary>Turns the second factor on, and gives back the recovery codes that were shown.</summary>
    public static async Task<(Phone Phone, List<string> Codes)> BindAsync(Site site, Visitor visitor)
    {
        var page = await visitor.PageAsync("/account/second-factor");
        var phone = new Phone(page.QuerySelector("dl.facts code")!.TextContent.Replace(" ", string.Empty, StringComparison.Ordinal), site);
        var answer = await visitor.PostToAsync("/account/second-factor", "/account/second-factor?handler=On", new() { ["Code"] = phone.Code() });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var codes = (await Visitor.ReadAsync(answer)).QuerySelectorAll(".codes code").Select(c => c.TextContent).ToList();
        Assert.Equal(10, codes.Count);
        Assert.All(codes, c => Assert.Matches(RecoveryCode(), c));
        site.Clock.Move(TimeSpan.FromSeconds(TotpCode.Seconds));
        return (phone, codes);
    }

    /// <summary>Password and code.</summary>
    public static async Task<Visitor> SignInAsync(Site site, string login, string code)
    {
        var visitor = await site.SignInAsync(login);
        var answer = await visitor.PostAsync("/login/code", new() { ["Code"] = code });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return visitor;
    }

    [GeneratedRegex("^([A-Z2-7]{4}-){5}[A-Z2-7]{4}$")]
    private static partial Regex RecoveryCode();
}
