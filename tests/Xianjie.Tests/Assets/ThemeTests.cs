using System.Globalization;
using System.Text.RegularExpressions;
using Xianjie.Platform.Web.Menu;
using Xianjie.Platform.Web.TagHelpers;

namespace Xianjie.Tests.Assets;

public sealed partial class ThemeTests
{
    [GeneratedRegex(@"^\.(?<name>(?:risk|tag)-\w+) \{ background: (?<ground>[^;]+); color: (?<ink>[^;]+);", RegexOptions.Multiline)]
    private static partial Regex Badge { get; }

    [GeneratedRegex(@"<icon [^>]*name=""(?<name>[a-z0-9-]+)""|\bicon=""(?<name>[a-z0-9-]+)""")]
    private static partial Regex IconUse { get; }

    private static string Theme => File.ReadAllText(Path.Combine(Tree.Web, "css", "xianjie.css"));

    private static HashSet<string> Sprite => [.. Regex.Matches(File.ReadAllText(Path.Combine(Tree.Library, "icons", "icons.svg")), "symbol id=\"([^\"]+)\"").Select(hit => hit.Groups[1].Value)];

    /// <summary>WCAG 2.1 contrast ratio, 1 to 21.</summary>
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        if (colour.StartsWith("var(", StringComparison.Ordinal))
            colour = Regex.Match(Theme, Regex.Escape(colour[4..^1]) + ": (#[0-9a-f]+)").Groups[1].Value;
        if (colour.Length == 4) colour = string.Concat("#", string.Concat(colour[1..].Select(digit => new string(digit, 2))));
        double Part(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Part(1) + 0.7152 * Part(3) + 0.0722 * Part(5);
    }

    [Fact]
    public void Every_badge_has_the_contrast_of_level_AA()
    {
        var badges = Badge.Matches(Theme).ToList();
        Assert.Equal(BadgeRiskTagHelper.Colours.Count + 4, badges.Count);
        Assert.All(badges, badge => Assert.True(Contrast(badge.Groups["ground"].Value, badge.Groups["ink"].Value) >= 4.5, badge.Value));
    }

    [Theory]
    [InlineData("var(--ink)", "var(--ground)")]
    [InlineData("var(--mute)", "var(--ground)")]
    [InlineData("var(--blue)", "var(--ground)")]
    [InlineData("var(--red)", "var(--red-soft)")]
    [InlineData("var(--green)", "var(--green-soft)")]
    [InlineData("var(--amber)", "var(--amber-soft)")]
    [InlineData("#fff", "var(--blue)")]
    [InlineData("#fff", "var(--blue-dark)")]
    public void Text_stands_out_from_its_ground_at_level_AA(string ink, string ground) => Assert.True(Contrast(ink, ground) >= 4.5);

    [Fact]
    public void Contrast_is_measured_as_the_standard_defines_it()
    {
        Assert.Equal(21, Contrast("#000000", "#ffffff"), 3);
        Assert.Equal(4.54, Contrast("#767676", "#fff"), 2);
    }

    [Fact]
    public void Every_risk_type_of_the_code_list_has_its_own_colour()
    {
        var line = File.ReadLines(Path.Combine(Tree.Root, "catalogue", "codes.yaml")).Single(one => one.StartsWith("风险:", StringComparison.Ordinal));
        var types = Regex.Matches(line, @"\[(?<name>[^\[\],]+)[,\]]").Select(hit => hit.Groups["name"].Value).ToHashSet();
        Assert.Equal(types.Order(StringComparer.Ordinal), BadgeRiskTagHelper.Colours.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(types.Count, BadgeRiskTagHelper.Colours.Values.Distinct().Count());
    }

    [Fact]
    public void Every_icon_that_a_view_or_the_menu_names_is_in_the_sprite()
    {
        var inViews = Tree.Views().SelectMany(path => IconUse.Matches(File.ReadAllText(path)).Select(hit => hit.Groups["name"].Value));
        var inMenu = Enum.GetValues<MenuSection>().Select(section => MenuSections.Words(section).Icon);
        Assert.Empty(inViews.Concat(inMenu).Distinct().Except(Sprite));
    }

    [Fact]
    public void The_sprite_holds_the_icons_of_the_list() =>
        Assert.Equal(File.ReadLines(Path.Combine(Tree.Root, "tools", "frontend", "icons.txt")).Where(name => name.Length > 0).ToHashSet(), Sprite);
}
