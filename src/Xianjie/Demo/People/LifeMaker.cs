namespace Xianjie.Demo.People;

/// <summary>School, education, health, disability and labour by age and generation.</summary>
internal sealed class LifeMaker(DateOnly asOf)
{
    private static readonly string[] education = ["文盲或半文盲", "小学", "初中", "高中", "大专", "本科及以上"];
    private static readonly int[][] byGeneration =
    [
        [430, 450, 100, 18, 2, 0], [180, 500, 260, 52, 6, 2], [40, 310, 530, 95, 18, 7], [6, 100, 590, 170, 84, 50], [2, 14, 440, 270, 170, 104],
    ];
    private static readonly string[] junior = ["七年级", "八年级", "九年级"];
    private static readonly string[] senior = ["普通高中一年级", "普通高中二年级", "普通高中三年级"];
    private static readonly string[] vocational = ["中职一年级", "中职二年级", "中职三年级"];
    private static readonly string[] college = ["高职高专一年级", "高职高专二年级", "高职高专三年级"];
    private static readonly string[] university = ["本科一年级", "本科二年级", "本科三年级", "本科四年级"];

    // The school year turns on 1 September.
    private readonly DateOnly schoolYear = new(asOf.Month >= 9 ? asOf.Year : asOf.Year - 1, 9, 1);

    public void Live(Person person, Draw draw)
    {
        Health(person, draw);
        person.School = School(Ages.On(person.Birth, schoolYear), person.DisabilityLevel is 1, draw);
        if (person.IsPupil && person.Age < 16)
            person.DropoutReason = "无";
        if (person.School == "非在校生")
            person.Education = Education(person, draw);
        person.Labour = Labour(person, draw);
        person.Political = person.Age < 18 ? "群众" : draw.Chance(person.Male ? 0.055 : 0.02) ? "中共党员" : person.Age < 26 && draw.Chance(0.3) ? "共青团员" : "群众";
        person.Pension = person.Age >= 16 && !person.IsPupil && draw.Chance(0.93);
        person.EmployeeInsured = person.Age is >= 22 and < 60 && draw.Chance(0.055);
        person.Insured = person.EmployeeInsured || draw.Chance(0.985);
        person.Phone = person.Age >= 15 && draw.Chance(0.85) ? Names.Numbers.Phone(draw) : "";
    }

    private string School(int age, bool severe, Draw draw) => age switch
    {
        < 3 => "学龄前儿童",
        < 6 => draw.Chance(0.9) ? "学前教育" : "学龄前儿童",
        < 12 => "小学",
        < 15 => junior[age - 12],
        < 18 => severe ? "非在校生" : draw.Weighted([54, 39, 7]) switch { 0 => senior[age - 15], 1 => vocational[age - 15], _ => "非在校生" },
        < 22 => draw.Weighted([26, 24, 50]) switch { 0 when age < 21 => college[age - 18], 1 => university[age - 18], _ => "非在校生" },
        < 25 => draw.Chance(0.02) ? "硕士研究生及以上" : "非在校生",
        _ => "非在校生",
    };

    private static string Education(Person person, Draw draw)
    {
        if (person.Age < 16)
            return "初中"; // left after the ninth year
        var generation = person.Birth.Year switch { < 1950 => 0, < 1965 => 1, < 1980 => 2, < 1995 => 3, _ => 4 };
        var level = draw.Weighted(byGeneration[generation]);
        var most = person.Age < 18 ? 2 : person.Age < 21 ? 3 : person.Age < 22 ? 4 : 5;
        return education[Math.Min(level, most)];
    }

    private void Health(Person person, Draw draw)
    {
        person.Chronic = draw.Chance(person.Age switch { < 16 => 0.005, < 45 => 0.03, < 60 => 0.11, < 70 => 0.26, _ => 0.4 });
        person.MajorIllness = draw.Chance(person.Age switch { < 16 => 0.002, < 45 => 0.004, < 60 => 0.013, _ => 0.028 });
        if (!draw.Chance(person.Age switch { < 16 => 0.008, < 45 => 0.014, < 60 => 0.026, _ => 0.052 }))
            return;
        person.DisabilityKind = 1 + draw.Weighted(person.Age > 60 ? [16, 20, 2, 50, 4, 5, 3] : [8, 8, 4, 46, 16, 14, 4]);
        person.DisabilityLevel = 1 + draw.Weighted([14, 26, 30, 30]);
        var days = Math.Min(asOf.DayNumber - person.Birth.DayNumber - 30, 4200);
        person.CardIssued = asOf.AddDays(-Math.Max(1, days) * draw.Between(18, 100) / 100 - 1);
    }

    private static string Labour(Person person, Draw draw)
    {
        if (person.Age < 16 || person.School != "非在校生")
            return "无劳动力";
        if (person.Age >= 70)
            return draw.Chance(0.02) ? "弱劳动力或半劳动力" : "无劳动力";
        if (person.IsDisabled)
            return person.DisabilityLevel <= 2 ? (draw.Chance(0.7) ? "丧失劳动力" : "无劳动力") : "弱劳动力或半劳动力";
        if (person.MajorIllness)
            return draw.Chance(0.4) ? "丧失劳动力" : "弱劳动力或半劳动力";
        if (person.Age >= 60)
            return draw.Chance(0.015) ? "普通劳动力" : draw.Chance(0.62) ? "弱劳动力或半劳动力" : "无劳动力";
        if (person.Chronic && draw.Chance(0.3))
            return "弱劳动力或半劳动力";
        return draw.Chance(0.09) ? "技能劳动力" : "普通劳动力";
    }
}
