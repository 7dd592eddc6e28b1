using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Xianjie.Platform.Web.TagHelpers;

/// <summary>
/// <c>&lt;pager number="Model.Number" size="Model.Size" total="Model.Total" next-key="Model.NextKey" /&gt;</c>. The address carries
/// <c>p</c> (page from 1), <c>size</c> and, beyond page 100, <c>after</c> (key of the last row), because skipping rows grows slow.
/// </summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTagHelper : TagHelper
{
    internal const int LastSkippedPage = 100;
    private static readonly int[] Sizes = [10, 20, 50, 100];

    public int Number { get; set; } = 1;
    public int Size { get; set; } = 20;
    public long Total { get; set; }

    /// <summary>Sort key of the last row shown; needed from page 100 on.</summary>
    public string? NextKey { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    private long Pages => Math.Max(1, (Total + Size - 1) / Size);

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager");
        output.Attributes.SetAttribute("aria-label", "分页");
        var body = output.Content.SetHtmlContent("");
        body.AppendHtml(Word("span", $"共 {Total:N0} 条，第 {Number:N0}/{Pages:N0} 页"));
        AppendMove(body, Number > 1 && !Keyed(Number), Number - 1, "上一页");
        foreach (var page in Shown()) AppendPage(body, page);
        AppendMove(body, Number < Pages && (!Keyed(Number + 1) || NextKey is not null), Number + 1, "下一页");
        body.AppendHtml(SizeLinks());
    }

    private static bool Keyed(long page) => page > LastSkippedPage;

    /// <summary>First page, two either side of the present one, last page; zero stands for a gap.</summary>
    internal IEnumerable<long> Shown()
    {
        long before = 0;
        var around = Enumerable.Range(Number - 2, 5).Select(page => (long)page);
        var reachable = around.Append(1).Append(Pages).Where(page => page >= 1 && page <= Pages && (!Keyed(page) || page == Number));
        foreach (var page in reachable.Distinct().Order())
        {
            if (page > before + 1) yield return 0;
            yield return before = page;
        }
    }

    private void AppendPage(TagHelperContent body, long page)
    {
        if (page == 0) body.AppendHtml(Word("span", "…"));
        else if (page == Number)
        {
            var here = Word("span", page.ToString("N0", CultureInfo.InvariantCulture));
            here.Attributes["aria-current"] = "page";
            body.AppendHtml(here);
        }
        else body.AppendHtml(Link(page, page.ToString("N0", CultureInfo.InvariantCulture)));
    }

    private void AppendMove(TagHelperContent body, bool possible, long page, string words)
    {
        if (possible) body.AppendHtml(Link(page, words));
        else body.AppendHtml(FieldTagHelper.Part("span", "dead", words));
    }

    private TagBuilder Link(long page, string words)
    {
        var key = Keyed(page) ? NextKey : null;
        var link = Word("a", words);
        link.Attributes["href"] = Address.With(ViewContext.HttpContext.Request,
            ("p", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)), ("after", key));
        return link;
    }

    private TagBuilder SizeLinks()
    {
        var box = FieldTagHelper.Part("span", "size", "每页");
        foreach (var size in Sizes)
        {
            var words = size.ToString(CultureInfo.InvariantCulture);
            var link = Word(size == Size ? "span" : "a", words);
            if (size == Size) link.Attributes["aria-current"] = "true";
            else link.Attributes["href"] = Address.With(ViewContext.HttpContext.Request, ("p", null), ("after", null), ("size", words));
            box.InnerHtml.AppendHtml(link);
        }
        return box;
    }

    private static TagBuilder Word(string tag, string words)
    {
        var part = new TagBuilder(tag);
        part.InnerHtml.Append(words);
        return part;
    }
}
