using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary>
/// <c>&lt;field for="Input.Income" unit="元" help="…" /&gt;</c>: label above, control by the type of the property, unit inside,
/// help and error under it. What the user typed is shown again after a refusal. Further attributes go to the control.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : TagHelper
{
    public ModelExpression For { get; set; } = null!;
    public string? Label { get; set; }
    public string? Unit { get; set; }
    public string? Help { get; set; }

    /// <summary>Where a prefilled value came from, e.g. 医保局 2026-10.</summary>
    public string? Source { get; set; }

    /// <summary>Format of numbers and dates; 0.## for decimals and yyyy-MM-dd for dates when not given.</summary>
    public string? Format { get; set; }

    /// <summary>Choices: a select, or tick boxes for a list property, or radio buttons with <see cref="Radio"/>.</summary>
    public IEnumerable<SelectListItem>? Items { get; set; }
    public bool Radio { get; set; }

    /// <summary>Lines of a text area.</summary>
    public int? Rows { get; set; }
    public bool? Required { get; set; }

    /// <summary>Ids, bank cards: never kept in a draft nor offered by the browser.</summary>
    public bool Sensitive { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var field = new FieldState(this);
        var attributes = output.Attributes.Where(a => a.Name != "class").ToDictionary(a => a.Name, a => Plain(a.Value));
        var control = new FieldControl(field, attributes);
        var grouped = control.IsGroup;
        var extra = output.Attributes["class"]?.Value;
        output.Attributes.Clear();
        output.TagName = grouped ? "fieldset" : "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"field{(grouped ? " field-set" : "")}{(field.Errors.Count > 0 ? " bad" : "")}{(extra is null ? "" : " " + extra)}");
        if (grouped && field.DescribedBy is { } by) output.Attributes.SetAttribute("aria-describedby", by);
        output.Content.SetHtmlContent("");
        if (control.IsTick) output.Content.AppendHtml(control.Render());
        else output.Content.AppendHtml(LabelFor(field, grouped ? "legend" : "label")).AppendHtml(control.Render());
        AppendNotes(output.Content, field);
    }

    internal static TagBuilder LabelFor(FieldState field, string tag)
    {
        var label = new TagBuilder(tag);
        if (tag == "label") label.Attributes["for"] = field.Id;
        label.InnerHtml.Append(field.Label);
        if (field.Required) label.InnerHtml.AppendHtml("<span class=\"must\" aria-hidden=\"true\">*</span>");
        if (field.Helper.Source is { } source) label.InnerHtml.AppendHtml(Part("span", "tag tag-blue source", $"来源：{source}"));
        return label;
    }

    private static void AppendNotes(TagHelperContent content, FieldState field)
    {
        if (field.Helper.Help is { } help) content.AppendHtml(Part("div", "help", help, field.Id + "-help"));
        if (field.Errors.Count > 0) content.AppendHtml(Part("div", "error", string.Join('；', field.Errors), field.Id + "-error"));
    }

    internal static TagBuilder Part(string tag, string css, string words, string? id = null)
    {
        var part = new TagBuilder(tag);
        part.AddCssClass(css);
        if (id is not null) part.Attributes["id"] = id;
        part.InnerHtml.Append(words);
        return part;
    }

    private static string Plain(object? value) => value switch
    {
        HtmlString html => html.Value ?? "",
        IHtmlContent html => Written(html),
        _ => value?.ToString() ?? "",
    };

    private static string Written(IHtmlContent html)
    {
        using var writer = new StringWriter();
        html.WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return System.Net.WebUtility.HtmlDecode(writer.ToString());
    }
}
