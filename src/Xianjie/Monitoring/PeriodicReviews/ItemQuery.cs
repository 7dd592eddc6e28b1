using Xianjie.Platform.Access;

namespace Xianjie.Monitoring.PeriodicReviews;

/// <summary>What the list of households under review is narrowed to; figures link with the same words.</summary>
internal sealed class ItemQuery
{
    public static readonly IReadOnlyList<(string Key, string Words)> Shows =
        [("todo", "未核查"), ("overdue", "超期未核查"), ("missed", "没联系上"), ("done", "已核查"), ("changed", "有变化"), ("risk", "新增风险"), ("adjust", "建议调整"), ("all", "全部")];

    public Guid? Run { get; set; }
    /// <summary>A division of any level; not “area”, which is the one chosen in the top bar for the whole site.</summary>
    public long? Place { get; set; }
    public string? Show { get; set; } = "todo";
    public string? Q { get; set; }

    public IQueryable<ReviewItem> Over(IQueryable<ReviewItem> rows, DateOnly today)
    {
        rows = Show switch
        {
            "overdue" => rows.Where(i => i.DoneOn == null && i.Due < today),
            "missed" => rows.Where(i => i.DoneOn == null && i.TriedOn != null),
            "done" => rows.Where(i => i.DoneOn != null),
            "changed" => rows.Where(i => i.Result == ReviewResult.有变化),
            "risk" => rows.Where(i => i.Result == ReviewResult.新增风险),
            "adjust" => rows.Where(i => i.Proposal != null),
            "all" => rows,
            _ => rows.Where(i => i.DoneOn == null),
        };
        if (Run is { } run)
            rows = rows.Where(i => i.RunId == run);
        if (Q?.Trim() is { Length: > 0 } words)
            rows = rows.Where(i => i.HeadName == words || i.HouseholdNo == words);
        if (Place is not { } place)
            return rows;
        var (from, below) = Scope.Range(place);
        return rows.Where(i => i.Division >= from && i.Division < below);
    }
}
