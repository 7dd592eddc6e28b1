using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.SocialRelief.Benefits;
using Xianjie.SocialRelief.Shared;

namespace Xianjie.SocialRelief.Pool;

/// <summary>低收入人口库: layers, what changed lately, and which households have a warning that is not settled.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(RegisterServices services) : RegisterPage<PoolRow>(services)
{
    public static readonly IReadOnlyList<string> Layers = [.. BenefitLayers.All, PoolRow.Watched, PoolRow.Left];
    private Dictionary<Guid, int> warnings = [];

    [BindProperty(SupportsGet = true)]
    public string? Layer { get; set; }
    [BindProperty(SupportsGet = true)]
    public PoolMove? Move { get; set; }
    /// <summary>Only households with a clue that is open.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Warned { get; set; }
    public IReadOnlyList<(string Layer, int Households, int People)> Counts { get; private set; } = [];
    public IReadOnlyList<(PoolMove Move, int Count)> Moves { get; private set; } = [];
    public int WarnedCount { get; private set; }

    protected override string Title => "低收入人口库";
    protected override string Empty => "没有这样的户。民政局送来低保特困数据后自动汇入；监测对象也在库里。";
    protected override IReadOnlyList<RegisterColumn<PoolRow>> Columns =>
    [
        new("户主", 12, p => p.HeadName) { Link = p => $"/households/{p.HouseholdId}?tab=benefits" }, new("户编号", 20, p => p.HouseholdNo), new("乡镇 · 村", 26, PlaceOf), new("层次", 16, p => p.Layer),
        new("保障人数", 8, p => $"{p.Supported} / {p.Members}"), new("变化", 16, p => p.Move == PoolMove.无变化 ? string.Empty : p.FormerLayer is null ? p.Move.ToString() : $"{p.Move}（原{p.FormerLayer}）") { Tone = p => p.Move is PoolMove.退出 or PoolMove.下调 ? "tag-amber" : p.Move == PoolMove.新增 ? "tag-blue" : null },
        new("监测", 16, p => p.RiskState), new("人均收入（元）", 14, p => p.PerCapita is null ? string.Empty : HouseholdWords.Yuan(p.PerCapita)) { IsNumber = true },
        new("未办结预警", 10, p => $"{warnings.GetValueOrDefault(p.HouseholdId)}") { IsNumber = true, Link = p => warnings.ContainsKey(p.HouseholdId) ? $"/households/{p.HouseholdId}?tab=clues" : null },
    ];

    protected override IQueryable<PoolRow> Rows()
    {
        var rows = Db.Set<PoolRow>().AsNoTracking().Where(p => p.Layer != PoolRow.Outside);
        rows = Layer is { Length: > 0 } ? rows.Where(p => p.Layer == Layer) : Move is null ? rows.Where(p => p.Layer != PoolRow.Left) : rows;
        if (Move is { } move)
            rows = rows.Where(p => p.Move == move);
        if (Warned)
            rows = rows.Where(p => Db.Set<Clue>().Any(c => c.HouseholdId == p.HouseholdId && c.OpenKey != null && c.Kind == ClueKind.风险线索));
        return Q?.Trim() is { Length: > 0 } words ? rows.Where(p => p.HeadName == words || p.HouseholdNo == words) : rows;
    }

    protected override IOrderedQueryable<PoolRow> InOrder(IQueryable<PoolRow> rows) => rows.OrderBy(p => p.Division).ThenBy(p => p.HouseholdNo);

    protected override async Task ReadMoreAsync(IReadOnlyList<PoolRow> page, CancellationToken ct)
    {
        var homes = page.Select(p => p.HouseholdId).ToList();
        warnings = await Db.Set<Clue>().Where(c => homes.Contains(c.HouseholdId) && c.OpenKey != null && c.Kind == ClueKind.风险线索).GroupBy(c => c.HouseholdId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        var all = Within(Db.Set<PoolRow>().Where(p => p.Layer != PoolRow.Outside));
        var layers = await all.GroupBy(p => p.Layer).Select(g => new { g.Key, Households = g.Count(), People = g.Sum(p => p.Supported == 0 ? p.Members : p.Supported) }).ToListAsync(ct);
        Counts = [.. Layers.Select(l => (l, layers.Find(x => x.Key == l)?.Households ?? 0, layers.Find(x => x.Key == l)?.People ?? 0))];
        var moves = await all.GroupBy(p => p.Move).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        Moves = [.. Enum.GetValues<PoolMove>().Where(m => m != PoolMove.无变化).Select(m => (m, moves.Find(x => x.Key == m)?.Count ?? 0))];
        WarnedCount = await all.Where(p => p.Layer != PoolRow.Left).CountAsync(p => Db.Set<Clue>().Any(c => c.HouseholdId == p.HouseholdId && c.OpenKey != null && c.Kind == ClueKind.风险线索), ct);
    }
}
