using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Xianjie.Platform.Exports;

/// <summary>Asks for the purpose before a list goes out: the same request again, with the purpose.</summary>
internal sealed record PurposeAsk(string Title, string Address, bool IsPost, IReadOnlyList<KeyValuePair<string, string>> Fields, string? Fault)
{
    public const string Kind = "ExportPurpose", Words = "ExportWords";
    private const int Most = 100;

    /// <summary>The purpose that the request brings, words included; null where it brings none that will do.</summary>
    public static string? Of(HttpRequest request)
    {
        var (kind, words) = (Value(request, Kind), Value(request, Words));
        var said = kind is "其他" ? words : words.Length == 0 ? kind : $"{kind}：{words}";
        return said.Length is > 0 and <= Most ? said : null;
    }

    private static string Value(HttpRequest request, string key) => ((request.HasFormContentType ? request.Form[key].ToString() : null) is { Length: > 0 } given ? given : request.Query[key].ToString()).Trim();

    public static IActionResult Page(PageModel page, string title)
    {
        var request = page.Request;
        var isPost = HttpMethods.IsPost(request.Method);
        IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> given = isPost ? request.Form : request.Query;
        var fields = given.Where(f => f.Key is not (Kind or Words or "__RequestVerificationToken")).SelectMany(f => f.Value.OfType<string>().Select(v => KeyValuePair.Create(f.Key, v))).ToList();
        var ask = new PurposeAsk(title, request.PathBase + request.Path + (isPost ? request.QueryString.ToString() : string.Empty), isPost, fields, Value(request, Kind).Length + Value(request, Words).Length > 0 ? $"请选择用途；选“其他”的写明用途（{Most} 字以内）。" : null);
        return new ViewResult
        {
            ViewName = "/Platform/Exports/_Purpose.cshtml", ViewData = new ViewDataDictionary<PurposeAsk>(page.ViewData, ask) { ["Title"] = $"导出{title}" }, StatusCode = ask.Fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
