using Xianjie.Platform.Access;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>What the objects of a campaign are narrowed to; every number of the daily report links with the same words.</summary>
internal sealed class ObjectQuery
{
    public static readonly IReadOnlyList<(string Key, string Words)> Shows = [("todo", "未完成"), ("done", "已完成"), ("found", "发现问题"), ("open", "未整改"), ("mended", "已整改"), ("all", "全部")];

    public string? Show { get; set; } = "todo";
    /// <summary>A division of any level; not “area”, which is the one chosen in the top bar for the whole site.</summary>
    public long? Place { get; set; }
    /// <summary>Done (found, mended) on this very day.</summary>
    public DateOnly? Day { get; set; }
    /// <summary>As it stood at the end of this day.</summary>
    public DateOnly? Until { get; set; }
    public string? Q { get; set; }

    public IQueryable<CampaignObject> Over(IQueryable<CampaignObject> rows, Guid campaign)
    {
        rows = rows.Where(o => o.CampaignId == campaign);
        var until = Until ?? DateOnly.MaxValue;
        rows = Show switch
        {
            "done" => rows.Where(o => o.DoneOn <= until),
            "found" => rows.Where(o => o.DoneOn <= until && o.Problem != null),
            "open" => rows.Where(o => o.DoneOn <= until && o.Problem != null && (o.MendedOn == null || o.MendedOn > until)),
            "mended" => rows.Where(o => o.MendedOn <= until),
            "all" => rows,
            _ => rows.Where(o => o.DoneOn == null || o.DoneOn > until),
        };
        if (Day is { } day)
            rows = Show == "mended" ? rows.Where(o => o.MendedOn == day) : rows.Where(o => o.DoneOn == day);
        if (Q?.Trim() is { Length: > 0 } words)
            rows = rows.Where(o => o.Name == words || o.HouseholdNo == words);
        if (Place is not { } place)
            return rows;
        var (from, below) = Scope.Range(place);
        return rows.Where(o => o.Division >= from && o.Division < below);
    }
}
