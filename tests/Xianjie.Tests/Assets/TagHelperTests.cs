using AngleSharp.Dom;
using Xianjie.Platform.Web;
using Xianjie.Platform.Web.TagHelpers;

namespace Xianjie.Tests.Assets;

public sealed class TagHelperTests
{
    private static IElement Pager(int number, long total, string? key = null, string query = "?name=%E5%BC%A0&p=3&after=x") =>
        Rendering.Render(new PagerTagHelper { Number = number, Total = total, NextKey = key, ViewContext = Rendering.View(query: query) });

    private static string? Link(IElement body, string words) => body.QuerySelectorAll("a").FirstOrDefault(a => a.TextContent == words)?.GetAttribute("href");

    [Fact]
    public void The_pager_keeps_the_query_and_drops_the_old_place()
    {
        var body = Pager(3, 1204);
        Assert.Equal("/households?name=%E5%BC%A0&p=4", Link(body, "下一页"));
        Assert.Equal("/households?name=%E5%BC%A0", Link(body, "1"));
        Assert.Equal("/households?name=%E5%BC%A0&size=100", Link(body, "100"));
        Assert.Contains("共 1,204 条，第 3/61 页", body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Beyond_page_100_the_pager_goes_on_from_the_last_row()
    {
        Assert.Equal("/households?name=%E5%BC%A0&p=101&after=k9", Link(Pager(100, 90000, "k9"), "下一页"));
        Assert.Null(Link(Pager(50, 90000), "4,500"));
        Assert.Null(Link(Pager(100, 90000), "下一页"));
    }

    [Theory]
    [InlineData(1, 0, "1")]
    [InlineData(1, 60, "1 2 3")]
    [InlineData(7, 1204, "1 0 5 6 7 8 9 0 61")]
    public void The_pager_shows_the_ends_and_the_neighbours(int number, long total, string shown) =>
        Assert.Equal(shown, string.Join(' ', new PagerTagHelper { Number = number, Total = total }.Shown()));

    [Fact]
    public void The_step_bar_says_who_holds_the_step_since_when_and_the_days_left()
    {
        Step[] steps = [new("核查", StepState.Done, "刘洋", new(2026, 10, 8)), new("评议", StepState.Now, "青山村", new(2026, 10, 20), 2, 10), new("审核", StepState.Waiting)];
        var items = Rendering.Render(new StepBarTagHelper { Steps = steps, ViewContext = Rendering.View() }).QuerySelectorAll("li").ToList();
        Assert.Equal(["done", "now", ""], items.Select(item => item.ClassName ?? ""));
        Assert.Contains("青山村 2026-10-20 起", items[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("还剩 2 天", items[1].QuerySelector(".days-short")!.TextContent);
        Assert.Equal("step", items[1].GetAttribute("aria-current"));
    }

    [Theory]
    [InlineData(3, 10, "days-ok", "还剩 3 天")]
    [InlineData(2, 8, "days-short", "还剩 2 天")]
    [InlineData(0, 10, "days-short", "今天到期")]
    [InlineData(-1, 10, "days-over", "已超期 1 天")]
    public void Days_are_green_above_a_quarter_then_amber_and_red_when_overdue(int left, int allowed, string css, string words)
    {
        var step = new Step("评议", StepState.Now, DaysLeft: left, DaysAllowed: allowed);
        Assert.Equal((css, words), (step.DaysClass, step.DaysWords));
    }

    [Fact]
    public void A_risk_type_is_a_word_on_its_colour_and_an_unknown_one_is_still_a_word()
    {
        Assert.Equal("tag risk-illness", Rendering.Render(new BadgeRiskTagHelper { Type = "因病" }).FirstElementChild!.ClassName);
        var unknown = Rendering.Render(new BadgeRiskTagHelper { Type = "因<b>" }).FirstElementChild!;
        Assert.Equal(("tag risk-other", "因<b>"), (unknown.ClassName, unknown.TextContent));
        Assert.Equal("", Rendering.Render(new BadgeRiskTagHelper()).InnerHtml);
    }

    [Fact]
    public void A_masked_value_offers_the_original_only_to_those_who_may_ask()
    {
        var may = Rendering.Render(new MaskedTagHelper { Value = "520***********123X", What = "证件号", Reveal = "/p/1/reveal", ViewContext = Rendering.View() });
        Assert.Equal("/p/1/reveal", may.QuerySelector("a")!.GetAttribute("href"));
        Assert.Null(Rendering.Render(new MaskedTagHelper { Value = "520***********123X", ViewContext = Rendering.View() }).QuerySelector("a"));
        Assert.Equal("—", Rendering.Render(new MaskedTagHelper { Value = null, Reveal = "/x", ViewContext = Rendering.View() }).TextContent);
    }

    [Fact]
    public void A_figure_opens_its_rows_and_an_icon_comes_from_the_sprite()
    {
        var card = Rendering.Render(new FigureCardTagHelper { Label = "监测对象", Value = "1,204", Unit = "户", Href = "/households", Icon = "home", ViewContext = Rendering.View() });
        Assert.Equal("/households", card.QuerySelector("a.figure")!.GetAttribute("href"));
        Assert.Equal("1,204户", card.QuerySelector(".figure-value")!.TextContent);
        Assert.Equal("/lib/icons/icons.svg#home", card.QuerySelector("use")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("/households", "名册")]
    [InlineData("/households/12/edit", "名册")]
    [InlineData("/households/import", "导入")]
    [InlineData("/householdsx", null)]
    [InlineData("/", "首页")]
    public void A_page_lights_the_nearest_menu_item(string path, string? title)
    {
        MenuGroup[] menu = [new("监测帮扶", "home", [new("首页", "/"), new("名册", "/households"), new("导入", "/households/import")])];
        Assert.Equal(title, MenuLookup.Find(menu, path)?.Item.Title);
        Assert.Equal("名册", MenuLookup.Find(menu, "/elsewhere", [new Crumb("名册", "/households")])?.Item.Title);
    }
}
