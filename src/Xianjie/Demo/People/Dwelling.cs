namespace Xianjie.Demo.People;

/// <summary>Land, house, water, road.</summary>
internal static class Dwelling
{
    private static readonly int[] areas = [24, 60, 80, 95, 105, 118, 130, 150, 180, 230, 420];

    public static Living Make(Household household, Draw draw)
    {
        var size = household.Members.Length;
        var hard = household.Village.Hardship;
        var town = household.Village.Class is "111" or "112" or "121";
        var land = town && draw.Chance(0.6) ? 0 : size * draw.Between(4, 18);
        var forest = draw.Chance(0.6) && !town ? draw.Between(5, 220) : 0;
        var scattered = !town && draw.Chance(0.08 * hard);
        var far = scattered && draw.Chance(0.03 * hard);
        return new Living(
            land, forest, forest > 20 && draw.Chance(0.3) ? draw.Between(5, forest / 2) : 0, forest > 0 && draw.Chance(0.15) ? draw.Between(3, 60) : 0, 0,
            draw.Chance(0.02) ? draw.Between(2, 40) : 0,
            draw.Chance(1 - 0.04 * hard) ? "硬化路" : draw.Chance(0.8) ? "砂石路" : "泥土路", draw.Chance(0.04 * hard) ? draw.Between(5, 60) : draw.Between(0, 12),
            Grade(household, draw), household.Relocated ? Math.Min(size, 6) * 25 : draw.Quantile(areas),
            scattered ? "分散" : "集中", !far || draw.Chance(0.5), far ? draw.Between(12, 35) : 0, far ? draw.Between(200, 1400) : 0, far ? draw.Between(10, 120) : 0,
            draw.Chance(1 - 0.17 * hard), draw.Chance(0.22 * hard) ? "柴草" : draw.Chance(0.03) ? "煤炭" : "清洁能源",
            draw.Chance(0.9995), draw.Chance(0.985), draw.Chance(household.Exited ? 0.42 : 0.12), draw.Chance(household.Exited ? 0.3 : 0.08), draw.Chance(household.Exited ? 0.2 : 0.05));
    }

    private static string Grade(Household household, Draw draw)
    {
        if (household.Relocated)
            return "A级";
        return draw.Weighted([5600, 4380, 9, 5, 6]) switch { 0 => "A级", 1 => "B级", 2 => "C级", 3 => "D级", _ => "无法判定" };
    }
}
