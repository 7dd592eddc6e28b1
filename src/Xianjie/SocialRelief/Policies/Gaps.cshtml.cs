using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.Registry.Households;
using Xianjie.SocialRelief.Shared;

namespace Xianjie.SocialRelief.Policies;

/// <summary>应享未享: to whom a policy applies and who does not receive it; the same list shows who does.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class GapsPage(RegisterServices services, PolicyBook book) : RegisterPage<PolicyMatch>(services)
{
    private Dictionary<Guid, string> numbers = [];

    [BindProperty(SupportsGet = true)]
    public string? Policy { get; set; }
    /// <summary>gap (default), receives, all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    public string Chosen => State is "receives" or "all" ? State : "gap";
    public IReadOnlyList<ReliefPolicy> Policies { get; private set; } = [];

    protected override string Title => Chosen switch { "receives" => "政策在享名单", "all" => "政策适用名单", _ => "应享未享" };
    protected override string Empty => "没有这样的记录。部门数据或户档变动后会自动重新核对。";
    protected override IReadOnlyList<RegisterColumn<PolicyMatch>> Columns =>
    [
        new("对象", 12, m => m.Name) { Link = m => $"/households/{m.HouseholdId}?tab=benefits" }, new("户编号", 20, m => numbers.GetValueOrDefault(m.HouseholdId, string.Empty)), new("乡镇 · 村", 26, PlaceOf),
        new("政策", 24, m => PolicyOf(m)?.Title ?? m.PolicyKey) { Link = m => $"/relief/policies/{m.PolicyKey}" }, new("待遇", 24, m => string.Join('、', PolicyOf(m)?.Benefits ?? [])), new("主管部门", 12, m => PolicyOf(m)?.Department ?? string.Empty),
        new("状态", 10, m => m.Receives ? "在享" : "未享受") { Tone = m => m.Receives ? "tag-green" : "tag-amber" }, new("符合条件起", 12, m => HouseholdWords.Day(m.Since)), new("依据", 40, m => PolicyOf(m)?.Basis ?? string.Empty) { OnScreen = false },
    ];

    private ReliefPolicy? PolicyOf(PolicyMatch match) => Policies.FirstOrDefault(p => p.Key == match.PolicyKey);

    protected override IQueryable<PolicyMatch> Rows()
    {
        var rows = Db.Set<PolicyMatch>().AsNoTracking();
        if (Chosen != "all")
            rows = rows.Where(m => m.Receives == (Chosen == "receives"));
        if (!string.IsNullOrEmpty(Policy))
            rows = rows.Where(m => m.PolicyKey == Policy);
        return Q?.Trim() is { Length: > 0 } name ? rows.Where(m => m.Name == name) : rows;
    }

    protected override IOrderedQueryable<PolicyMatch> InOrder(IQueryable<PolicyMatch> rows) => rows.OrderBy(m => m.Division).ThenBy(m => m.HouseholdId).ThenBy(m => m.PolicyKey).ThenBy(m => m.Id);

    protected override async Task ReadMoreAsync(IReadOnlyList<PolicyMatch> page, CancellationToken ct)
    {
        Policies = await book.AllAsync(ct);
        var homes = page.Select(m => m.HouseholdId).Distinct().ToList();
        numbers = await Db.Set<Household>().Where(h => homes.Contains(h.Id)).ToDictionaryAsync(h => h.Id, h => h.HouseholdNo, ct);
    }

    public Task OnGetAsync(CancellationToken ct) => ReadAsync(ct);
}
