using FsCheck;
using FsCheck.Fluent;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Tests.Identifiers;

public sealed class DivisionCodeTests
{
    [Theory]
    [InlineData("511322", DivisionLevel.County, "511322000000")]
    [InlineData("511322101", DivisionLevel.Township, "511322101000")]
    [InlineData("511322101204", DivisionLevel.Village, "511322101204")]
    [InlineData("５１１３２２１０１２０４", DivisionLevel.Village, "511322101204")]
    [InlineData("510000", DivisionLevel.Province, "510000000000")]
    [InlineData("511300000000", DivisionLevel.Prefecture, "511300000000")]
    [InlineData("511322101204.0", DivisionLevel.Village, "511322101204")]
    public void Codes_of_6_9_and_12_digits_are_read(string text, DivisionLevel level, string full)
    {
        Assert.True(DivisionCode.TryParse(text, out var code, out var reason), reason);
        Assert.Equal(level, code.Level);
        Assert.Equal(full, code.ToString());
    }

    [Theory]
    [InlineData("", "没有填")]
    [InlineData("5113221", "应为 12 位")]
    [InlineData("51132210120A", "只能是数字")]
    [InlineData("011322101204", "不以 0 开头")]
    public void Other_text_is_refused_with_words(string text, string expected)
    {
        Assert.False(DivisionCode.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_village_lies_in_its_township_county_prefecture_and_province()
    {
        var village = DivisionCode.Parse("511322101204", null);

        Assert.Equal("511322101000", village.Parent.ToString());
        Assert.Equal("511322000000", village.Parent?.Parent.ToString());
        Assert.Equal("511300000000", village.At(DivisionLevel.Prefecture).ToString());
        Assert.Null(village.At(DivisionLevel.Province).Parent);
        Assert.Throws<ArgumentOutOfRangeException>(() => village.At(DivisionLevel.County).At(DivisionLevel.Village));
        Assert.Equal("511322101", village.At(DivisionLevel.Township).Prefix);
    }

    [Fact]
    public void Inside_is_the_same_as_sharing_the_prefix() =>
        Prop.ForAll(Codes.ToArbitrary(), Codes.ToArbitrary(), (outer, inner) =>
            outer.Contains(inner) == inner.ToString().StartsWith(outer.Prefix, StringComparison.Ordinal)
            && (outer.Parent?.Contains(outer) ?? true)).QuickCheckThrowOnFailure();

    private static readonly Gen<DivisionCode> Codes =
        from province in Gen.Choose(51, 52)
        from prefecture in Gen.Choose(0, 2)
        from county in Gen.Choose(0, 2)
        from township in Gen.Choose(0, 2)
        from village in Gen.Choose(0, 2)
        select DivisionCode.From(((((province * 100L) + prefecture) * 100 + county) * 1000 + township) * 1000 + village);
}
