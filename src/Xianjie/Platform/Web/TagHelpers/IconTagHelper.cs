using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary><c>&lt;icon name="home" /&gt;</c>: a picture from the sprite; with <c>title</c> it is read out, else it is decoration.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class IconTagHelper : TagHelper
{
    public string Name { get; set; } = "";
    public string? Title { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.SuppressOutput();
        var extra = output.Attributes["class"]?.Value?.ToString();
        output.PostElement.SetHtmlContent(Svg(ViewContext, Name, extra, Title));
    }

    // A page has dozens of the same few
    private static readonly ConcurrentDictionary<(string Base, string Name, string? Extra, string? Title), HtmlString> Drawn = new();

    internal static IHtmlContent Svg(ViewContext view, string name, string? extra = null, string? title = null)
    {
        var key = (view.HttpContext.Request.PathBase.Value ?? string.Empty, name, extra, title);
        if (Drawn.TryGetValue(key, out var known))
            return known;
        using var text = new StringWriter();
        Draw(key.Item1, name, extra, title).WriteTo(text, HtmlEncoder.Default);
        var drawn = new HtmlString(text.ToString());
        // Titles may come from data: only plain pictures are kept
        return title is null ? Drawn[key] = drawn : drawn;
    }

    private static TagBuilder Draw(string root, string name, string? extra, string? title)
    {
        var svg = new TagBuilder("svg");
        svg.AddCssClass("icon");
        if (extra is not null) svg.AddCssClass(extra);
        svg.Attributes["focusable"] = "false";
        if (title is null) svg.Attributes["aria-hidden"] = "true";
        else { svg.Attributes["role"] = "img"; svg.Attributes["aria-label"] = title; }
        var use = new TagBuilder("use");
        use.Attributes["href"] = $"{root}/lib/icons/icons.svg#{name}";
        svg.InnerHtml.AppendHtml(use);
        return svg;
    }
}
