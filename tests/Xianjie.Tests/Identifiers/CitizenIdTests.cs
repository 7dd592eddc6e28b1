using System.Text;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Tests.Identifiers;

public sealed class CitizenIdTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    [Fact]
    public void The_sample_of_the_standard_is_read_with_its_parts()
    {
        Assert.True(CitizenId.TryParse("11010519491231002X", Today, out var id, out var reason), reason);

        Assert.Equal(110105, id.Region);
        Assert.Equal(new DateOnly(1949, 12, 31), id.BirthDate);
        Assert.Equal(Sex.Female, id.Sex);
        Assert.Equal('X', id.CheckDigit);
        Assert.Equal("11010519491231002X", id.ToString());
        Assert.Equal("110***********002X", id.Masked());
    }

    [Theory]
    [InlineData("11010519491231002x")]
    [InlineData(" 11010519491231002X\t")]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("'11010519491231002X")]
    [InlineData("\uFEFF110105 19491231 002X\u200B")]
    [InlineData("11010519491231002ｘ")]
    public void Small_x_full_width_digits_and_blanks_are_forgiven(string text)
    {
        Assert.True(CitizenId.TryParse(text, Today, out var id, out var reason), reason);
        Assert.Equal("11010519491231002X", id.ToString());
    }

    [Theory]
    [InlineData("", "没有填身份证号")]
    [InlineData("1101051949123100", "应为 18 位，现在是 16 位")]
    [InlineData("11010519491231002XX", "现在是 19 位")]
    [InlineData("110105194912310021", "末位应是 X，填的是 1")]
    [InlineData("11010519490231002X", "19490231 不存在")]
    [InlineData("11010510230131002X", "10230131 不存在")]
    [InlineData("110105209912310028", "20991231 晚于今天")]
    [InlineData("999999194912310021", "占位号")]
    [InlineData("5.11322E+17", "Excel")]
    [InlineData("5.11322198001011E+17", "Excel")]
    [InlineData("511322198001011000", "Excel")]
    [InlineData("511322198001011264.0", "Excel")]
    [InlineData("11O105194912310021", "第 3 位是“O”")]
    [InlineData("110105491231002", "升位后为 11010519491231002X")]
    [InlineData("110105490231002", "19490231 不存在")]
    [InlineData("'; DROP TABLE household; --", "应为 18 位")]
    public void What_is_wrong_is_said_in_words(string text, string expected)
    {
        Assert.False(CitizenId.TryParse(text, Today, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_birth_date_of_today_is_accepted_and_one_of_tomorrow_is_not()
    {
        Assert.True(CitizenId.TryParse(CitizenId.Create(511322, Today, 101).ToString(), Today, out _, out _));
        Assert.False(CitizenId.TryParse(CitizenId.Create(511322, Today.AddDays(1), 101).ToString(), Today, out _, out var reason));
        Assert.Contains("晚于今天", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_29_of_February_exists_in_leap_years_only()
    {
        Assert.True(CitizenId.TryParse(CitizenId.Create(511322, new DateOnly(2000, 2, 29), 11).ToString(), Today, out _, out _));
        Assert.False(CitizenId.TryParse("511322190002290011", Today, out _, out var reason));
        Assert.Contains("19000229 不存在", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_that_truly_ends_in_three_zeros_is_not_taken_for_lost_precision()
    {
        var ids = Enumerable.Range(0, 365).Select(day => CitizenId.Create(511322, new DateOnly(1980, 1, 1).AddDays(day), 100))
            .Where(id => id.CheckDigit == '0').ToList();

        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.True(CitizenId.TryParse(id.ToString(), Today, out _, out _)));
    }

    [Theory]
    [InlineData("110105491231002", "11010519491231002X")]
    [InlineData("110105991231996", "18991231996")]
    public void Old_numbers_are_upgraded(string old, string part)
    {
        Assert.True(CitizenId.TryUpgrade(old, out var id, out var reason), reason);
        Assert.Contains(part, id.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2004-02-29", "2022-02-28", 17)]
    [InlineData("2004-02-29", "2022-03-01", 18)]
    [InlineData("2004-05-01", "2022-04-30", 17)]
    [InlineData("2004-05-01", "2022-05-01", 18)]
    public void Age_is_counted_by_the_calendar(string birth, string day, int age)
    {
        var id = CitizenId.Create(511322, DateOnly.Parse(birth, null), 11);
        Assert.Equal(age, id.AgeOn(DateOnly.Parse(day, null)));
    }

    [Fact]
    public void Bytes_are_read_only_in_the_plain_form()
    {
        Assert.True(CitizenId.TryParse("11010519491231002X"u8, out var id));
        Assert.Equal("11010519491231002X", id.ToString());
        Assert.True(CitizenId.TryParse("11010519491231002x"u8, out _));
        Assert.False(CitizenId.TryParse("110105194912310021"u8, out _));
        Assert.False(CitizenId.TryParse("11010519490231002X"u8, out _));
        Assert.False(CitizenId.TryParse(" 11010519491231002X"u8, out _));
        Assert.False(CitizenId.TryParse("99999919491231002X"u8, out _));
        Assert.False(CitizenId.TryParse(Encoding.UTF8.GetBytes("一一一一一一"), out _));
    }

    [Fact]
    public void A_key_that_no_number_has_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CitizenId.FromKey(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => CitizenId.FromKey(11010519490231002));
    }
}
