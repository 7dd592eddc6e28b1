using Xianjie.Comparison.Feeds;

namespace Xianjie.SocialRelief.Benefits;

/// <summary>How a benefit is paid; it tells how long after its last month it still counts as received.</summary>
internal enum Payment { 按月, 按年, 一次性 }

/// <summary>A social protection benefit as the lists name it.</summary>
/// <param name="Group">社会救助, 医疗保障, 养老保障, 残疾人福利 or 其他保障.</param>
internal sealed record BenefitKind(string Name, string Group, Payment Payment)
{
    /// <summary>What is paid by the month goes on or has ended; what is paid at once was paid lately or before.</summary>
    public string State(bool isCurrent) => (Payment, isCurrent) switch
    {
        (Payment.按月, true) => "在享",
        (Payment.按月, false) => "已停",
        (_, true) => "近期领取",
        _ => "以前领取",
    };
}

/// <summary>What a delivered row says: months from and to (null: goes on), 分 a month or at once.</summary>
/// <param name="Key">Within person and kind; a later row with the same key replaces the earlier.</param>
internal sealed record BenefitLine(string Kind, string Key, int From, int? To, long Amount, string Source)
{
    /// <summary>The line as it counts in a year: month (yyyyMM) and 分, up to a month.</summary>
    public IEnumerable<(int Month, long Amount)> Months(int until)
    {
        var last = Math.Min(To ?? until, until);
        for (var month = From; month <= last; month = Next(month))
            yield return (month, Amount);
    }

    public bool Covers(int month) => From <= month && (To is null || To >= month);

    public static int Next(int month) => month % 100 == 12 ? month + 89 : month + 1;
}

/// <summary>The benefits and how the rows of the departments' feeds tell them.</summary>
internal static class BenefitKinds
{
    public const string Dibao = "低保", Tekun = "特困供养", Margin = "低保边缘", Rigid = "刚性支出困难", Relief = "临时救助", MedicalAid = "医疗救助", Reimbursed = "医保报销", Subsidy = "参保资助",
        DisabledLiving = "困难残疾人生活补贴", DisabledCare = "重度残疾人护理补贴", Pension = "城乡居民养老金", School = "教育资助", Insurance = "防贫保险";

    public static readonly IReadOnlyList<BenefitKind> All =
    [
        new(Dibao, "社会救助", Payment.按月), new(Tekun, "社会救助", Payment.按月), new(Margin, "社会救助", Payment.按月), new(Rigid, "社会救助", Payment.按月), new(Relief, "社会救助", Payment.一次性),
        new(MedicalAid, "医疗保障", Payment.一次性), new(Reimbursed, "医疗保障", Payment.一次性), new(Subsidy, "医疗保障", Payment.按年),
        new(Pension, "养老保障", Payment.按月), new(DisabledLiving, "残疾人福利", Payment.按月), new(DisabledCare, "残疾人福利", Payment.按月), new(School, "其他保障", Payment.一次性), new(Insurance, "其他保障", Payment.一次性),
    ];

    public static BenefitKind Of(string name) => All.First(k => k.Name == name);

    /// <summary>Readers by feed. A row that pays nothing tells nothing, but for layers of low income, which are a standing.</summary>
    public static readonly IReadOnlyDictionary<string, Func<DeliveredCells, IEnumerable<BenefitLine>>> Readers = new Dictionary<string, Func<DeliveredCells, IEnumerable<BenefitLine>>>
    {
        ["低保特困"] = Assistance,
        ["临时救助"] = c => Once(c, Relief, "relief_no", "relieved_on", "amount"),
        ["医保结算"] = c => [.. Once(c, MedicalAid, "settlement_no", "settled_on", "aid_pay"), .. Once(c, Reimbursed, "settlement_no", "settled_on", "pooled_pay", "critical_pay")],
        ["医保参保"] = c => c["state"] == "正常参保" && c.Whole("year") is { } year && c.Fen("subsidy") is > 0 and { } paid ? [new(Subsidy, $"{year}", (year * 100) + 1, (year * 100) + 1, paid, "医保局")] : [],
        ["残疾补贴"] = c => c["state"] == "发放" && c.Month("month") is { } month && c["kind"] is { } kind ? [new(kind, $"{month}", month, month, c.Fen("amount") ?? 0, "残联")] : [],
        ["养老待遇"] = c => c.Month("month") is { } month && c.Fen("amount") is > 0 and { } paid ? [new(Pension, $"{month}", month, month, paid, "人社局")] : [],
        ["教育资助"] = c => c["state"] == "已发放" ? Once(c, School, "programme", "applied_on", "amount") : [],
        ["防贫险"] = c => Once(c, Insurance, "claim_no", "paid_on", "paid"),
    };

    /// <summary>The layer that a row of 低保特困 stands for.</summary>
    public static string? LayerOf(string? delivered) => delivered switch
    {
        "农村低保" or "城市低保" => Dibao, "农村特困" or "城市特困" => Tekun, "低保边缘" => Margin, "刚性支出困难" => Rigid, _ => null,
    };

    private static IEnumerable<BenefitLine> Assistance(DeliveredCells c) =>
        LayerOf(c["kind"]) is { } kind && c.Month("from_month") is { } from ? [new(kind, $"{from}", from, c["state"] == "退出" ? c.Month("to_month") ?? from : null, c.Fen("monthly") ?? 0, "民政局")] : [];

    private static IEnumerable<BenefitLine> Once(DeliveredCells c, string kind, string key, string date, params string[] amounts)
    {
        var paid = amounts.Sum(a => c.Fen(a) ?? 0);
        if (paid <= 0 || c.Day(date) is not { } on)
            return [];
        var (month, source) = ((on.Year * 100) + on.Month, kind switch { Relief => "民政局", School => "教育局", Insurance => "保险公司", _ => "医保局" });
        return [new(kind, kind == School ? $"{on.Year}{c[key]}" : c[key] ?? $"{on:yyyyMMdd}", month, month, paid, source)];
    }
}
