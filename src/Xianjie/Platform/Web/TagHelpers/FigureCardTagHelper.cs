using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary>
/// <c>&lt;figure-card label="监测对象" value="1,204" unit="户" note="3,456 人 · 按户" href="/households?class=…" /&gt;</c>:
/// a figure that opens the rows behind it.
/// </summary>
[HtmlTargetElement("figure-card", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FigureCardTagHelper : TagHelper
{
    public string Label { get; set; } = "";
    public string Value { get; set; } = "";
    public string? Unit { get; set; }
    public string? Note { get; set; }
    public string? Icon { get; set; }
    public string? Href { get; set; }

    /// <summary>red, amber or green, only where the figure means something bad or good.</summary>
    public string? Tone { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = Href is null ? "div" : "a";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Tone is null ? "figure" : $"figure figure-{Tone}");
        if (Href is not null) output.Attributes.SetAttribute("href", Href.StartsWith('/') ? ViewContext.HttpContext.Request.PathBase + Href : Href);
        var label = new TagBuilder("div");
        label.AddCssClass("figure-label");
        if (Icon is not null) label.InnerHtml.AppendHtml(IconTagHelper.Svg(ViewContext, Icon));
        label.InnerHtml.Append(Label);
        var value = FieldTagHelper.Part("div", "figure-value", Value);
        if (Unit is not null) value.InnerHtml.AppendHtml(FieldTagHelper.Part("small", "figure-unit", Unit));
        output.Content.SetHtmlContent(label).AppendHtml(value);
        if (Note is not null) output.Content.AppendHtml(FieldTagHelper.Part("div", "figure-note", Note));
    }
}
