using System.Net;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SingleSignOn;

namespace Xianjie.Tests.Platform.Access;

/// <summary>Which addresses of an authority of single sign-on are asked at all.</summary>
public sealed class AuthorityAddressTests
{
    [Theory]
    [InlineData("http://sso.example.gov.cn", false)]
    [InlineData("https://sso.example.gov.cn", true)]
    [InlineData("https://user@sso.example.gov.cn", false)]
    [InlineData("https://sso.example.gov.cn/?x=1", false)]
    [InlineData("http://localhost:9000", true)]
    [InlineData("ftp://localhost", false)]
    [InlineData("sso.example.gov.cn", false)]
    public void The_authority_stands_under_https_or_on_this_machine(string authority, bool allowed) => Assert.Equal(allowed, OidcSettings.Refusal(authority) is null);

    [Theory]
    [InlineData("10.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.3.4", false)]
    [InlineData("::ffff:10.1.2.3", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.9.8.7", true)]
    [InlineData("114.114.114.114", true)]
    public void Private_addresses_are_asked_only_where_listed(string address, bool allowed) =>
        Assert.Equal(allowed, AuthorityClient.MayConnect(new("https://sso.example.gov.cn", "c", "s", "t", [], [IPAddress.Parse("10.9.8.7")]), IPAddress.Parse(address)));
}
