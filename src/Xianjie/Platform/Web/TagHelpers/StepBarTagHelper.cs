using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary><c>&lt;step-bar steps="Model.Steps" /&gt;</c>: every step of a process, who holds it since when, and the days left.</summary>
[HtmlTargetElement("step-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StepBarTagHelper : TagHelper
{
    public IReadOnlyList<Step> Steps { get; set; } = [];

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "steps");
        output.Attributes.SetAttribute("aria-label", "办理进度");
        output.Content.SetHtmlContent("");
        for (var i = 0; i < Steps.Count; i++) output.Content.AppendHtml(Item(Steps[i], i + 1));
    }

    private TagBuilder Item(Step step, int number)
    {
        var item = new TagBuilder("li");
        var (css, words) = step.State switch
        {
            StepState.Done => ("done", "已完成"),
            StepState.Now => ("now", "办理中"),
            StepState.Returned => ("now returned", "已退回"),
            _ => ("", "未开始"),
        };
        if (css.Length > 0) item.AddCssClass(css);
        if (step.State is StepState.Now or StepState.Returned) item.Attributes["aria-current"] = "step";
        var dot = new TagBuilder("span");
        dot.AddCssClass("dot");
        if (step.State == StepState.Done) dot.InnerHtml.AppendHtml(IconTagHelper.Svg(ViewContext, "check"));
        else dot.InnerHtml.Append(number.ToString(CultureInfo.InvariantCulture));
        var title = new TagBuilder("b");
        title.InnerHtml.Append(step.Title);
        item.InnerHtml.AppendHtml(dot).AppendHtml(title)
            .AppendHtml(FieldTagHelper.Part("span", step.State == StepState.Returned ? "days-over" : "state", words));
        AppendHolder(item, step);
        return item;
    }

    private static void AppendHolder(TagBuilder item, Step step)
    {
        var since = step.Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var parts = new[] { step.Holder, since is null ? null : step.State == StepState.Done ? since : $"{since} 起" };
        var holder = string.Join(' ', parts.Where(part => part is not null));
        if (holder.Length > 0) item.InnerHtml.AppendHtml(FieldTagHelper.Part("span", "holder", holder));
        if (step.DaysWords is { } days) item.InnerHtml.AppendHtml(FieldTagHelper.Part("span", step.DaysClass, days));
    }
}
