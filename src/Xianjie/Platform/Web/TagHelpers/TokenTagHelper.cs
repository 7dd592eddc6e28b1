using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary>Puts the token into forms that name their address themselves, which the framework's own helper leaves out: no posted form goes without.</summary>
[HtmlTargetElement("form", Attributes = "[method=post]")]
public sealed class TokenTagHelper(IHtmlGenerator generator) : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var itsOwn = context.AllAttributes.TryGetAttribute("action", out var action) && action.Value is not (null or "");
        // The framework gives one to an address put together of parts; two of them are refused
        if (itsOwn && !context.AllAttributes.ContainsName("asp-antiforgery") && !output.PostContent.GetContent().Contains("__RequestVerificationToken", StringComparison.Ordinal))
            output.PostContent.AppendHtml(generator.GenerateAntiforgery(ViewContext));
    }
}
