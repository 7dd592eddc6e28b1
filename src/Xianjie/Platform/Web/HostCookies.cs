using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Xianjie.Platform.Web;

/// <summary>
/// Over https every cookie of ours travels as <c>__Host-…</c>: secure, for this host alone, so that neither a neighbouring site nor a plain
/// connection can set it. Inside, cookies keep their plain names.
/// </summary>
internal static class HostCookies
{
    private const string Prefix = "__Host-", Own = "xianjie";

    public static void UseHostCookies(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.IsHttps)
            return next(context);
        Receive(context);
        context.Response.OnStarting(static state => Send((HttpContext)state), context);
        return next(context);
    });

    /// <summary>Takes ours only under the safe name.</summary>
    private static void Receive(HttpContext context)
    {
        if (!context.Request.Headers.TryGetValue(HeaderNames.Cookie, out var sent) || !CookieHeaderValue.TryParseList(sent, out var cookies))
            return;
        var taken = cookies.Where(c => !c.Name.StartsWith(Own, StringComparison.Ordinal))
            .Select(c => c.Name.StartsWith(Prefix + Own, StringComparison.Ordinal) ? $"{c.Name.AsSpan(Prefix.Length)}={c.Value}" : c.ToString());
        context.Request.Headers.Cookie = string.Join("; ", taken);
        context.Features.Set<IRequestCookiesFeature>(new RequestCookiesFeature(context.Features));
    }

    private static Task Send(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.SetCookie = new StringValues([.. headers.SetCookie.OfType<string>().Select(Safe)]);
        return Task.CompletedTask;
    }

    private static string Safe(string header)
    {
        if (!header.StartsWith(Own, StringComparison.Ordinal) || !SetCookieHeaderValue.TryParse(header, out var cookie))
            return header;
        (cookie.Name, cookie.Secure, cookie.Path, cookie.Domain) = (Prefix + cookie.Name, true, "/", null);
        return cookie.ToString();
    }
}
