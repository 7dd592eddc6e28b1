using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary><c>&lt;badge-risk type="因病" /&gt;</c>: the word on its own colour. A type that a county adds later is shown as 其他's grey.</summary>
[HtmlTargetElement("badge-risk", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class BadgeRiskTagHelper : TagHelper
{
    internal static readonly IReadOnlyDictionary<string, string> Colours = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["因病"] = "illness", ["因学"] = "schooling", ["因安全住房"] = "housing", ["因安全饮水"] = "water", ["因残"] = "disability",
        ["因自然灾害"] = "disaster", ["因意外事故"] = "accident", ["因产业项目失败"] = "business", ["因务工就业不稳"] = "work",
        ["缺劳动力"] = "labour", ["其他"] = "other",
    };

    public string? Type { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (string.IsNullOrEmpty(Type)) { output.SuppressOutput(); return; }
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"tag risk-{Colours.GetValueOrDefault(Type, "other")}");
        output.Content.SetContent(Type);
    }
}
