using System.Text.RegularExpressions;

namespace Xianjie.Tests.Assets;

/// <summary>Cadres' computers run Chromium 90, and the pages' security policy allows no inline script or style.</summary>
public sealed partial class BaselineTests
{
    [GeneratedRegex(@"color-mix\(|:has\(|@container|container-type|@layer|@property|@scope|@starting-style|\b(ok)?l(ch|ab)\(|\bhwb\(|light-dark\(|\b\d+[dsl]v[hw]\b|:modal|:popover-open|accent-color|field-sizing|scrollbar-gutter|subgrid|\btext-wrap(-\w+)?\s*:|\banchor-name|content-visibility|(^|[{;\s])(translate|rotate|scale)\s*:|(^|[{};])\s*&", RegexOptions.Multiline)]
    private static partial Regex NewCss { get; }

    [GeneratedRegex(@"\.at\(-?\d|\.findLast(Index)?\(|\.to(Sorted|Reversed|Spliced)\(|structuredClone\(|Object\.(hasOwn|groupBy)\(|Array\.fromAsync|randomUUID\(|AbortSignal\.(timeout|any)|\bstatic\s*\{|\.showPopover\(|Promise\.(withResolvers|try)|navigation\.navigate|CSSStyleSheet\(\)|with\s*\{\s*type:|#\w+ in \w+|checkVisibility\(|setHTML\(|URL\.canParse")]
    private static partial Regex NewScript { get; }

    // Data blocks (type application/json) are no scripts; scripts from our own files have src.
    [GeneratedRegex(@"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[""']|javascript:|<script(?![^>]*(\bsrc=|type=""application/json""))|\bhx-on\b|https?://(?!www\.w3\.org)", RegexOptions.IgnoreCase)]
    private static partial Regex Inline { get; }

    private static List<string> Offences(Regex pattern, IEnumerable<string> files) =>
        [.. files.SelectMany(path => pattern.Matches(File.ReadAllText(path)).Select(hit => $"{Path.GetRelativePath(Tree.Root, path)}: {hit.Value.Trim()}"))];

    [Fact]
    public void No_style_sheet_needs_a_browser_newer_than_Chromium_90() =>
        Assert.Empty(Offences(NewCss, Tree.Own(".css").Append(Path.Combine(Tree.Library, "bootstrap", "bootstrap.min.css"))));

    [Fact]
    public void No_script_needs_a_browser_newer_than_Chromium_90() => Assert.Empty(Offences(NewScript, Tree.Own(".js")));

    [Fact]
    public void No_view_has_inline_script_or_style_or_loads_from_elsewhere() => Assert.Empty(Offences(Inline, Tree.Views()));

    [Fact]
    public void Every_own_script_and_style_sheet_stays_short() =>
        Assert.All(Tree.Own(".js").Concat(Tree.Own(".css")), path => Assert.True(File.ReadLines(path).Count() <= 150, path));

    [Theory]
    [InlineData("a { color: color-mix(in srgb, red, blue) }")]
    [InlineData("div:has(> p) { margin: 0 }")]
    [InlineData("@container (min-width: 10px) { a { margin: 0 } }")]
    [InlineData("a { color: oklch(50% 0.1 20) }")]
    [InlineData("a {\n  &:hover { margin: 0 }\n}")]
    [InlineData("a { height: 100dvh }")]
    [InlineData("a { translate: 10px }")]
    public void A_planted_new_css_feature_is_caught(string css) => Assert.Matches(NewCss, css);

    [Theory]
    [InlineData("items.at(-1)")]
    [InlineData("structuredClone(a)")]
    [InlineData("class A { static { start(); } }")]
    [InlineData("rows.toSorted()")]
    public void A_planted_new_script_feature_is_caught(string script) => Assert.Matches(NewScript, script);

    [Theory]
    [InlineData("<p style=\"color:red\">")]
    [InlineData("<button onclick=\"go()\">")]
    [InlineData("<script>go()</script>")]
    [InlineData("<script src=\"https://cdn.example/x.js\">")]
    public void A_planted_inline_part_is_caught(string html) => Assert.Matches(Inline, html);

    [Theory]
    [InlineData("<script type=\"application/json\">{}</script>")]
    [InlineData("<script src=\"~/js/app.js\" type=\"module\"></script>")]
    public void A_data_block_and_a_script_of_our_own_are_allowed(string html) => Assert.DoesNotMatch(Inline, html);
}
