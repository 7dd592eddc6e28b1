using Xianjie.Platform.Access;

namespace Xianjie.Overview.Supervision;

/// <summary>What the list of orders is narrowed to; figures link with the same words.</summary>
internal sealed class SupervisionQuery
{
    public static readonly IReadOnlyList<(string Key, string Words)> States = [("open", "未办结"), ("doing", "待答复"), ("overdue", "逾期"), ("check", "待审定"), ("done", "已办结"), ("out", "已撤回"), ("all", "全部")];

    public string? State { get; set; } = "open";
    public SupervisionKind? Kind { get; set; }
    public long? Place { get; set; }
    public string? Q { get; set; }

    /// <summary>A department sees only what was given to it; places are kept apart by the scope.</summary>
    public static IQueryable<SupervisionOrder> Reaching(IQueryable<SupervisionOrder> rows, CurrentUser user)
    {
        if (!user.IsOfDepartment)
            return rows;
        var unit = user.Department ?? string.Empty;
        return rows.Where(o => o.Department == unit);
    }

    public IQueryable<SupervisionOrder> Over(IQueryable<SupervisionOrder> rows, CurrentUser user, DateOnly today)
    {
        rows = Reaching(rows, user);
        rows = State switch
        {
            "doing" => rows.Where(o => o.Step == SupervisionStep.待答复),
            "overdue" => rows.Where(o => o.Step == SupervisionStep.待答复 && o.Due < today),
            "check" => rows.Where(o => o.Step == SupervisionStep.待审定),
            "done" => rows.Where(o => o.Step == SupervisionStep.已办结),
            "out" => rows.Where(o => o.Step == SupervisionStep.已撤回),
            "all" => rows,
            _ => rows.Where(o => o.Step == SupervisionStep.待答复 || o.Step == SupervisionStep.待审定),
        };
        if (Kind is { } kind)
            rows = rows.Where(o => o.Kind == kind);
        if (Q?.Trim() is { Length: > 0 and <= 60 } words)
            rows = rows.Where(o => o.Title.Contains(words) || o.Unit.Contains(words));
        if (Place is not { } place)
            return rows;
        var (from, below) = Scope.Range(place);
        return rows.Where(o => o.Division >= from && o.Division < below);
    }
}
