using Xianjie.Monitoring.Authorisations;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Cases.Papers;

internal static class VisitCheck
{
    public static IEnumerable<Refusal> Of(CaseFile file, VisitForm form, Deadlines terms, DateOnly today)
    {
        if (file.Subject.Step != CaseStep.待入户)
            yield return new("本案现在不在“待入户核实”环节，不能填写核查表。");
        if (form.VisitedOn is not { } day || day > today || day < file.Subject.DiscoveredOn)
            yield return new($"入户日期应在发现日期 {file.Subject.DiscoveredOn:yyyy-MM-dd} 和今天之间。", "VisitedOn");
        var names = VisitForm.Names(form.Visitors);
        if (names.Count < terms.LeastVisitors)
            yield return new($"入户核实至少 {terms.LeastVisitors} 人，请写全姓名，用顿号分开。", "Visitors");
        if (CaseChecks.Again(file, names) is { } same)
            yield return same;
        foreach (var (field, label, text) in new[] { ("Income", "收入", form.Income), ("SelfPay", "合规自付支出", form.SelfPay), ("Problem", "突出困难问题", form.Problem), ("Coping", "自主应对能力", form.Coping) })
        {
            if (string.IsNullOrWhiteSpace(text))
                yield return new($"请写明“{label}”核实到的情况；没有的写“无”。", field);
        }
        if (form.CannotCope is null)
            yield return new("请判断家庭能否自主应对。", "CannotCope");
        foreach (var (field, label, _) in form.Amounts().Where(a => a.Value < 0))
            yield return new($"“{label}”不能是负数。", field);
        foreach (var refusal in Conclusion(form, terms))
            yield return refusal;
    }

    private static IEnumerable<Refusal> Conclusion(VisitForm form, Deadlines terms)
    {
        if (form.HasRisk is null)
            yield return new("请选择核实结论。", "HasRisk");
        if (form.HasRisk != true)
            yield break;
        if (CaseChecks.RisksAmiss(form.Risks, terms.MostRisks) is { } risks)
            yield return risks;
        if (!ObjectTypes.Categories.Contains(form.Category ?? string.Empty))
            yield return new("请选择拟定类别。", "Category");
    }
}

internal static class AuthorisationCheck
{
    private const int Grown = 18;

    public static IEnumerable<Refusal> Of(AuthorisationForm form, IReadOnlyList<Person> members, DateOnly today)
    {
        if (form.Kind is { } kind && !Authorisation.Kinds.Contains(kind))
            yield return new("请选择授权书种类。", "Kind");
        if (form.Covers.Except(LetterScope.Items).Any())
            yield return new("请从名单中勾选授权事项。", "Covers");
        if (form.Others?.Length > 200 || form.MissingWhy?.Length > 200)
            yield return new("其他签署人和原因最多各 200 个字。", "Others");
        if (string.IsNullOrWhiteSpace(form.Number) || form.Number.Trim().Length > 60)
            yield return new("请填写授权书编号（60 字以内）。", "Number");
        if (form.SignedOn is not { } day || day > today || day < today.AddYears(-1))
            yield return new("签署日期应在近一年内，且不晚于今天。", "SignedOn");
        if (members.FirstOrDefault(m => m.Relation == Family.HeadRelation) is { } head && !form.Signers.Contains(head.Id))
            yield return new($"授权书须户主{head.Name}签字（按手印）。", "Signers");
        var missing = members.Where(m => m.Relation != Family.HeadRelation && IsGrown(m, today) && !form.Signers.Contains(m.Id)).Select(m => m.Name).ToList();
        if (missing.Count > 0 && string.IsNullOrWhiteSpace(form.MissingWhy))
            yield return new($"共同生活的成年成员也要签字，还缺{string.Join("、", missing)}。确有原因的请写明。", "MissingWhy");
    }

    private static bool IsGrown(Person person, DateOnly today) => person.BirthDate is not { } born || born.AddYears(Grown) <= today;
}

internal static class ReviewCheck
{
    public static IEnumerable<Refusal> Of(CaseFile file, ReviewForm form, DateOnly today)
    {
        if (file.Subject.Step != CaseStep.待评议)
            yield return new("本案现在不在“待民主评议”环节，不能登记评议。");
        else if (file.ReviewNow is not null)
            yield return new("本案已评议过。民主评议只进行一次，不能重复登记。");
        if (form.HeldOn is not { } day || day > today || day < file.Subject.DiscoveredOn)
            yield return new($"评议日期应在发现日期 {file.Subject.DiscoveredOn:yyyy-MM-dd} 和今天之间。", "HeldOn");
        foreach (var (field, label, text) in new[] { ("Place", "地点", form.Place), ("Chair", "主持人", form.Chair), ("Recorder", "记录人", form.Recorder), ("Minutes", "会议纪要", form.Minutes) })
        {
            if (string.IsNullOrWhiteSpace(text))
                yield return new($"请填写{label}。", field);
        }
        foreach (var refusal in Votes(form))
            yield return refusal;
    }

    private static IEnumerable<Refusal> Votes(ReviewForm form)
    {
        if (form is not { Expected: > 0 and < 1000, Present: >= 0, For: >= 0, Against: >= 0 } || form.Abstained < 0)
        {
            yield return new("请填写应到、实到、同意、不同意的人数。", "Expected");
            yield break;
        }
        if (form.Present > form.Expected)
            yield return new("实到人数不能多于应到人数。", "Present");
        if (!DemocraticReview.HasQuorum(form.Expected.Value, form.Present.Value))
            yield return new($"应到 {form.Expected} 人，实到 {form.Present} 人，不足三分之二，会议无效（村民委员会组织法第二十六条）。请另行召开。", "Present");
        if (form.For + form.Against + (form.Abstained ?? 0) != form.Present)
            yield return new($"同意 {form.For}、不同意 {form.Against}、弃权 {form.Abstained ?? 0} 之和应等于实到 {form.Present} 人。", "For");
        var carries = DemocraticReview.Carries(form.Present.Value, form.For.Value);
        if (form.Passed is null)
            yield return new("请选择评议结果。", "Passed");
        else if (form.Passed != carries)
            yield return new(carries ? "同意票过半，结果应为通过，与所选不符。" : "同意票未过实到人数的一半，结果应为不通过，与所选不符。", "Passed");
    }
}

internal static class HelpCheck
{
    public static IEnumerable<Refusal> Of(CaseFile file, HelpForm form, DateOnly today)
    {
        if (!file.Subject.FastTrack)
            yield return new("只有绿色通道案件可以先登记帮扶。");
        if (form.GivenOn is not { } day || day > today)
            yield return new("请填写帮扶日期，不晚于今天。", "GivenOn");
        if (string.IsNullOrWhiteSpace(form.What))
            yield return new("请写明落实的帮扶。", "What");
        if (string.IsNullOrWhiteSpace(form.Unit))
            yield return new("请填写落实单位。", "Unit");
        if (form.Amount < 0)
            yield return new("金额不能是负数。", "Amount");
    }
}
