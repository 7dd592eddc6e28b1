using System.Globalization;

namespace Xianjie.Tests.Demo;

public sealed class DemoPeopleTests(SmallCounty county) : IClassFixture<SmallCounty>
{
    [Fact]
    public void People_are_as_in_a_poor_county()
    {
        var members = county.Clean("registry/成员.csv");
        var ages = members.Select(member => 2026 - Year(member["出生日期"])).ToList();
        Share(0.18, 0.26, ages.Count(age => age > 60), ages.Count);
        Share(0.14, 0.22, ages.Count(age => age < 16), ages.Count);
        Share(0.49, 0.55, members.Count(member => member["性别"] == "男"), members.Count);
        Share(0.02, 0.032, members.Count(member => member["残疾证号"].Length > 0), members.Count);
        Share(0.03, 0.052, members.Count(member => member["低保"] == "农村低保"), members.Count);
        Share(0.005, 0.012, members.Count(member => member["特困"] == "农村特困"), members.Count);
        Share(0.045, 0.085, members.Count(member => member["易迁人口"] == "是"), members.Count);
    }

    [Fact]
    public void Households_are_poor_monitored_and_eliminated_in_known_shares()
    {
        var households = county.Clean("registry/户.csv");
        var monitored = households.Where(household => household["识别月份"].Length > 0).ToList();
        Share(0.16, 0.24, households.Count(household => household["是否脱贫户"] == "是"), households.Count);
        Share(0.011, 0.023, monitored.Count, households.Count);
        Share(0.42, 0.70, monitored.Count(household => household["消除月份"].Length > 0), monitored.Count);
        Assert.All(monitored, household => Assert.NotEmpty(household["风险"]));
    }

    [Fact]
    public void Whoever_was_identified_since_2026_is_in_the_one_category_of_the_new_period()
    {
        var monitored = county.Clean("registry/户.csv").Where(household => household["识别月份"].Length > 0).ToList();
        Assert.All(monitored, household => Assert.Equal(string.CompareOrdinal(household["识别月份"], "202601") >= 0, household["户类型"] == "防止返贫致贫对象"));
        Assert.Contains(monitored, household => household["户类型"] == "防止返贫致贫对象");
        Assert.Contains(monitored, household => household["户类型"] == "边缘易致贫户");
    }

    [Fact]
    public void Disability_cards_carry_the_holders_id_kind_and_level()
    {
        string[] kinds = ["视力", "听力", "言语", "肢体", "智力", "精神", "多重"], levels = ["一级", "二级", "三级", "四级"];
        foreach (var member in county.Clean("registry/成员.csv").Where(member => member["残疾证号"].Length > 0))
        {
            var card = member["残疾证号"];
            Assert.Equal(20, card.Length);
            Assert.Equal(member["身份证号"], card[..18]);
            Assert.Equal(member["残疾类别"], kinds[card[18] - '1']);
            Assert.Equal(member["残疾等级"], levels[card[19] - '1']);
        }
    }

    [Fact]
    public void Income_adds_up_over_three_years_but_for_planted_mistakes()
    {
        var wrong = county.Clean("defects.csv").Where(row => row["应由哪条规则发现"] == "DQ110").Select(row => row["户编号"]).ToHashSet();
        var incomes = county.Clean("registry/年收入.csv");
        Assert.Equal(["2024", "2025", "2026"], incomes.Select(income => income["年度"]).Distinct().Order());
        foreach (var income in incomes)
        {
            var net = Yuan(income, "工资性收入") + Yuan(income, "生产经营性收入") + Yuan(income, "财产性收入") + Yuan(income, "转移性收入") - Yuan(income, "生产经营性支出");
            Assert.Equal(wrong.Contains(income["户编号"]), net != Yuan(income, "纯收入"));
        }
    }

    [Fact]
    public void Phones_are_of_prefixes_that_no_carrier_has()
    {
        var short1 = county.Clean("defects.csv").Where(row => row["应由哪条规则发现"] == "DQ051").Select(row => row["户编号"]).ToHashSet();
        foreach (var household in county.Clean("registry/户.csv").Where(household => household["联系电话"].Length > 0 && !short1.Contains(household["户编号"])))
            Assert.Matches("^16[3489][0-9]{8}$", household["联系电话"]);
    }

    [Fact]
    public void A_serious_blow_shows_in_the_files_of_the_department_that_should_notice()
    {
        var heads = county.Clean("registry/成员.csv").ToLookup(member => member["户编号"], member => member["身份证号"]);
        var houses = county.Clean("departments/住房鉴定.csv").Where(row => row["鉴定等级"] is "C级" or "D级" or "无法判定").Select(row => row["身份证号"]).ToHashSet();
        var cards = county.Clean("departments/残疾人证.csv").Where(row => row["业务类型"] is "新办" or "等级变更").Select(row => row["身份证号"]).ToHashSet();
        foreach (var truth in county.Clean("truth.csv"))
        {
            if (truth["应由哪些规则发现"].Contains("ZJ-1", StringComparison.Ordinal))
                Assert.Contains(heads[truth["户编号"]], houses.Contains);
            if (truth["应由哪些规则发现"].Contains("CL-1", StringComparison.Ordinal))
                Assert.Contains(heads[truth["户编号"]], cards.Contains);
        }
    }

    private static int Year(string date) => int.Parse(date.AsSpan(0, 4), CultureInfo.InvariantCulture);

    private static long Yuan(Dictionary<string, string> row, string column) => long.Parse(row[column], CultureInfo.InvariantCulture);

    private static void Share(double low, double high, int found, int of) => Assert.InRange((double)found / of, low, high);
}
