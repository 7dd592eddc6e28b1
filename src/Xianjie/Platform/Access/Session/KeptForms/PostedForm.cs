using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.Session.KeptForms;

/// <summary>Reads a posted form to put it aside: texts, and files as long as they are small together. Larger ones are named.</summary>
internal static class PostedForm
{
    public const int FileBytes = 8 << 20, TextBytes = 2 << 20;
    private const string Token = "__RequestVerificationToken";

    /// <returns>Null where there is no form or it is beyond every measure.</returns>
    public static async Task<(KeptContent Content, string Token)?> ReadAsync(HttpContext context, string page)
    {
        var request = context.Request;
        if (!request.HasFormContentType)
            return null;
        var content = new KeptContent(request.Path + request.QueryString, page, [], [], []);
        try
        {
            var token = context.GetEndpoint()?.Metadata.GetMetadata<IReadsBody>() is null ? await WholeAsync(request, content) : await StreamedAsync(request, content);
            return token is null || content.Fields.Sum(f => f.Value.Length) > TextBytes ? null : (content, token);
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    private static async Task<string?> WholeAsync(HttpRequest request, KeptContent content)
    {
        if (request.ContentLength > UploadLimit.FormBytes)
            return null;
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        content.Fields.AddRange(form.Where(f => IsKept(f.Key)).SelectMany(f => f.Value, (f, value) => new KeptField(f.Key, value ?? string.Empty)));
        var room = (long)FileBytes;
        foreach (var file in form.Files.Where(f => f.Length > 0))
        {
            if ((room -= file.Length) < 0)
            {
                content.Lost.Add(file.FileName);
                continue;
            }
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, request.HttpContext.RequestAborted);
            content.Files.Add(new(file.Name, file.FileName, file.ContentType, bytes.ToArray()));
        }
        return form[Token].ToString();
    }

    /// <summary>A page that takes a large file as it comes: its texts are kept, the file runs by.</summary>
    private static async Task<string?> StreamedAsync(HttpRequest request, KeptContent content)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= 200 } boundary)
            return null;
        string? token = null;
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(request.HttpContext.RequestAborted) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var about))
                continue;
            if (about.IsFileDisposition())
            {
                if (HeaderUtilities.RemoveQuotes(about.FileNameStar.HasValue ? about.FileNameStar : about.FileName).ToString() is { Length: > 0 } file)
                    content.Lost.Add(file);
                await section.Body.CopyToAsync(Stream.Null, request.HttpContext.RequestAborted);
                continue;
            }
            var (name, room) = (HeaderUtilities.RemoveQuotes(about.Name).ToString(), new char[20_000]);
            using var text = new StreamReader(section.Body, Encoding.UTF8);
            var value = new string(room, 0, await text.ReadBlockAsync(room, request.HttpContext.RequestAborted));
            if (name == Token)
                token = value;
            else if (IsKept(name) && content.Fields.Count < 1000)
                content.Fields.Add(new(name, value));
        }
        return token;
    }

    private static bool IsKept(string name) => name is not (Token or KeptFormDesk.Field) && !name.Contains("password", StringComparison.OrdinalIgnoreCase);
}
