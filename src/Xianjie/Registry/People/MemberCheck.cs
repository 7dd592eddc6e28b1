using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Registry.People;

/// <summary>What a member's own fields say against each other (monitoring.md 1.2, 11): contradictions refuse, oddities are doubts.</summary>
internal sealed class MemberCheck(Clock clock, Platform.Data.XianjieDb db, Fields.RegistryFields fields) : ISaveCheck
{
    public Task<IReadOnlyList<SaveFinding>> CheckAsync(Family family, CancellationToken ct)
    {
        var findings = new List<SaveFinding>();
        foreach (var person in family.Members.Where(m => db.Entry(m).State is Microsoft.EntityFrameworkCore.EntityState.Added or Microsoft.EntityFrameworkCore.EntityState.Modified))
        {
            Identity(person, findings);
            Insurance(person, findings);
            if (person.BirthDate is { } born)
                Age(person, AgeOn(born, clock.Today), findings);
        }
        return Task.FromResult<IReadOnlyList<SaveFinding>>(findings);
    }

    /// <summary>Full years; someone born on 29 February grows older on 1 March of common years.</summary>
    public static int AgeOn(DateOnly born, DateOnly day) =>
        day.Year - born.Year - ((day.Month, day.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);

    private void Identity(Person person, List<SaveFinding> findings)
    {
        if (fields.Of(Fields.RegistryFields.Member, "citizen_id").Get(person) is not string text || !Screening.Identifiers.CitizenId.TryParse(text, null, out var id))
            return;
        if (person.BirthDate is null)
            person.BirthDate = id.BirthDate;
        else if (person.BirthDate != id.BirthDate)
            findings.Add(new($"{person.Name}：出生日期 {person.BirthDate:yyyy-MM-dd} 与身份证号中的 {id.BirthDate:yyyy-MM-dd} 不一致。", IsDoubt: false, "birth_date", person.Id));
        var sex = id.Sex == Screening.Identifiers.Sex.Male ? "男" : "女";
        if (person.Sex is null)
            person.Sex = sex;
        else if (person.Sex != sex)
            findings.Add(new($"{person.Name}：性别“{person.Sex}”与身份证号不一致。", IsDoubt: false, "sex", person.Id));
    }

    private static void Insurance(Person person, List<SaveFinding> findings)
    {
        if (person is { MedResident: true, MedEmployee: true })
            findings.Add(new($"{person.Name}：居民医保和职工医保不能同时为“是”。", IsDoubt: false, "med_employee", person.Id));
        if (person is { MedResident: false, MedEmployee: false })
            findings.Add(new($"{person.Name}：居民医保和职工医保都为“否”，请确认未参保。", IsDoubt: true, "med_resident", person.Id));
        if (person.Health is { } health && health.Split(';') is { Length: > 1 } states && states.Contains("健康"))
            findings.Add(new($"{person.Name}：健康状况选了“健康”，不能再选其他。", IsDoubt: false, "health", person.Id));
        if (person.SchoolState is not (null or "非在校生" or "学龄前儿童") && person.Education is not null)
            findings.Add(new($"{person.Name}：在校生不填文化程度（在校生状况为{person.SchoolState}，文化程度为{person.Education}）。", IsDoubt: true, "education", person.Id));
    }

    private static void Age(Person person, int age, List<SaveFinding> findings)
    {
        var (from, to) = person.SchoolState switch
        {
            "学前教育" => (2, 7), "小学" => (5, 14), "七年级" => (10, 16), "八年级" => (11, 17), "九年级" => (12, 18),
            { } state when state.StartsWith("普通高中", StringComparison.Ordinal) || state.StartsWith("中职", StringComparison.Ordinal) => (13, 23),
            "学龄前儿童" => (0, 7), _ => (0, 200),
        };
        if (age < from || age > to)
            findings.Add(new($"{person.Name}：学段为{person.SchoolState}，年龄 {age} 岁。", IsDoubt: true, "school_state", person.Id));
        if (age is >= 7 and < 15 && person is { SchoolState: null or "非在校生", DropoutReason: null or "无" })
            findings.Add(new($"{person.Name}：年龄 {age} 岁，不在校且未填失学原因。", IsDoubt: true, "dropout_reason", person.Id));
        if (age < 16 && person.Relation == Family.HeadRelation)
            findings.Add(new($"{person.Name}：户主年龄 {age} 岁。", IsDoubt: true, "relation", person.Id));
        if (age < 14 && person.Labour is ("普通劳动力" or "技能劳动力"))
            findings.Add(new($"{person.Name}：年龄 {age} 岁，劳动技能为{person.Labour}。", IsDoubt: true, "labour", person.Id));
    }
}
