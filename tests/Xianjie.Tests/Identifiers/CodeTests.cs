using FsCheck;
using FsCheck.Fluent;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Tests.Identifiers;

public sealed class CodeTests
{
    private static readonly DateOnly Today = new(2026, 11, 1);

    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData(" 91350100m000100y43 ")]
    [InlineData("９１３５０１００Ｍ０００１００Ｙ４３")]
    public void The_sample_credit_code_is_read(string text)
    {
        Assert.True(CreditCode.TryParse(text, out var code, out var reason), reason);
        Assert.Equal("91350100M000100Y43", code.ToString());
        Assert.Equal('9', code.Registrar);
        Assert.Equal("350100", code.Region);
    }

    [Theory]
    [InlineData("91350100M000100Y4Z", "第 18 位是“Z”")]
    [InlineData("91350100M000100Y44", "末位应是 3")]
    [InlineData("350100100001234", "旧营业执照")]
    [InlineData("9135", "应为 18 位")]
    public void A_wrong_credit_code_is_refused(string text, string expected)
    {
        Assert.False(CreditCode.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_single_wrong_character_of_a_credit_code_is_caught() =>
        Prop.ForAll(Gen.Elements("0123456789ABCDEFGHJKLMNPQRTUWXY".ToCharArray()).ArrayOf(17).ToArbitrary(), Gen.Choose(0, 16).ToArbitrary(), (body, at) =>
        {
            var valid = new string(body) + CreditCode.CheckOf(body);
            var wrong = valid[..at] + (valid[at] == 'A' ? 'B' : 'A') + valid[(at + 1)..];
            return CreditCode.TryParse(valid, out var code, out _) && code.ToString() == valid && !CreditCode.TryParse(wrong, out _, out _);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Kind_and_level_of_a_disability_follow_from_the_card()
    {
        Assert.True(DisabilityCardNo.TryParse("11010519491231002x42", Today, out var card, out var reason), reason);
        Assert.Equal("11010519491231002X", card.Holder.ToString());
        Assert.Equal("肢体", card.KindName);
        Assert.Equal("二级", card.LevelName);
        Assert.True(card.IsSevere);
        Assert.False(card.IsReissued);
        Assert.Equal("11010519491231002X42", card.ToString());
    }

    [Theory]
    [InlineData("11010519491231002X1301")]
    [InlineData("11010519491231002X13B1")]
    public void A_reissued_card_has_22_characters(string text)
    {
        Assert.True(DisabilityCardNo.TryParse(text, Today, out var card, out var reason), reason);
        Assert.True(card.IsReissued);
        Assert.Equal("视力", card.KindName);
        Assert.Equal(text, card.ToString());
    }

    [Theory]
    [InlineData("11010519491231002X", "应为 20 位")]
    [InlineData("11010519491231002X82", "第 19 位是残疾类别")]
    [InlineData("11010519491231002X45", "第 20 位是残疾等级")]
    [InlineData("11010519491231003X42", "前 18 位不是有效的身份证号")]
    [InlineData("1.10105194912E+19", "Excel")]
    public void A_wrong_disability_card_is_refused(string text, string expected)
    {
        Assert.False(DisabilityCardNo.TryParse(text, Today, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_card_that_fails_Luhn_is_doubted_but_kept()
    {
        Assert.True(BankCardNo.TryParse("6222 0210 0102 4123 456", out var card, out _));
        Assert.NotNull(card.Doubt);
        Assert.True(BankCardNo.TryParse("4532015112830366", out var sound, out _));
        Assert.Null(sound.Doubt);
        Assert.Equal("4532********0366", sound.Masked());
    }

    [Theory]
    [InlineData("6.22202E+18", "Excel")]
    [InlineData("12345", "现在是 5 位")]
    [InlineData("62220210010241234AB", "只能是数字")]
    public void A_text_that_is_no_bank_card_is_refused(string text, string expected)
    {
        Assert.False(BankCardNo.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("13800000000")]
    [InlineData("+86 138-0000-0000")]
    [InlineData("8613800000000")]
    [InlineData("13800000000.0")]
    public void Phones_are_read_as_people_write_them(string text)
    {
        Assert.True(PhoneNo.TryParse(text, out var phone, out var reason), reason);
        Assert.Equal("13800000000", phone.ToString());
        Assert.Equal("138****0000", phone.Masked());
    }

    [Theory]
    [InlineData("1380000000", "现在是 10 位")]
    [InlineData("12800000000", "13 至 19")]
    [InlineData("0817-1234567", "固定电话")]
    [InlineData("没有", "只能是数字")]
    public void Other_phones_are_refused(string text, string expected)
    {
        Assert.False(PhoneNo.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }
}
