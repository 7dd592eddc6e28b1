using System.Net;

namespace Xianjie.Platform.Access.SingleSignOn;

/// <summary>The government's single sign-on (OpenID Connect), from the environment. Absent: there is none.</summary>
/// <param name="Authority">Its issuer, as its tokens name it; https, or http on this machine alone.</param>
/// <param name="Addresses">Private addresses at which it may stand; any other that is not public is refused.</param>
internal sealed record OidcSettings(string Authority, string Client, string Secret, string Title, IReadOnlyList<string> Scopes, IReadOnlyList<IPAddress> Addresses)
{
    public Uri Root => new(Authority.TrimEnd('/') + "/");

    /// <exception cref="FormatException">A setting is missing or cannot be used; says which and why.</exception>
    public static OidcSettings? FromEnvironment()
    {
        if (SignInSettings.Text("XIANJIE_OIDC_AUTHORITY") is not { } authority)
            return null;
        if (Refusal(authority) is { } refusal)
            throw new FormatException($"环境变量 XIANJIE_OIDC_AUTHORITY={authority}：{refusal}");
        return new OidcSettings(authority, Needed("XIANJIE_OIDC_CLIENT"), SecretText(), SignInSettings.Text("XIANJIE_OIDC_TITLE") ?? "统一身份认证",
            (SignInSettings.Text("XIANJIE_OIDC_SCOPES") ?? "openid").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            [.. (SignInSettings.Text("XIANJIE_OIDC_ADDRESSES") ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Address)]);
    }

    public static string? Refusal(string authority) => !Uri.TryCreate(authority, UriKind.Absolute, out var uri) || uri.UserInfo.Length > 0 || uri.Query.Length > 0 || uri.Fragment.Length > 0
        ? "要写完整的网址，不带账号、问号和井号，如 https://sso.example.gov.cn。"
        : uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback) ? null : "只能用 https（本机测试除外）。";

    /// <summary>From a file, so that it stands in no list of processes.</summary>
    private static string SecretText() => SignInSettings.Text("XIANJIE_OIDC_SECRET_FILE") is { } file ? File.ReadAllText(file).Trim() : Needed("XIANJIE_OIDC_SECRET");

    private static string Needed(string name) => SignInSettings.Text(name) ?? throw new FormatException($"配了 XIANJIE_OIDC_AUTHORITY，还要配 {name}。");

    private static IPAddress Address(string text) => IPAddress.TryParse(text, out var address) ? address : throw new FormatException($"环境变量 XIANJIE_OIDC_ADDRESSES：{text} 不是 IP 地址。");
}
