using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Screening;
using Xianjie.SocialRelief.Shared;

namespace Xianjie.SocialRelief.Health;

/// <summary>大病专项救治: the register by disease and state, what waits too long, and who is seriously ill without a case.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class CriticalPage(RegisterServices services, Seal seal, ParametersInForce parameters, Catalogue catalogue) : RegisterPage<CriticalCase>(services)
{
    private DateOnly late;

    [BindProperty(SupportsGet = true)]
    public string? Disease { get; set; }
    /// <summary>A state, or late.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }
    public IReadOnlyList<(string Key, string Words, int Count)> Counts { get; private set; } = [];
    public int Missing { get; private set; }
    public int Days { get; private set; }
    public bool MayWrite => Me.May(Permissions.ReliefWrite);
    public IReadOnlyList<string> Diseases => catalogue.Codes[CriticalCase.Codes].Values;

    protected override string Title => "大病专项救治";
    protected override string Empty => "没有这样的救治记录。卫健局送来大病确诊数据后自动登记，也可以手工登记。";
    protected override IReadOnlyList<RegisterColumn<CriticalCase>> Columns =>
    [
        new("姓名", 12, c => c.Name) { Link = c => $"/relief/critical/edit/{c.Id}" }, new("乡镇 · 村", 26, PlaceOf), new("病种", 16, c => c.Disease), new("诊断", 20, c => seal.OpenHealth(c.DiagnosisSealed) ?? string.Empty) { OnScreen = false },
        new("确诊日期", 12, c => HouseholdWords.Day(c.DiagnosedOn)), new("医院", 20, c => c.Hospital ?? string.Empty), new("救治方式", 10, c => c.Care ?? string.Empty),
        new("状态", 10, c => c.State.ToString()) { Tone = c => c.State switch { CriticalState.待救治 => c.DiagnosedOn < late ? "tag-red" : "tag-amber", CriticalState.终止 => "tag-grey", _ => "tag-green" } },
        new("救治日期", 12, c => HouseholdWords.Day(c.TreatedOn)), new("总费用（元）", 14, c => c.Cost is null ? string.Empty : HouseholdWords.Yuan(c.Cost)) { IsNumber = true }, new("自付（元）", 14, c => c.SelfPaid is null ? string.Empty : HouseholdWords.Yuan(c.SelfPaid)) { IsNumber = true },
        new("来源", 10, c => c.Source), new("说明", 30, c => seal.OpenHealth(c.NoteSealed) ?? string.Empty) { OnScreen = false },
    ];

    /// <summary>Present members whom the registry calls seriously ill and whom no case names.</summary>
    public static IQueryable<Person> WithoutCase(Platform.Data.XianjieDb db) => db.Set<Person>().AsNoTracking()
        .Where(p => p.State == PersonState.Present && p.Health != null && p.Health.Contains("患有大病") && !db.Set<CriticalCase>().Any(c => c.PersonId == p.Id));

    protected override IQueryable<CriticalCase> Rows()
    {
        var rows = Db.Set<CriticalCase>().AsNoTracking();
        if (Disease is { Length: > 0 })
            rows = rows.Where(c => c.Disease == Disease);
        if (State == "late")
            rows = rows.Where(c => c.State == CriticalState.待救治 && c.DiagnosedOn < late);
        else if (Enum.TryParse<CriticalState>(State, out var state))
            rows = rows.Where(c => c.State == state);
        return Q?.Trim() is { Length: > 0 } name ? rows.Where(c => c.Name == name) : rows;
    }

    protected override IOrderedQueryable<CriticalCase> InOrder(IQueryable<CriticalCase> rows) => rows.OrderByDescending(c => c.DiagnosedOn).ThenBy(c => c.Id);

    protected override async Task PrepareAsync(CancellationToken ct)
    {
        Days = (await parameters.LoadAsync(ct)).Whole("大病救治天数", Me.Division);
        late = Today.AddDays(-Days);
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        var all = Within(Db.Set<CriticalCase>());
        var counts = await all.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        Counts = [.. Enum.GetValues<CriticalState>().Select(s => (s.ToString(), s.ToString(), counts.Find(c => c.Key == s)?.Count ?? 0)),
            ("late", $"确诊超过 {Days} 天未救治", await all.CountAsync(c => c.State == CriticalState.待救治 && c.DiagnosedOn < late, ct))];
        Missing = await WithoutCase(Db).CountAsync(ct);
    }
}

/// <summary>大病未登记: seriously ill by the registry, without a case.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class MissingPage(RegisterServices services) : RegisterPage<Person>(services)
{
    private Dictionary<Guid, string> heads = [];

    public bool MayWrite => Me.May(Permissions.ReliefWrite);
    protected override string Title => "大病未登记";
    protected override string Empty => "户档登记患有大病的人都已有救治记录。";
    protected override IReadOnlyList<RegisterColumn<Person>> Columns =>
    [
        new("姓名", 12, p => p.Name) { Link = p => MayWrite ? $"/relief/critical/edit?person={p.Id}" : $"/households/{p.HouseholdId}/members/{p.Id}" }, new("乡镇 · 村", 26, PlaceOf), new("户主", 12, p => heads.GetValueOrDefault(p.HouseholdId, string.Empty)) { Link = p => $"/households/{p.HouseholdId}" },
        new("性别", 6, p => p.Sex ?? string.Empty), new("出生日期", 12, p => HouseholdWords.Day(p.BirthDate)), new("健康状况", 20, p => p.Health?.Replace(';', '、') ?? string.Empty),
    ];

    protected override IQueryable<Person> Rows() => Q?.Trim() is { Length: > 0 } name ? CriticalPage.WithoutCase(Db).Where(p => p.Name == name) : CriticalPage.WithoutCase(Db);

    protected override IOrderedQueryable<Person> InOrder(IQueryable<Person> rows) => rows.OrderBy(p => p.Division).ThenBy(p => p.Id);

    protected override async Task ReadMoreAsync(IReadOnlyList<Person> page, CancellationToken ct)
    {
        var homes = page.Select(p => p.HouseholdId).Distinct().ToList();
        heads = await Db.Set<Household>().Where(h => homes.Contains(h.Id)).ToDictionaryAsync(h => h.Id, h => h.HeadName ?? h.HouseholdNo, ct);
    }

    public Task OnGetAsync(CancellationToken ct) => ReadAsync(ct);
}
