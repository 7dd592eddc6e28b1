using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary><c>&lt;empty-list why="还没有导入名册。" action="导入名册" href="/import" /&gt;</c>: why there is nothing, and the next step.</summary>
[HtmlTargetElement("empty-list", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class EmptyTagHelper : TagHelper
{
    public string Why { get; set; } = "";
    public string? Action { get; set; }
    public string? Href { get; set; }
    public string Icon { get; set; } = "inbox";

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty");
        output.Content.SetHtmlContent(IconTagHelper.Svg(ViewContext, Icon)).AppendHtml(FieldTagHelper.Part("p", "why", Why));
        if (string.IsNullOrEmpty(Action) || Href is null) return;
        var link = FieldTagHelper.Part("a", "btn btn-primary", Action);
        link.Attributes["href"] = Href.StartsWith('/') ? ViewContext.HttpContext.Request.PathBase + Href : Href;
        output.Content.AppendHtml(link);
    }
}
