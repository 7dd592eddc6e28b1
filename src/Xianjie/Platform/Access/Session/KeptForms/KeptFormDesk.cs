using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Access.Session.KeptForms;

/// <summary>Puts a form aside and gives it back: to the same person in the same browser, nobody else.</summary>
internal sealed class KeptFormDesk(XianjieDb db, WriteGate gate, Seal seal, IAntiforgery forgery, IDataProtectionProvider protection, TimeProvider time)
{
    public const string Cookie = "xianjie.kept", Field = "__kept";
    private const int Most = 5;
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private readonly IDataProtector protector = protection.CreateProtector("kept form");

    public sealed record Found(Guid Id, DateTimeOffset At, KeptContent Content);

    /// <summary>The page on which the request was made, as a path of our own: of a form the one that shows it.</summary>
    public static string PageOf(HttpRequest request)
    {
        var own = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : request.Path.Value ?? "/";
        var from = request.Headers["HX-Current-URL"] is { Count: 1 } current ? current.ToString() : HttpMethods.IsGet(request.Method) ? string.Empty : request.Headers.Referer.ToString();
        return Uri.TryCreate(from, UriKind.Absolute, out var referer) && referer.Authority == request.Host.Value && referer.PathAndQuery.StartsWith(request.PathBase + "/", StringComparison.Ordinal)
            ? referer.PathAndQuery[(request.PathBase.Value?.Length ?? 0)..] : own;
    }

    /// <summary>Only what this site's own page sent for this person (its token says so) is put aside.</summary>
    public async Task<bool> KeepAsync(HttpContext context, User owner, CancellationToken ct)
    {
        if (SessionEnds.IsPart(context.Request) || context.GetEndpoint()?.Metadata.GetMetadata<NeverKeptAttribute>() is not null
            || await PostedForm.ReadAsync(context, PageOf(context.Request)) is not { } posted || !await IsOursAsync(context, owner, posted.Token))
            return false;
        var (now, secret) = (time.GetUtcNow(), RandomNumberGenerator.GetBytes(32));
        var form = new KeptForm
        {
            UserId = owner.Id, Browser = SHA256.HashData(secret), At = now, ExpiresAt = now + Life,
            ContentSealed = seal.Close(JsonSerializer.SerializeToUtf8Bytes(posted.Content), Sealed.KeptForm),
        };
        using (await gate.EnterAsync(ct))
        {
            var older = await db.Set<KeptForm>().Where(f => f.UserId == owner.Id).OrderByDescending(f => f.At).Skip(Most - 1).Select(f => f.Id).ToListAsync(ct);
            await db.Set<KeptForm>().Where(f => older.Contains(f.Id)).ExecuteDeleteAsync(ct);
            db.Add(form);
            await db.SaveChangesAsync(ct);
        }
        context.Response.Cookies.Append(Cookie, protector.Protect($"{form.Id}.{Convert.ToHexString(secret)}"),
            new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = Life });
        return true;
    }

    /// <summary>The form that this browser put aside, if it is this person's.</summary>
    public async Task<Found?> FindAsync(HttpContext context, Guid user, Guid? wanted, CancellationToken ct)
    {
        if (Read(context.Request.Cookies[Cookie]) is not { } mine || (wanted is not null && mine.Id != wanted))
            return null;
        var now = time.GetUtcNow();
        var form = await db.Set<KeptForm>().AsNoTracking().SingleOrDefaultAsync(f => f.Id == mine.Id && f.UserId == user && f.ExpiresAt > now, ct);
        return form is null || !CryptographicOperations.FixedTimeEquals(form.Browser, SHA256.HashData(mine.Secret)) ? null
            : new Found(form.Id, form.At, JsonSerializer.Deserialize<KeptContent>(seal.OpenBytes(form.ContentSealed, Sealed.KeptForm))!);
    }

    /// <summary>Where to go after signing in: to what was put aside, else where the person came from.</summary>
    public async Task<string> NextAsync(HttpContext context, User user, string? returnUrl, CancellationToken ct) =>
        await FindAsync(context, user.Id, null, ct) is { } kept ? $"/kept/{kept.Id}" : returnUrl ?? "/";

    public async Task ForgetAsync(HttpContext context, Guid id, CancellationToken ct)
    {
        using (await gate.EnterAsync(ct))
            await db.Set<KeptForm>().Where(f => f.Id == id).ExecuteDeleteAsync(ct);
        if (!context.Response.HasStarted)
            context.Response.Cookies.Delete(Cookie);
    }

    /// <summary>For the script that fills the form again.</summary>
    public static async Task<IResult> FieldsAsync(Guid id, HttpContext context, KeptFormDesk desk, CurrentUser user, CancellationToken ct) =>
        await desk.FindAsync(context, user.Id, id, ct) is not { } kept ? Results.NotFound()
            : Results.Json(new { fields = kept.Content.Fields, files = kept.Content.Files.Select((f, number) => new { number, f.Field, f.Name, f.Type }), lost = kept.Content.Lost });

    public static async Task<IResult> FileAsync(Guid id, int file, HttpContext context, KeptFormDesk desk, CurrentUser user, CancellationToken ct) =>
        await desk.FindAsync(context, user.Id, id, ct) is { } kept && file >= 0 && file < kept.Content.Files.Count
            ? Results.Bytes(kept.Content.Files[file].Bytes, "application/octet-stream", kept.Content.Files[file].Name) : Results.NotFound();

    private async Task<bool> IsOursAsync(HttpContext context, User owner, string token)
    {
        var (before, header) = (context.User, context.Request.Headers["X-Form-Token"]);
        try
        {
            context.User = CurrentUser.Principal(owner);
            context.Request.Headers["X-Form-Token"] = token;
            return await forgery.IsRequestValidAsync(context);
        }
        finally
        {
            context.User = before;
            context.Request.Headers["X-Form-Token"] = header;
        }
    }

    private (Guid Id, byte[] Secret)? Read(string? cookie)
    {
        try
        {
            var parts = cookie is null ? [] : protector.Unprotect(cookie).Split('.');
            return parts.Length == 2 ? (Guid.Parse(parts[0]), Convert.FromHexString(parts[1])) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
