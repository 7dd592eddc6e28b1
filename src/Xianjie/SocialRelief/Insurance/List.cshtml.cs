using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring;
using Xianjie.Platform.Access;
using Xianjie.Platform.Parameters;
using Xianjie.SocialRelief.Shared;

namespace Xianjie.SocialRelief.Insurance;

/// <summary>脱贫人口医保待遇: insured, subsidised and reimbursed, year by year; every figure opens its people.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(RegisterServices services, ParametersInForce parameters) : RegisterPage<InsuranceYear>(services)
{
    public sealed record YearSum(int Year, int People, int Insured, int Unknown, int Subsidised, int Reimbursed, long Amount, bool IsClosed);

    public static readonly IReadOnlyList<(string Key, string Words)> States =
        [("", "全部"), ("insured", "已参保"), ("uninsured", "未参保"), ("unknown", "无参保记录"), ("subsidised", "享受资助参保"), ("unsubsidised", "参保未资助"), ("reimbursed", "有报销或救助")];

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }
    public IReadOnlyList<YearSum> Sums { get; private set; } = [];
    public int Chosen => Year ?? Today.Year;

    protected override string Title => "脱贫人口医保待遇";
    protected override string Empty => "没有这样的记录。医保局送来参保和结算数据后，会按年度记到每个脱贫人口名下。";
    protected override IReadOnlyList<RegisterColumn<InsuranceYear>> Columns =>
    [
        new("姓名", 12, i => i.Name) { Link = i => $"/households/{i.HouseholdId}/members/{i.PersonId}" }, new("乡镇 · 村", 26, PlaceOf), new("年度", 8, i => $"{i.Year}"),
        new("参保", 10, i => i.IsInsured switch { true => "已参保", false => "未参保", _ => "无记录" }) { Tone = i => i.IsInsured switch { true => "tag-green", false => "tag-red", _ => "tag-amber" } }, new("险种", 12, i => i.Scheme ?? string.Empty),
        new("资助参保（元）", 14, i => i.Subsidy == 0 ? "无" : HouseholdWords.Yuan(i.Subsidy)) { IsNumber = true }, new("医保报销（元）", 14, i => i.Reimbursed == 0 ? "无" : HouseholdWords.Yuan(i.Reimbursed)) { IsNumber = true },
        new("医疗救助（元）", 14, i => i.Aid == 0 ? "无" : HouseholdWords.Yuan(i.Aid)) { IsNumber = true }, new("结算次数", 8, i => $"{i.Settlements}") { IsNumber = true },
    ];

    protected override IQueryable<InsuranceYear> Rows()
    {
        var (year, rows) = (Chosen, Db.Set<InsuranceYear>().AsNoTracking());
        rows = rows.Where(i => i.Year == year);
        rows = State switch
        {
            "insured" => rows.Where(i => i.IsInsured == true),
            "uninsured" => rows.Where(i => i.IsInsured == false),
            "unknown" => rows.Where(i => i.IsInsured == null),
            "subsidised" => rows.Where(i => i.Subsidy > 0),
            "unsubsidised" => rows.Where(i => i.IsInsured == true && i.Subsidy == 0),
            "reimbursed" => rows.Where(i => i.Settlements > 0),
            _ => rows,
        };
        return Q?.Trim() is { Length: > 0 } name ? rows.Where(i => i.Name == name) : rows;
    }

    protected override IOrderedQueryable<InsuranceYear> InOrder(IQueryable<InsuranceYear> rows) => rows.OrderBy(i => i.Division).ThenBy(i => i.HouseholdId).ThenBy(i => i.Id);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ReadAsync(ct);
        var open = InsurancePart.OpenFrom(await parameters.LoadAsync(ct), Me.Division, Today);
        var sums = await Within(Db.Set<InsuranceYear>()).GroupBy(i => i.Year).Select(g => new
        {
            g.Key, People = g.Count(), Insured = g.Count(i => i.IsInsured == true), Unknown = g.Count(i => i.IsInsured == null), Subsidised = g.Count(i => i.Subsidy > 0), Reimbursed = g.Count(i => i.Settlements > 0),
            Amount = g.Sum(i => i.Reimbursed + i.Aid),
        }).OrderByDescending(s => s.Key).ToListAsync(ct);
        Sums = [.. sums.Select(s => new YearSum(s.Key, s.People, s.Insured, s.Unknown, s.Subsidised, s.Reimbursed, s.Amount, s.Key < open))];
    }
}
