using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Xianjie.Platform.Access.Session.KeptForms;

/// <summary>
/// Sends a kept form again: the page posts only its number and a fresh token to where the form went, and here everything that was typed takes
/// their place. If the form is refused it comes back with all of it, as any other.
/// </summary>
internal static class KeptFormSending
{
    public static void UseKeptForms(this WebApplication app) => app.Use(async (context, next) =>
    {
        var user = context.RequestServices.GetRequiredService<CurrentUser>();
        if (!user.IsSignedIn || !HttpMethods.IsPost(context.Request.Method) || context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) != true
            || !Guid.TryParse((await context.Request.ReadFormAsync(context.RequestAborted))[KeptFormDesk.Field], out var id))
        {
            await next(context);
            return;
        }
        var desk = context.RequestServices.GetRequiredService<KeptFormDesk>();
        if (await desk.FindAsync(context, user.Id, id, context.RequestAborted) is not { } kept || kept.Content.Path != context.Request.Path + context.Request.QueryString)
        {
            context.Response.Redirect($"{context.Request.PathBase}/kept/{id}");
            return;
        }
        Fill(context, kept.Content);
        await next(context);
        if (context.Response.StatusCode is StatusCodes.Status303SeeOther or StatusCodes.Status302Found && !context.Response.Headers.Location.ToString().Contains("/prove", StringComparison.Ordinal))
            await desk.ForgetAsync(context, id, CancellationToken.None);
    });

    private static void Fill(HttpContext context, KeptContent content)
    {
        var fields = content.Fields.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(f => f.Value)]));
        fields["__RequestVerificationToken"] = context.Request.Form["__RequestVerificationToken"];
        var files = new FormFileCollection();
        foreach (var file in content.Files)
            files.Add(new FormFile(new MemoryStream(file.Bytes), 0, file.Bytes.Length, file.Field, file.Name) { Headers = new HeaderDictionary(), ContentType = file.Type });
        context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields, files)));
    }
}
