using Xianjie.Platform.Access;

namespace Xianjie.Monitoring.JointReview;

/// <summary>What the list of matters is narrowed to; figures link with the same words, so that a list shows the count of its figure.</summary>
internal sealed class MatterQuery
{
    public static readonly IReadOnlyList<(string Key, string Words)> States =
        [("open", "未办结"), ("todo", "待研判"), ("doing", "待处置"), ("overdue", "处置逾期"), ("check", "待验收"), ("done", "已处置"), ("out", "已排除"), ("all", "全部")];

    public string? State { get; set; } = "open";
    public Guid? Session { get; set; }
    /// <summary>A division of any level; not “area”, which is the one chosen in the top bar for the whole site.</summary>
    public long? Place { get; set; }
    public MatterConclusion? Conclusion { get; set; }
    public MatterSource? Source { get; set; }
    public string? Unit { get; set; }
    public string? Q { get; set; }

    /// <summary>What this person may see: a department only what was given to it. Townships and villages are kept to their area by the scope.</summary>
    public static IQueryable<JointMatter> Reaching(IQueryable<JointMatter> rows, CurrentUser user)
    {
        if (!user.IsOfDepartment)
            return rows;
        var unit = user.Department ?? string.Empty;
        return rows.Where(m => m.UnitRole == Roles.Department && m.Unit == unit);
    }

    public IQueryable<JointMatter> Over(IQueryable<JointMatter> rows, DateOnly today)
    {
        rows = State switch
        {
            "todo" => rows.Where(m => m.Step == MatterStep.待研判),
            "doing" => rows.Where(m => m.Step == MatterStep.待处置),
            "overdue" => rows.Where(m => m.Step == MatterStep.待处置 && m.Due < today),
            "check" => rows.Where(m => m.Step == MatterStep.待验收),
            "done" => rows.Where(m => m.Step == MatterStep.已办结),
            "out" => rows.Where(m => m.Step == MatterStep.已排除),
            "all" => rows,
            _ => rows.Where(m => m.Step == MatterStep.待研判 || m.Step == MatterStep.待处置 || m.Step == MatterStep.待验收),
        };
        if (Session is { } session)
            rows = rows.Where(m => m.SessionId == session);
        if (Conclusion is { } conclusion)
            rows = rows.Where(m => m.Conclusion == conclusion);
        if (Source is { } source)
            rows = rows.Where(m => m.Source == source);
        if (Unit is { Length: > 0 })
            rows = rows.Where(m => m.Unit == Unit);
        if (Q?.Trim() is { Length: > 0 } words)
            rows = rows.Where(m => m.HeadName == words || m.HouseholdNo == words);
        if (Place is not { } place)
            return rows;
        var (from, below) = Scope.Range(place);
        return rows.Where(m => m.Division >= from && m.Division < below);
    }

    public IQueryable<JointMatter> Over(IQueryable<JointMatter> rows, CurrentUser user, DateOnly today) => Over(Reaching(rows, user), today);
}
