using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases;

/// <summary>What must be there before a move is made (monitoring.md 5.1, 5.3). Each refusal says what is missing and where to add it.</summary>
internal static class CaseChecks
{
    public static Refusal? Refuse(CaseFile file, Move<CaseStep, CaseTrigger> move, MoveRequest wish, Mover who, DateOnly today, Deadlines terms)
    {
        if (move.NeedsReason && string.IsNullOrWhiteSpace(wish.Words))
            return new($"“{move.Title}”必须写明理由。", "Words");
        return move.Trigger switch
        {
            CaseTrigger.发现风险 => Visited(file, risk: true, terms) ?? Authorised(file, today),
            CaseTrigger.无风险 => Visited(file, risk: false, terms),
            CaseTrigger.拒绝授权 => file.Authorisations.Exists(a => a.HoldsOn(today)) ? new("本案有在有效期内的授权书，不能按拒绝授权终止。农户撤回授权的，先在“授权”中登记撤回。") : Came(file),
            CaseTrigger.评议通过 => Reviewed(file, passed: true) ?? Standing(file),
            CaseTrigger.评议不通过 => Reviewed(file, passed: false),
            CaseTrigger.公示期满 => Served(file, today),
            CaseTrigger.乡镇同意 => Compared(file) ?? Standing(file),
            CaseTrigger.县级同意 => Standing(file) ?? Decided(wish, terms) ?? OtherThanTownship(file, who),
            CaseTrigger.办结 => Appealable(file, today, terms),
            CaseTrigger.申诉成立 or CaseTrigger.申诉不成立 when file.Subject.RefusedBy == who.Id => new("申诉须由作出不予认定决定以外的人复核。请转给另一位县监测员办理。"),
            _ => null,
        };
    }

    private static Refusal? Came(CaseFile file) => file.VisitNow is null ? new("还没有本次入户的核查表。请先填写“入户核查表”。") : null;

    private static Refusal? Visited(CaseFile file, bool risk, Deadlines terms)
    {
        if (file.VisitNow is not { } visit)
            return Came(file);
        if (visit.Names.Count < terms.LeastVisitors)
            return new($"入户核实至少 {terms.LeastVisitors} 人，核查表上只有 {visit.Names.Count} 人。请重新核实并填写。");
        if (visit.HasRisk != risk)
            return new(risk ? "核查表的结论是无风险，不能提交评议。" : "核查表的结论是有风险，不能按无风险办理。");
        if (Again(file, visit.Names) is { } same)
            return same;
        return risk && (visit.Category is null || string.IsNullOrEmpty(visit.Risks)) ? new("核查表没有写明风险和拟定类别。请补填核查表。") : null;
    }

    /// <summary>After an appeal was upheld other people must go.</summary>
    public static Refusal? Again(CaseFile file, IReadOnlyList<string> visitors)
    {
        if (file.Acts.FindLast(a => a.Trigger == CaseTrigger.申诉成立) is not { } upheld)
            return null;
        var before = file.Visits.Where(v => v.At < upheld.At).SelectMany(v => v.Names).ToHashSet();
        var same = visitors.Where(before.Contains).ToList();
        return same.Count == 0 ? null : new($"申诉成立后须另派人核实，{string.Join("、", same)}参加过上一次入户，请换人。", "Visitors");
    }

    private static Refusal? Authorised(CaseFile file, DateOnly today) =>
        file.Authorisations.Exists(a => a.HoldsOn(today)) ? null : new("还没有有效的承诺授权书。请先在“授权”中登记；农户拒绝授权的，办理“拒绝授权，终止”。");

    private static Refusal? Reviewed(CaseFile file, bool passed) => file.ReviewNow switch
    {
        null => new("还没有本次民主评议的记录。请先在“评议”中登记会议、票数和纪要。"),
        { Passed: var result } when result != passed => new(passed ? "评议结果是不通过，不能进入公示。" : "评议结果是通过，不能按不通过办理。"),
        _ => null,
    };

    private static Refusal? Served(CaseFile file, DateOnly today) => file.Notice switch
    {
        null => throw new InvalidOperationException("A case is on notice without a notice."),
        var notice when notice.IsServed(today) => null,
        var notice => new($"公示期到 {notice.EndsOn:yyyy-MM-dd}（含当日）未满，{notice.EndsOn.AddDays(1):MM月dd日}起可以上报。"),
    };

    private static Refusal? Compared(CaseFile file)
    {
        if (file.ComparedElsewhere)
            return null;
        if (!file.Queries.Exists(q => q.AnsweredOn is not null))
            return new("信息比对还没有结果。请在“比对”中发起比对并登记结果；低保对象已由民政核对的不需要重复比对。");
        return file.Queries.Find(q => q.AnsweredOn is null) is { } waiting ? new($"{waiting.AskedOn:MM月dd日}向{waiting.Channel}发起的比对还没有登记结果。") : null;
    }

    /// <summary>Every doubt has been concluded by a person, and none against identification.</summary>
    private static Refusal? Standing(CaseFile file)
    {
        if (file.Doubts.Find(d => d.Conclusion == DoubtConclusion.否决) is { } against)
            return new($"疑点“{against.Kind}”的人工结论是否决，不能同意认定。请办理不通过或退回；结论有误的先在“比对”中改正。");
        var open = file.Doubts.Count(d => d.Conclusion is null);
        return open == 0 || file.Subject.Step == CaseStep.待评议 ? null : new($"还有 {open} 条比对疑点没有人工结论。请在“比对”中逐条写明维持、解释采信或否决，并附证据。");
    }

    private static Refusal? Decided(MoveRequest wish, Deadlines terms)
    {
        if (wish.Category is null || !ObjectTypes.Categories.Contains(wish.Category))
            return new("请选择审定的类别。", "Category");
        return RisksAmiss(wish.Risks ?? [], terms.MostRisks);
    }

    public static Refusal? RisksAmiss(IReadOnlyList<string> risks, int most) =>
        risks.Count == 0 ? new("请至少选择一项风险。", "Risks")
        : risks.Count > most ? new($"风险最多登记 {most} 项，已选 {risks.Count} 项。", "Risks")
        : risks.Distinct().Count() < risks.Count || risks.Except(Traits.Risks).Any() ? new("风险应从名单中选择，不能重复。", "Risks") : null;

    private static Refusal? OtherThanTownship(CaseFile file, Mover who) =>
        file.Acts.FindLast(a => a.Trigger == CaseTrigger.乡镇同意)?.ById == who.Id ? new("乡镇审核和县级审定不能由同一人办理。") : null;

    private static Refusal? Appealable(CaseFile file, DateOnly today, Deadlines terms)
    {
        var until = terms.AppealEnd(Clock.Day(file.Stay.EnteredAt));
        return today > until ? null : new($"农户在 {until:yyyy-MM-dd} 前可以申诉，期满前不能归档。");
    }
}
