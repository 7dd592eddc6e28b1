using FsCheck;
using FsCheck.Fluent;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Tests.Identifiers;

public sealed class AmountAndTimeTests
{
    [Theory]
    [InlineData("1,234.50元", 123450)]
    [InlineData("￥1234.5", 123450)]
    [InlineData("１２３４．５", 123450)]
    [InlineData("1，234", 123400)]
    [InlineData("-3", -300)]
    [InlineData("6000.01", 600001)]
    [InlineData("12.3400", 1234)]
    [InlineData("1.2万", 1200000)]
    [InlineData("1.2345万元", 1234500)]
    [InlineData("0", 0)]
    public void Amounts_are_read_to_the_fen(string text, long fen)
    {
        Assert.True(Money.TryParse(text, out var amount, out var reason), reason);
        Assert.Equal(fen, amount.Fen);
    }

    [Theory]
    [InlineData("", "没有填")]
    [InlineData("12.345", "两位小数")]
    [InlineData("1,23", "应是数字")]
    [InlineData("12.3.4", "应是数字")]
    [InlineData("约500", "应是数字")]
    [InlineData("1e5", "应是数字")]
    [InlineData("99999999999", "金额过大")]
    [InlineData("99999999999999999999999999999999999", "")]
    [InlineData("=1+1", "应是数字")]
    public void Amounts_that_are_not_plain_are_refused(string text, string expected)
    {
        Assert.False(Money.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_amount_survives_its_text() =>
        Prop.ForAll(Gen.Choose(int.MinValue / 2, int.MaxValue / 2).ToArbitrary(), fen =>
            Money.TryParse(Money.FromFen(fen).ToString(), out var back, out _) && back.Fen == fen).QuickCheckThrowOnFailure();

    [Fact]
    public void Sums_that_do_not_fit_throw() =>
        Assert.Throws<OverflowException>(() => Money.FromFen(long.MaxValue) + Money.FromFen(1));

    [Theory]
    [InlineData("202503")]
    [InlineData("2025-03")]
    [InlineData("2025-3")]
    [InlineData("2025.3")]
    [InlineData("2025/03")]
    [InlineData("2025年3月")]
    [InlineData("20250315")]
    [InlineData("2025-03-15")]
    [InlineData("2025年3月15日")]
    [InlineData("202503.0")]
    [InlineData("２０２５０３")]
    public void Months_are_read_in_the_usual_forms(string text)
    {
        Assert.True(YearMonth.TryParse(text, out var month, out var reason), reason);
        Assert.Equal(202503, month.Value);
    }

    [Theory]
    [InlineData("202513", "没有 13 月")]
    [InlineData("2025", "202503")]
    [InlineData("20251", "202503")]
    [InlineData("099912", "1900")]
    public void Other_months_are_refused(string text, string expected)
    {
        Assert.False(YearMonth.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Months_are_added_across_years()
    {
        Assert.Equal(202601, YearMonth.From(2025, 12).AddMonths(1).Value);
        Assert.Equal(202411, YearMonth.From(2025, 1).AddMonths(-2).Value);
        Assert.Equal(14, YearMonth.From(2026, 3).MonthsSince(YearMonth.From(2025, 1)));
        Assert.Equal(new DateOnly(2024, 2, 29), YearMonth.From(2024, 2).LastDay);
        Assert.Equal("2024年2月", YearMonth.From(2024, 2).ToChinese());
    }

    [Theory]
    [InlineData("2025", 2025)]
    [InlineData("2025年度", 2025)]
    [InlineData("２０２５年", 2025)]
    [InlineData("2025.0", 2025)]
    public void Years_are_read(string text, int year)
    {
        Assert.True(PolicyYear.TryParse(text, out var read, out var reason), reason);
        Assert.Equal(year, read.Value);
    }

    [Theory]
    [InlineData("25", "四位年份")]
    [InlineData("1234", "不在 1949 至 2100")]
    public void Other_years_are_refused(string text, string expected)
    {
        Assert.False(PolicyYear.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }
}
