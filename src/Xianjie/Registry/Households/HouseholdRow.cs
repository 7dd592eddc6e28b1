using Xianjie.Registry.Counts;

namespace Xianjie.Registry.Households;

/// <summary>A household as lists and exports show it.</summary>
internal sealed record HouseholdRow(Guid Id, string HouseholdNo, string? HeadName, long Division, string? GroupName, string HouseholdType, string RiskState,
    string? Risks, int Present, byte[]? PhoneSealed, int? IdentifiedMonth, int? EliminatedMonth, string? HelperName, long Traits, HouseholdState State, DateTimeOffset UpdatedAt)
{
    public IEnumerable<string> RiskWords => Risks?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [];

    public static IQueryable<HouseholdRow> Of(IQueryable<Household> rows) => rows.Select(h => new HouseholdRow(h.Id, h.HouseholdNo, h.HeadName, h.Division,
        h.GroupName, h.HouseholdType, h.RiskState, h.Risks, h.Present, h.PhoneSealed, h.IdentifiedMonth, h.EliminatedMonth, h.HelperName, h.Traits, h.State, h.UpdatedAt));
}

/// <summary>A column of the list that can be shown or hidden.</summary>
internal sealed record HouseholdColumn(string Key, string Title, bool ByDefault = true, bool Numeric = false, string? Sort = null)
{
    public static readonly IReadOnlyList<HouseholdColumn> All =
    [
        new("village", "乡镇 · 村"), new("group", "村民小组"), new("type", "户类型"), new("state", "户属性"), new("risks", "风险"),
        new("members", "人口", Numeric: true, Sort: "members"), new("phone", "联系电话"), new("identified", "识别月份"),
        new("eliminated", "消除月份", ByDefault: false), new("helper", "帮扶责任人"), new("marks", "标记"), new("updated", "最近更新", ByDefault: false, Sort: "updated"),
    ];

    public static string Month(int? month) => month is { } m ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{m / 100:D4}-{m % 100:D2}") : string.Empty;

    public static string Marks(long traits, bool health) => Marks(health ? traits : traits & ~Traits.Health);

    private static string Marks(long traits) => string.Join('、', Traits.Marks.Where(m => (traits & m.Bit) != 0).Select(m => m.Words));
}
