using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Routing;
using Xianjie.Platform.Access;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Audit;

/// <summary>Puts on record what is done without a save: who looked at which record, searched, downloaded, signed in, was refused.</summary>
internal sealed class AuditTrail(AuditJournal journal, Seal seal, TimeProvider time)
{
    private static readonly string[] NoSearch = ["p", "size", "after", "tab", "area", "sort", "cols", "handler", "ReturnUrl", "as", "code", "kept", "why"];

    /// <summary>Writes down an act at once.</summary>
    public void Write(HttpContext context, AuditKind kind, CurrentUser? user, string what, string? record = null, Guid? id = null, string? detail = null, User? account = null)
    {
        var at = AuditEvent.Instant(time.GetUtcNow());
        var (name, own, division) = user is { IsSignedIn: true } ? (user.Acts(what).By, user.Login, user.Division) : account is not null ? ($"{account.Name}（{account.Login}）", account.Login, account.Division) : ("未登录", string.Empty, 0);
        journal.Write(new AuditEvent
        {
            Id = Guid.CreateVersion7(at), At = at, Kind = kind, By = name, Login = own, Division = division, What = what,
            Object = record, ObjectId = id, Address = context.Connection.RemoteIpAddress?.ToString(), DetailSealed = detail is null ? null : seal.Close(detail, Sealed.Audit),
        });
    }

    /// <summary>Looks at each answer before it goes on.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        // the page that tells of an error is shown by the same request once more
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is null && context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route })
            Note(context, '/' + route.TrimStart('/'));
    }

    private void Note(HttpContext context, string route)
    {
        var user = context.RequestServices.GetRequiredService<CurrentUser>();
        var (request, status) = (context.Request, context.Response.StatusCode);
        var id = request.RouteValues.TryGetValue("id", out var given) && Guid.TryParse(given?.ToString(), out var parsed) ? parsed : (Guid?)null;
        var record = route.Split('/')[1];
        if (IsRefusal(context, user, id))
            Write(context, AuditKind.拒绝, user, $"{request.Method} {route}", record: record, id: id);
        else if (!HttpMethods.IsGet(request.Method) || status is not (StatusCodes.Status200OK or StatusCodes.Status303SeeOther) || !user.IsSignedIn || route.EndsWith("/state", StringComparison.Ordinal))
            return;
        else if (id is not null)
            Write(context, record == "downloads" ? AuditKind.下载 : AuditKind.查看, user, route, record: record, id: id);
        else if (Asked(request) is { Length: > 0 } asked)
            Write(context, AuditKind.查询, user, route, record: record, detail: asked);
    }

    /// <summary>Not signed in, not allowed, or a record that is not there for this person.</summary>
    private static bool IsRefusal(HttpContext context, CurrentUser user, Guid? id)
    {
        var (status, to) = (context.Response.StatusCode, context.Response.Headers.Location.ToString());
        if (status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden || (status == StatusCodes.Status404NotFound && user.IsSignedIn && id is not null))
            return context.Request.Path != "/denied";
        if (status != StatusCodes.Status302Found)
            return false;
        return to.Contains("/denied", StringComparison.Ordinal) || (to.Contains("/login", StringComparison.Ordinal) && context.Request.Path != "/");
    }

    private static string Asked(HttpRequest request) =>
        string.Join('&', request.Query.Where(q => !NoSearch.Contains(q.Key, StringComparer.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(q.Value)).Select(q => $"{q.Key}={q.Value}"));
}
