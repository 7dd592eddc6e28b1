using System.Net;

namespace Xianjie.Bench.Month;

/// <summary>Keeps the cookies of one person over any transport, the in-memory server of tests too.</summary>
internal sealed class CookieKeeper(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly CookieContainer jar = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (jar.GetCookieHeader(request.RequestUri!) is { Length: > 0 } cookies)
            request.Headers.Add("Cookie", cookies);
        var answer = await base.SendAsync(request, cancellationToken);
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            jar.SetCookies(request.RequestUri!, cookie);
        return answer;
    }
}
