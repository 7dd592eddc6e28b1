using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.SocialRelief.Shared;

namespace Xianjie.SocialRelief.BarrierFree;

/// <summary>无障碍改造: the register by state, and the severely disabled people in hardship whose homes nobody has looked at.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(RegisterServices services) : RegisterPage<Conversion>(services)
{
    [BindProperty(SupportsGet = true)]
    public ConversionState? State { get; set; }
    public IReadOnlyList<(ConversionState State, int Count, long Amount)> Counts { get; private set; } = [];
    public int Candidates { get; private set; }
    public bool MayWrite => Me.May(Permissions.ReliefWrite);

    protected override string Title => "无障碍改造";
    protected override string Empty => "没有这样的改造记录。从“待改造对象”里点姓名登记申请。";
    protected override IReadOnlyList<RegisterColumn<Conversion>> Columns =>
    [
        new("残疾人", 12, c => c.Name) { Link = c => MayWrite ? $"/relief/barrier-free/edit/{c.PersonId}" : $"/households/{c.HouseholdId}" }, new("乡镇 · 村", 26, PlaceOf), new("残疾", 14, c => c.Disability), new("改造内容", 24, c => c.Works.Replace(';', '、')),
        new("状态", 10, c => c.State.ToString()) { Tone = c => c.State switch { ConversionState.已验收 => "tag-green", ConversionState.不需要 => "tag-grey", _ => "tag-blue" } }, new("申请", 12, c => HouseholdWords.Day(c.AppliedOn)), new("批准", 12, c => HouseholdWords.Day(c.ApprovedOn)),
        new("完工", 12, c => HouseholdWords.Day(c.DoneOn)), new("验收", 12, c => HouseholdWords.Day(c.AcceptedOn)), new("金额（元）", 12, c => c.Amount is null ? string.Empty : HouseholdWords.Yuan(c.Amount)) { IsNumber = true }, new("照片", 8, c => $"{c.PhotoIds.Count}") { IsNumber = true },
        new("说明", 30, c => c.Note ?? string.Empty) { OnScreen = false },
    ];

    /// <summary>困难重度残疾人: first or second grade, in a household that is supported, monitored or once-poor, without an entry.</summary>
    public static IQueryable<Person> Waiting(XianjieDb db) => db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && (p.DisabilityLevel == "一级" || p.DisabilityLevel == "二级")
        && !db.Set<Conversion>().Any(c => c.PersonId == p.Id)
        && db.Set<Household>().Any(h => h.Id == p.HouseholdId && h.State == HouseholdState.Active && (h.RiskState != "普通户" || h.IsExitedPoverty == true || (h.Traits & (Registry.Counts.Traits.Dibao | Registry.Counts.Traits.Tekun)) != 0)));

    protected override IQueryable<Conversion> Rows()
    {
        var rows = Db.Set<Conversion>().AsNoTracking();
        if (State is { } state)
            rows = rows.Where(c => c.State == state);
        return Q?.Trim() is { Length: > 0 } name ? rows.Where(c => c.Name == name) : rows;
    }

    protected override IOrderedQueryable<Conversion> InOrder(IQueryable<Conversion> rows) => rows.OrderBy(c => c.Division).ThenBy(c => c.Id);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        var counts = await Within(Db.Set<Conversion>()).GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count(), Amount = g.Sum(c => c.Amount ?? 0) }).ToListAsync(ct);
        Counts = [.. Enum.GetValues<ConversionState>().Select(s => (s, counts.Find(c => c.Key == s)?.Count ?? 0, counts.Find(c => c.Key == s)?.Amount ?? 0))];
        Candidates = await Waiting(Db).CountAsync(ct);
    }
}

/// <summary>待改造对象.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class CandidatesPage(RegisterServices services) : RegisterPage<Person>(services)
{
    private Dictionary<Guid, Household> homes = [];

    protected override string Title => "待改造对象";
    protected override string Empty => "困难重度残疾人家庭都已登记。";
    protected override IReadOnlyList<RegisterColumn<Person>> Columns =>
    [
        new("残疾人", 12, p => p.Name) { Link = p => Me.May(Permissions.ReliefWrite) ? $"/relief/barrier-free/edit/{p.Id}" : $"/households/{p.HouseholdId}/members/{p.Id}" }, new("乡镇 · 村", 26, PlaceOf), new("残疾", 12, p => p.DisabilityKind ?? string.Empty), new("等级", 8, p => p.DisabilityLevel ?? string.Empty),
        new("户主", 12, p => homes.GetValueOrDefault(p.HouseholdId)?.HeadName ?? string.Empty) { Link = p => $"/households/{p.HouseholdId}" }, new("户属性", 16, p => homes.GetValueOrDefault(p.HouseholdId)?.RiskState ?? string.Empty), new("低保", 10, p => p.Dibao ?? string.Empty), new("特困", 10, p => p.Tekun ?? string.Empty),
    ];

    protected override IQueryable<Person> Rows() => Q?.Trim() is { Length: > 0 } name ? ListPage.Waiting(Db).Where(p => p.Name == name) : ListPage.Waiting(Db);

    protected override IOrderedQueryable<Person> InOrder(IQueryable<Person> rows) => rows.OrderBy(p => p.Division).ThenBy(p => p.Id);

    protected override async Task ReadMoreAsync(IReadOnlyList<Person> page, CancellationToken ct)
    {
        var ids = page.Select(p => p.HouseholdId).Distinct().ToList();
        homes = await Db.Set<Household>().AsNoTracking().Where(h => ids.Contains(h.Id)).ToDictionaryAsync(h => h.Id, ct);
    }

    public Task OnGetAsync(CancellationToken ct) => ReadAsync(ct);
}
