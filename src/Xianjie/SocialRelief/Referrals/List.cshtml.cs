using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.SocialRelief.Shared;

namespace Xianjie.SocialRelief.Referrals;

/// <summary>救助转办 for both sides: the office that handed over and the department that answers.</summary>
[Requires(Permissions.ReliefCases)]
internal sealed class ListPage(RegisterServices services, ReferralDesk desk) : RegisterPage<Referral>(services)
{
    public static readonly IReadOnlyList<(string Key, string Words)> States =
        [("open", "未办结"), ("待办理", "待部门办理"), ("待补正", "待补正"), ("late", "超期未答复"), ("已批准", "已批准"), ("未批准", "未批准"), ("已撤回", "已撤回"), ("all", "全部")];

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }
    public string Chosen => States.Any(s => s.Key == State) ? State! : "open";
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();
    public IReadOnlyList<(string Kind, string Department)> Kinds { get; private set; } = [];
    public bool MayRefer => Me.May(Permissions.ReliefRefer);

    protected override string Title => "救助转办";
    protected override string Empty => "没有这样的转办。在农户、线索或认定案件里点“转办救助申请”，转给民政、医保等部门办理。";
    protected override IReadOnlyList<RegisterColumn<Referral>> Columns =>
    [
        new("申请人", 12, r => r.ApplicantName) { Link = r => $"/relief/referrals/{r.Id}" }, new("户编号", 20, r => r.HouseholdNo), new("乡镇 · 村", 26, PlaceOf), new("申请", 12, r => r.Kind), new("转给", 12, r => r.Department), new("来自", 12, r => r.Origin),
        new("转办日期", 12, r => HouseholdWords.Day(r.SentOn)), new("期限", 12, r => r.State == ReferralState.待办理 && r.Due < Today ? $"{HouseholdWords.Day(r.Due)} 已超期" : HouseholdWords.Day(r.Due)) { Tone = r => r.State == ReferralState.待办理 && r.Due < Today ? "tag-red" : null },
        new("状态", 12, r => r.State.ToString()) { Tone = r => ReferralWords.Tone(r.State) }, new("金额（元）", 12, r => r.Amount is null ? string.Empty : HouseholdWords.Yuan(r.Amount)) { IsNumber = true }, new("答复日期", 12, r => HouseholdWords.Day(r.AnsweredOn)), new("答复", 30, r => r.Answer ?? string.Empty),
        new("理由", 40, r => r.Reason) { OnScreen = false },
    ];

    private IQueryable<Referral> Of(string state)
    {
        var (rows, today) = (desk.Mine().AsNoTracking(), Today);
        return state switch
        {
            "open" => rows.Where(r => r.State == ReferralState.待办理 || r.State == ReferralState.待补正),
            "late" => rows.Where(r => r.State == ReferralState.待办理 && r.Due < today),
            "all" => rows,
            _ => Enum.Parse<ReferralState>(state) is var only ? rows.Where(r => r.State == only) : rows,
        };
    }

    protected override IQueryable<Referral> Rows()
    {
        var rows = Of(Chosen);
        if (Kind is { Length: > 0 })
            rows = rows.Where(r => r.Kind == Kind);
        return Q?.Trim() is { Length: > 0 } words ? rows.Where(r => r.ApplicantName == words || r.HouseholdNo == words) : rows;
    }

    protected override IOrderedQueryable<Referral> InOrder(IQueryable<Referral> rows) => rows.OrderBy(r => r.Due).ThenBy(r => r.Id);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        Kinds = await desk.KindsAsync(ct);
        var counts = new Dictionary<string, int>();
        foreach (var (key, _) in States)
            counts[key] = await Within(Of(key)).CountAsync(ct);
        Counts = counts;
    }
}
