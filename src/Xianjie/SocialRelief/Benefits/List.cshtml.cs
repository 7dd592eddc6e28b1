using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web;
using Xianjie.SocialRelief.Refresh;
using Xianjie.SocialRelief.Shared;

namespace Xianjie.SocialRelief.Benefits;

/// <summary>保障待遇: benefits gathered to households, by year, benefit and place, with their sums.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(RegisterServices services, JobBoard board) : RegisterPage<Benefit>(services)
{
    public sealed record KindSum(BenefitKind Kind, int Households, int People, long Amount);

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    public int Chosen => Year ?? Today.Year;
    public IReadOnlyList<int> Years => [.. Enumerable.Range(0, 6).Select(back => Today.Year - back)];
    public IReadOnlyList<KindSum> Sums { get; private set; } = [];
    public long Amount { get; private set; }
    public bool MayRun => Me.May(Permissions.ScreeningRun);

    protected override string Title => "保障待遇";
    protected override string Empty => "没有这样的待遇记录。部门送来低保特困、临时救助、医保结算、参保、残疾补贴、养老待遇等数据后，会自动汇聚到户。";
    protected override IReadOnlyList<RegisterColumn<Benefit>> Columns =>
    [
        new("姓名", 12, b => b.Name) { Link = b => $"/households/{b.HouseholdId}?tab=benefits" }, new("乡镇 · 村", 26, PlaceOf), new("待遇", 18, b => b.Kind),
        new("年度", 8, b => $"{b.Year}"), new("起止月份", 18, b => b.FirstMonth == b.LastMonth ? HouseholdWords.Month(b.FirstMonth) : $"{HouseholdWords.Month(b.FirstMonth)} 至 {HouseholdWords.Month(b.LastMonth)}"),
        new("次数", 8, b => $"{b.Times}") { IsNumber = true }, new("金额（元）", 14, b => HouseholdWords.Yuan(b.Amount)) { IsNumber = true },
        new("状态", 8, b => BenefitKinds.Of(b.Kind).State(b.IsCurrent)) { Tone = b => b.IsCurrent ? "tag-green" : null }, new("来源", 12, b => b.Source),
    ];

    protected override IQueryable<Benefit> Rows()
    {
        var (year, rows) = (Chosen, Db.Set<Benefit>().AsNoTracking());
        rows = rows.Where(b => b.Year == year);
        if (!string.IsNullOrEmpty(Kind))
            rows = rows.Where(b => b.Kind == Kind);
        if (State is "current" or "stopped")
            rows = rows.Where(b => b.IsCurrent == (State == "current"));
        return Q?.Trim() is { Length: > 0 } name ? rows.Where(b => b.Name == name) : rows;
    }

    protected override IOrderedQueryable<Benefit> InOrder(IQueryable<Benefit> rows) => rows.OrderBy(b => b.Division).ThenBy(b => b.HouseholdId).ThenBy(b => b.Kind).ThenBy(b => b.Id);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        var year = Chosen;
        Amount = await Within(Rows()).SumAsync(b => (long?)b.Amount, ct) ?? 0;
        var sums = await Within(Db.Set<Benefit>().Where(b => b.Year == year)).GroupBy(b => b.Kind)
            .Select(g => new { g.Key, Households = g.Select(b => b.HouseholdId).Distinct().Count(), People = g.Count(), Amount = g.Sum(b => b.Amount) }).ToListAsync(ct);
        Sums = [.. BenefitKinds.All.Join(sums, k => k.Name, s => s.Key, (k, s) => new KindSum(k, s.Households, s.People, s.Amount))];
    }

    public async Task<IActionResult> OnPostRunAsync(CancellationToken ct)
    {
        if (!MayRun)
            return Forbid();
        var job = ReliefSchedule.Draft(board, Me.Division, Me.Acts(string.Empty).By);
        Db.Add(job);
        await Db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/jobs/{job.Id}");
    }
}
