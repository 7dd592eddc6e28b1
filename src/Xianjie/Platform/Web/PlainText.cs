using Microsoft.AspNetCore.Http.Features;

namespace Xianjie.Platform.Web;

/// <summary>
/// No text that people type holds the character zero: a request with one, in its address or in a form, is a tool's and is refused as invalid.
/// SQLite would keep it and PostgreSQL refuse it, each in its own way.
/// </summary>
internal static class PlainText
{
    public static bool IsPlain(string? text) => text?.Contains('\0', StringComparison.Ordinal) != true;

    /// <summary>The address and the form, where that was read.</summary>
    public static bool IsPlain(HttpRequest request) =>
        IsPlain(request.Path.Value) && IsPlain(Uri.UnescapeDataString(request.QueryString.Value ?? string.Empty))
        && (request.HttpContext.Features.Get<IFormFeature>()?.Form is not { } form || IsPlain(form));

    private static bool IsPlain(IFormCollection form) =>
        form.All(f => IsPlain(f.Key) && f.Value.All(IsPlain)) && form.Files.All(f => IsPlain(f.Name) && IsPlain(f.FileName));
}
