using Xianjie.Demo.People;

namespace Xianjie.Demo.Registry;

internal enum DefectKind { None, SchoolAge, TwoHeads, Missing, BirthDate, Sex, EducationBoth, ChildLabour, OldPost, MemberCount, ShortPhone, IncomeSum, HouseArea }

/// <summary>A mistake in the registry that was planted, so that the data-quality rules (monitoring.md §11) can be scored.</summary>
internal readonly record struct Defect(DefectKind Kind, int Member)
{
    public const double Share = 0.011;

    public static Defect Choose(Household household, Draw draw)
    {
        if (!draw.Chance(Share))
            return new Defect(DefectKind.None, -1);
        var kind = (DefectKind)draw.Between(1, (int)DefectKind.HouseArea);
        var member = Array.FindIndex(household.Members, person => Fits(kind, household, person));
        return member >= 0 ? new Defect(kind, member) : new Defect(DefectKind.IncomeSum, -1);
    }

    /// <summary>The rule of monitoring.md §11 that should notice it.</summary>
    public string Rule => Kind switch
    {
        DefectKind.SchoolAge => "DQ061",
        DefectKind.TwoHeads => "DQ020",
        DefectKind.Missing => "DQ040",
        DefectKind.BirthDate => "DQ006",
        DefectKind.Sex => "DQ007",
        DefectKind.EducationBoth => "DQ066",
        DefectKind.ChildLabour => "DQ071",
        DefectKind.OldPost => "DQ075",
        DefectKind.MemberCount => "DQ024",
        DefectKind.ShortPhone => "DQ051",
        DefectKind.IncomeSum => "DQ110",
        DefectKind.HouseArea => "DQ134",
        _ => "",
    };

    public string Words => Kind switch
    {
        DefectKind.SchoolAge => "年龄与在校学段不符",
        DefectKind.TwoHeads => "一户两个户主",
        DefectKind.Missing => "民族、健康状况为空",
        DefectKind.BirthDate => "出生日期与身份证不一致",
        DefectKind.Sex => "性别与身份证不一致",
        DefectKind.EducationBoth => "文化程度与在校生状况同时填报",
        DefectKind.ChildLabour => "16岁以下登记为普通劳动力",
        DefectKind.OldPost => "70岁以上登记公益岗",
        DefectKind.MemberCount => "家庭人口数与成员数不一致",
        DefectKind.ShortPhone => "联系电话不足11位",
        DefectKind.IncomeSum => "纯收入与各项收支不符",
        DefectKind.HouseArea => "住房面积为0",
        _ => "",
    };

    private static bool Fits(DefectKind kind, Household household, Person person) => kind switch
    {
        DefectKind.SchoolAge => person.School is "普通高中二年级" or "普通高中三年级" or "中职二年级" or "中职三年级" or "九年级" && person.Age > 14,
        DefectKind.TwoHeads => person != household.Head && person.Age >= 18,
        DefectKind.EducationBoth => person.IsPupil && person.Age > 12,
        DefectKind.ChildLabour => person.Age is > 5 and < 16,
        DefectKind.OldPost => person.Age > 70 && person.Post.Length == 0,
        DefectKind.ShortPhone => household.Members.Any(member => member.Phone.Length > 0),
        _ => true,
    };
}
