using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary>
/// <c>&lt;masked value="@masked" what="身份证号" reveal="/persons/…/reveal?field=id" /&gt;</c>: a value already masked, and the way to the page
/// that asks for the purpose. With script that page's answer replaces the value in place.
/// </summary>
[HtmlTargetElement("masked", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class MaskedTagHelper : TagHelper
{
    /// <summary>The masked text; the full value must never come here.</summary>
    public string? Value { get; set; }
    public string What { get; set; } = "";

    /// <summary>Null when the role may not see the full value.</summary>
    public string? Reveal { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "masked");
        output.Content.SetContent(string.IsNullOrEmpty(Value) ? "—" : Value);
        // An attribute whose expression is null arrives as empty text.
        if (string.IsNullOrEmpty(Value) || string.IsNullOrEmpty(Reveal)) return;
        var href = ViewContext.HttpContext.Request.PathBase + Reveal;
        var link = FieldTagHelper.Part("a", "reveal", "查看原文");
        link.Attributes["href"] = href;
        link.Attributes["hx-get"] = href;
        link.Attributes["hx-target"] = "closest .masked";
        link.Attributes["aria-label"] = $"查看原文：{What}";
        output.Content.AppendHtml(link);
    }
}
