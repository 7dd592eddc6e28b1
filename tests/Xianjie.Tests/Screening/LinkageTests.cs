using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Tests.Screening;

public sealed class LinkageTests
{
    private static readonly string Id = CitizenId.Create(999901, new DateOnly(1968, 11, 20), 123).ToString();
    private static readonly CandidateFinder Finder = new(Registry());

    private static FactStore Registry()
    {
        var lines = new List<string> { "户编号,身份证号,姓名,与户主关系", $"H1,{Id},欧阳春,户主" };
        for (var i = 0; i < 3000; i++)
            lines.Add($"H1,{CitizenId.Create(999902, new DateOnly(1950, 1, 1).AddDays(i * 9), i % 1000)},王{i % 50},其他");
        return FactLoader.Load(Given.Catalogue, [County.File("户", "户编号,行政区划,户类型,户属性\nH1,999901001201,普通农户,普通户\n"), County.File("成员", string.Join('\n', lines))]);
    }

    private static string Swapped(int at) => Id[..at] + Id[at + 1] + Id[at] + Id[(at + 2)..];

    [Fact]
    public void An_id_with_one_wrong_digit_finds_its_person_and_says_which_digit()
    {
        var wrong = Id[..9] + (Id[9] == '9' ? '0' : '9') + Id[10..];
        var best = Finder.Find(wrong, "欧阳春")[0];
        Assert.True(best.Person == 0 && best.Probability > 0.999);
        Assert.Contains(best.Reasons, r => r.Text.StartsWith("身份证号只差一位（第 10 位：9 应为 8", StringComparison.Ordinal));
        Assert.Contains(best.Reasons, r => r.Text == "姓名相同（户档中同名 1 人）");
    }

    [Fact]
    public void Swapped_missing_doubled_digits_and_a_wrong_check_character_find_their_person()
    {
        foreach (var slip in new[] { Swapped(10), Id[..5] + Id[6..], Id[..5] + Id[5] + Id[5..], Id[..17] + (Id[17] == '1' ? '2' : '1'), " " + Id[..17] + "Ｘ" })
            Assert.Equal(0, Finder.Find(slip, "欧阳春")[0].Person);
    }

    [Fact]
    public void The_same_name_and_birth_date_are_a_candidate_and_a_name_alone_is_not()
    {
        var other = CitizenId.Create(110101, new DateOnly(1968, 11, 20), 555).ToString();
        Assert.Equal(0, Assert.Single(Finder.Find(other, "欧 阳春")).Person);
        Assert.Empty(Finder.Find("", "欧阳春"));
        Assert.Empty(Finder.Find(CitizenId.Create(110101, new DateOnly(1970, 1, 1), 555).ToString(), "欧阳春"));
    }

    [Fact]
    public void A_near_id_under_another_name_weighs_little()
    {
        var wrong = Id[..9] + '9' + Id[10..];
        Assert.All(Finder.Find(wrong, "李四"), c => Assert.True(c.Probability < 0.9));
    }
}
