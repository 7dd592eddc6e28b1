using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.Platform.Parameters;
using Xianjie.Screening.Language;
using Xianjie.SocialRelief.Policies;
using Xianjie.SocialRelief.Shared;

namespace Xianjie.SocialRelief.Pool;

/// <summary>并轨比对: how the objects of both ways of help correspond, where they differ, by one reckoning of income; every figure opens its rows.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class MergePage(RegisterServices services, ParametersInForce parameters, PolicyBook book) : RegisterPage<PoolRow>(services)
{
    public const string ToLayer = "监测对象对应低收入层次", ToObject = "低收入层次对应监测对象";

    public static readonly IReadOnlyDictionary<MergeDifference, string> Words = new Dictionary<MergeDifference, string>
    {
        [MergeDifference.低收入未纳入监测] = "民政在册、人均收入低于监测范围、没有纳入监测，应核查是否纳入",
        [MergeDifference.监测对象民政不在册] = "是监测对象，民政救助名单里没有，应核对能否纳入救助",
        [MergeDifference.层次与对象类型不对应] = "两边都在册，但救助层次不在对应表里",
        [MergeDifference.低于低保标准未保] = "按统一口径人均收入低于本县低保标准，没有享受低保或特困",
        [MergeDifference.高于低收入线仍在保] = "按统一口径人均收入高于低保边缘线，仍享受低保，应复核",
        [MergeDifference.同一人两个层次] = "同一人同时处于两个救助层次，应只留一个",
    };

    [BindProperty(SupportsGet = true)]
    public MergeDifference? Difference { get; set; }
    public IReadOnlyList<(MergeDifference Difference, int Count)> Counts { get; private set; } = [];
    public IReadOnlyList<ParameterValue> Objects { get; private set; } = [];
    public IReadOnlyList<ParameterValue> Reverse { get; private set; } = [];
    public IReadOnlyList<(PolicyTrack Track, int Count)> Policies { get; private set; } = [];
    public (long? Standard, long? Margin, long? Watched) Lines { get; private set; }

    protected override string Title => "并轨比对差异表";
    protected override string Empty => "没有差异。";
    protected override IReadOnlyList<RegisterColumn<PoolRow>> Columns =>
    [
        new("户主", 12, p => p.HeadName) { Link = p => $"/households/{p.HouseholdId}?tab=income" }, new("户编号", 20, p => p.HouseholdNo), new("乡镇 · 村", 26, PlaceOf), new("监测户类型", 16, p => p.HouseholdType), new("监测状态", 16, p => p.RiskState),
        new("救助层次", 14, p => p.Layer is PoolRow.Watched or PoolRow.Outside or PoolRow.Left ? "不在册" : p.Layer), new("人均收入（元）", 14, p => p.PerCapita is null ? "未采集" : HouseholdWords.Yuan(p.PerCapita)) { IsNumber = true },
        new("收入年度", 8, p => p.IncomeYear?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? string.Empty), new("按收入应属", 12, p => p.Reckoned ?? "线上"), new("差异", 36, p => p.Differences.Trim(';').Replace(";", "、", StringComparison.Ordinal)),
    ];

    protected override IQueryable<PoolRow> Rows()
    {
        var rows = Db.Set<PoolRow>().AsNoTracking().Where(p => p.Differences != "");
        if (Difference is { } difference)
        {
            var mark = $";{difference};";
            rows = rows.Where(p => p.Differences.Contains(mark));
        }
        return Q?.Trim() is { Length: > 0 } words ? rows.Where(p => p.HeadName == words || p.HouseholdNo == words) : rows;
    }

    protected override IOrderedQueryable<PoolRow> InOrder(IQueryable<PoolRow> rows) => rows.OrderBy(p => p.Division).ThenBy(p => p.HouseholdNo);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        var counts = new List<(MergeDifference, int)>();
        foreach (var difference in Enum.GetValues<MergeDifference>())
        {
            var mark = $";{difference};";
            counts.Add((difference, await Within(Db.Set<PoolRow>()).CountAsync(p => p.Differences.Contains(mark), ct)));
        }
        Counts = counts;
        var values = await parameters.LoadAsync(ct);
        (Objects, Reverse) = (values.All(ToLayer), values.All(ToObject));
        Policies = [.. (await book.AllAsync(ct)).GroupBy(p => p.Track).OrderBy(g => g.Key).Select(g => (g.Key, g.Count()))];
        var standard = values.Fen("农村低保年标准", Me.Division, Today, "本县");
        Lines = (standard, standard * values.Whole("低保边缘收入倍数", Me.Division) / 100, values.Fen("监测范围", Me.Division));
    }
}
