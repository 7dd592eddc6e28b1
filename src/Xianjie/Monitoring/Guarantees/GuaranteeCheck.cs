using Xianjie.Monitoring.Help;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Guarantees;

internal enum Standing { 保障, 缺口, 缺证明 }

/// <summary>One condition as it stands: met, failed, or not provable, with the evidence and its date.</summary>
internal sealed record Condition(GuaranteeKind Kind, Standing Standing, string Words, DateOnly? ProvedOn = null, string Source = "档案", Guid? PersonId = null, string? PersonName = null);

/// <summary>What the conditions of one household are judged by. Proofs come latest first.</summary>
internal sealed record GuaranteeFacts(Household Household, IReadOnlyList<Person> Members, Living? Living, IReadOnlyList<Proof> Proofs)
{
    /// <summary>Monitored, exited from poverty, or with dibao or tekun members: must be covered wholly, and without proof counts as open.</summary>
    public bool IsKey => Household.RiskState is HelpGaps.Monitored or HelpGaps.Removed || Household.IsExitedPoverty == true || Household.RiskState == "脱贫户"
        || Members.Any(m => m.Dibao is "农村低保" or "城市低保" || m.Tekun is "农村特困" or "城市特困");

    public IEnumerable<Proof> Of(GuaranteeKind kind, Guid? person = null) => Proofs.Where(p => p.Kind == kind && (person is null || p.PersonId == person));
}

/// <summary>
/// 三保障及饮水 as conditions (monitoring.md 9). A dated proof goes before the registry; where neither speaks, a key household has an
/// unproved condition and others have none.
/// </summary>
internal sealed class GuaranteeCheck(ParameterValues values, DateOnly today)
{
    public IReadOnlyList<Condition> Of(GuaranteeFacts facts)
    {
        var found = new List<Condition>();
        foreach (var member in facts.Members)
        {
            if (School(facts, member) is { } school)
                found.Add(Named(school, member));
            if (facts.IsKey)
                found.Add(Named(Insured(facts, member), member));
            found.AddRange(FollowUps(facts, member).Select(c => Named(c, member)));
        }
        found.Add(House(facts));
        found.AddRange(new WaterCheck(values, today).Of(facts));
        return facts.IsKey ? found : [.. found.Where(c => c.Standing != Standing.缺证明)];
    }

    private static Condition Named(Condition condition, Person member) => condition with { PersonId = member.Id, PersonName = member.Name };

    private Condition? School(GuaranteeFacts facts, Person member)
    {
        if (!IsOfSchoolAge(member, facts.Household.Division))
            return null;
        var proof = facts.Of(GuaranteeKind.义务教育, member.Id).FirstOrDefault(p => p.ProvedOn >= today.AddMonths(-values.Whole("在学证明有效月数", facts.Household.Division)));
        if (proof is not null)
            return new(GuaranteeKind.义务教育, proof.Passed ? Standing.保障 : Standing.缺口, proof.Passed ? $"{proof.Value}" : $"{proof.Value}，须劝返复学", proof.ProvedOn, proof.Source);
        return member.SchoolState switch
        {
            null => new(GuaranteeKind.义务教育, Standing.缺证明, "适龄，没有在校登记，也没有学籍数据"),
            "非在校生" => new(GuaranteeKind.义务教育, Standing.缺口, $"适龄未在校{(member.DropoutReason is null or "无" ? "" : $"（{member.DropoutReason}）")}，须劝返；身体原因的附证明"),
            "学龄前儿童" or "学前教育" => new(GuaranteeKind.义务教育, Standing.缺口, $"已到入学年龄，登记为{member.SchoolState}，须督促入学"),
            var school => new(GuaranteeKind.义务教育, Standing.保障, $"在读{school}"),
        };
    }

    /// <summary>Six when the school year began, not yet sixteen, and not through with junior school.</summary>
    private bool IsOfSchoolAge(Person member, long division)
    {
        if (member.BirthDate is not { } birth || member.Education is "初中" or "高中" or "大专" or "本科及以上")
            return false;
        var month = values.Whole("学年开始月份", division);
        var began = new DateOnly(today.Month >= month ? today.Year : today.Year - 1, month, 1);
        return Proposals.Age(birth, began) >= values.Whole("义务教育起始年龄", division) && Proposals.Age(birth, today) <= values.Whole("义务教育终止年龄", division);
    }

    private Condition Insured(GuaranteeFacts facts, Person member)
    {
        if (facts.Of(GuaranteeKind.医保参保, member.Id).FirstOrDefault(p => p.ProvedOn.Year == today.Year) is { } proof)
            return new(GuaranteeKind.医保参保, proof.Passed ? Standing.保障 : Standing.缺口, proof.Passed ? $"{today.Year} 年{proof.Value}" : $"{today.Year} 年{proof.Value}，重点人群须全部参保", proof.ProvedOn, proof.Source);
        return (member.MedResident, member.MedEmployee) switch
        {
            (true, _) => new(GuaranteeKind.医保参保, Standing.保障, "参加城乡居民医保"),
            (_, true) => new(GuaranteeKind.医保参保, Standing.保障, "参加职工医保"),
            (null, null) => new(GuaranteeKind.医保参保, Standing.缺证明, "档案没有参保登记，也没有参保数据"),
            _ => new(GuaranteeKind.医保参保, Standing.缺口, "没有参加基本医疗保险，重点人群须全部参保"),
        };
    }

    /// <summary>One condition for each of the four diseases that the member is kept for.</summary>
    private IEnumerable<Condition> FollowUps(GuaranteeFacts facts, Person member)
    {
        var (months, grace) = (values.Whole("慢病随访间隔月数", facts.Household.Division), values.Whole("慢病随访宽限天数", facts.Household.Division));
        foreach (var last in facts.Of(GuaranteeKind.慢病随访, member.Id).GroupBy(p => p.Value).Select(g => g.First()).Where(p => p.Passed))
        {
            var due = last.ProvedOn.AddMonths(months).AddDays(grace);
            yield return due < today
                ? new(GuaranteeKind.慢病随访, Standing.缺口, $"{last.Value}上次随访 {last.ProvedOn:yyyy-MM-dd}，已超过 {months} 个月加 {grace} 天", last.ProvedOn, last.Source)
                : new(GuaranteeKind.慢病随访, Standing.保障, $"{last.Value}随访 {last.ProvedOn:yyyy-MM-dd}，下次不晚于 {last.ProvedOn.AddMonths(months):yyyy-MM-dd}", last.ProvedOn, last.Source);
        }
    }

    private static Condition House(GuaranteeFacts facts)
    {
        var proof = facts.Of(GuaranteeKind.住房安全).FirstOrDefault();
        var (grade, on, source) = proof is null ? (facts.Living?.HouseGrade, (DateOnly?)null, "档案") : (proof.Value, proof.ProvedOn, proof.Source);
        return grade switch
        {
            "A级" or "B级" => new(GuaranteeKind.住房安全, Standing.保障, $"住房{grade}", on, source),
            null => new(GuaranteeKind.住房安全, Standing.缺证明, "没有住房鉴定等级"),
            "无法判定" => new(GuaranteeKind.住房安全, Standing.缺口, "住房等级无法判定，按有隐患处理，须重新鉴定", on, source),
            _ => new(GuaranteeKind.住房安全, Standing.缺口, $"住房{grade}，须改造", on, source),
        };
    }
}
