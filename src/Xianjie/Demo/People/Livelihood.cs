namespace Xianjie.Demo.People;

/// <summary>Work, public posts, low-income status and three years of income that hang together.</summary>
internal sealed class Livelihood(DateOnly asOf)
{
    public static readonly string[] Outside =
    [
        "广东省东莞市东城区", "广东省深圳市宝安区", "广东省佛山市顺德区", "浙江省宁波市鄞州区", "浙江省温州市瓯海区", "江苏省苏州市昆山市", "福建省泉州市晋江市", "上海市松江区",
    ];
    private static readonly string[] inside = ["青岚省云汀市汀南区", "青岚省岚州市江北区", "青岚省岚州市望湖区"];
    public const string AtHome = "青岚省云汀市青禾县";
    private static readonly string[] posts = ["护林员", "保洁员", "护路员", "护水员", "护理员", "治安协调员", "其他"];
    private static readonly int[] wages = [1300, 1900, 2300, 2600, 2900, 3200, 3500, 3900, 4600, 5900, 10_500];

    public static void Status(Household household, Draw draw)
    {
        var members = household.Members;
        var weak = Array.Exists(members, member => member.IsDisabled || member.MajorIllness);
        household.Exited = draw.Chance(Math.Min(0.9, (weak ? 0.32 : 0.178) * household.Village.Hardship));
        household.Relocated = household.Exited && draw.Chance(0.31);
        household.MartyrFamily = draw.Chance(0.006);
        household.WellOff = !household.Exited && !weak && household.HasLabour && draw.Chance(0.13);
        Assist(household, weak, draw);
    }

    private static void Assist(Household household, bool weak, Draw draw)
    {
        var members = household.Members;
        if (members.Length == 1 && members[0].Age >= 60 && !household.WellOff && draw.Chance(0.29))
        {
            members[0].Tekun = true;
            return;
        }
        var elders = Array.TrueForAll(members, member => member.Age >= 60);
        var share = (weak ? 0.205 : elders ? 0.085 : 0.024) * (household.Exited ? 2.2 : 0.85);
        if (household.WellOff || !draw.Chance(share))
            return;
        var whole = draw.Chance(0.45);
        foreach (var member in members)
            member.Dibao = whole || member.IsDisabled || member.MajorIllness || elders;
        if (!Array.Exists(members, member => member.Dibao))
            members[0].Dibao = true;
    }

    public static void Work(Household household, Draw draw)
    {
        foreach (var member in household.Members)
        {
            if (member.Tekun || !member.HasLabour || member.School != "非在校生")
                continue;
            if (household.Exited && member.Age < 68 && draw.Chance(0.085))
                (member.Post, member.PostMonths) = (draw.Of(posts), draw.Between(6, 12));
            else if (draw.Chance(member.HasFullLabour ? (member.Age < 50 ? 0.76 : 0.48) : 0.08))
                GoOut(member, draw);
        }
    }

    private static void GoOut(Person member, Draw draw)
    {
        member.WorkMonths = draw.Between(5, 12) is var months && months > 11 ? 10 : months;
        member.WorkPlace = draw.Weighted([50, 20, 30]) switch { 0 => draw.Of(Outside), 1 => draw.Of(inside), _ => AtHome };
        var income = draw.Quantile(wages) * (member.Labour == "技能劳动力" ? 13 : 10) / 10;
        member.WorkIncome = (member.WorkPlace == AtHome ? income * 8 / 10 : income) / 10 * 10;
        member.Company = draw.Below(4000);
    }

    public void Earn(Household household, Draw draw)
    {
        var latest = Latest(household, draw);
        var years = new Income[3];
        for (var back = 2; back >= 0; back--)
        {
            var scale = (back switch { 0 => 100, 1 => 92, _ => 85 }) + (back == 0 ? 0 : draw.Between(-9, 9));
            years[2 - back] = Scaled(latest, asOf.Year - back, scale, back);
        }
        household.Incomes = years;
    }

    private static Income Scaled(Income income, int year, int percent, int back) => income with
    {
        Year = year,
        Wage = income.Wage * percent / 100,
        Business = income.Business * percent / 100,
        Cost = income.Cost * percent / 100,
        Property = income.Property * percent / 100,
        Pension = income.Pension - income.Pension / 20 * back,
        Dibao = income.Dibao - income.Dibao / 18 * back,
        OtherTransfer = income.OtherTransfer * percent / 100,
    };

    private Income Latest(Household household, Draw draw)
    {
        var income = new Income { Year = asOf.Year };
        var hands = 0;
        foreach (var member in household.Members)
        {
            income.Wage += member.WorkMonths * member.WorkIncome + member.PostMonths * 600;
            hands += member.HasFullLabour && !member.WorksOut ? 3 : member.HasLabour ? 1 : 0;
            income.Dibao += member.Dibao ? draw.Between(310, 520) * 12 : 0;
            income.Tekun += member.Tekun ? draw.Between(780, 860) * 12 : 0;
            income.Pension += member.Age >= 60 ? draw.Between(150, 230) * 12 : 0;
            income.OtherTransfer += member is { IsDisabled: true, DisabilityLevel: <= 2 } ? 1800 : member.Age >= 80 ? 1200 : 0;
            income.FamilyPlanning += member.Age is >= 60 and < 80 && draw.Chance(0.06) ? 1440 : 0;
        }
        var land = household.Living.Farmland;
        income.Business = land * draw.Between(70, 150) + hands * draw.Between(1500, 6500) + (household.WellOff ? draw.Between(20_000, 110_000) : 0);
        income.Cost = income.Business * draw.Between(24, 40) / 100;
        income.Property = household.Exited || draw.Chance(0.25) ? draw.Between(200, 1800) : 0;
        income.Ecology = household.Living.ReturnForest * 15;
        income.OtherTransfer += land * draw.Between(6, 12);
        income.SelfPay = Array.Exists(household.Members, member => member.Chronic || member.MajorIllness) && draw.Chance(0.3) ? draw.Between(10, 120) * 100 : 0;
        Support(household, ref income, draw);
        return income;
    }

    // Grown children who left the household register send money to old parents; without it nobody could live.
    private static void Support(Household household, ref Income income, Draw draw)
    {
        var floor = household.Members.Length * draw.Between(7200, 12_500);
        if (income.Net < floor && draw.Chance(0.93))
            income.OtherTransfer += floor - income.Net;
    }
}
