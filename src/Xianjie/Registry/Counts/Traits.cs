using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Counts;

/// <summary>
/// Yes-or-no marks of a household by which lists are filtered and figures counted, as bits of <see cref="Household.Traits"/>. They are
/// derived from the household, its present members and its living conditions; bits never change their meaning.
/// </summary>
internal static class Traits
{
    public const long Relocated = 1 << 11, SafetyNet = 1 << 12, UnsafeHouse = 1 << 13, UnsafeWater = 1 << 14,
        Disabled = 1 << 15, Chronic = 1 << 16, Severe = 1 << 17, Dibao = 1 << 18, Tekun = 1 << 19, ExitedPoverty = 1 << 20;

    /// <summary>Risks in the order of their bits, from 0.</summary>
    public static readonly IReadOnlyList<string> Risks =
        ["因病", "因学", "因安全住房", "因安全饮水", "因残", "因自然灾害", "因意外事故", "因产业项目失败", "因务工就业不稳", "缺劳动力", "其他"];

    /// <summary>The other marks: key in the address, words, bit.</summary>
    public static readonly IReadOnlyList<(string Key, string Words, long Bit)> Marks =
    [
        ("exited", "脱贫户", ExitedPoverty), ("relocated", "易地搬迁户", Relocated), ("safetynet", "兜底保障户", SafetyNet),
        ("house", "住房 C、D 级", UnsafeHouse), ("water", "饮水不安全", UnsafeWater), ("disabled", "有残疾成员", Disabled),
        ("chronic", "有慢性病成员", Chronic), ("severe", "有大病成员", Severe), ("dibao", "有低保成员", Dibao), ("tekun", "有特困成员", Tekun),
    ];

    /// <summary>Marks that tell of somebody's health.</summary>
    public const long Health = Disabled | Chronic | Severe;

    public static long OfRisk(string risk) => Risks.ToList().IndexOf(risk) is >= 0 and var bit ? 1L << bit : 0;

    /// <summary>
    /// Computes marks and present members anew for the households of the query, in the database; only rows that differ are written.
    /// </summary>
    /// <param name="people">At least the members of those households; they are read once, grouped by household.</param>
    public static async Task<int> RefreshAsync(XianjieDb db, IQueryable<Household> households, IQueryable<Person> people, CancellationToken ct)
    {
        var members = people.Where(p => p.State == PersonState.Present).GroupBy(p => p.HouseholdId).Select(g => new
        {
            g.Key, Present = g.Count(),
            Disabled = g.Max(p => p.Health != null && p.Health.Contains("残疾") ? Disabled : 0L),
            Chronic = g.Max(p => p.Health != null && p.Health.Contains("长期慢性病") ? Chronic : 0L),
            Severe = g.Max(p => p.Health != null && p.Health.Contains("患有大病") ? Severe : 0L),
            Dibao = g.Max(p => p.Dibao == "农村低保" || p.Dibao == "城市低保" ? Dibao : 0L),
            Tekun = g.Max(p => p.Tekun == "农村特困" || p.Tekun == "城市特困" ? Tekun : 0L),
        });
        var found = from h in households
                    join m in members on h.Id equals m.Key into own
                    from m in own.DefaultIfEmpty()
                    join l in db.Set<Living>() on h.Id equals l.HouseholdId into homes
                    from l in homes.DefaultIfEmpty()
                    select new
                    {
                        Key = h.Id,
                        People = (int?)m.Present ?? 0,
                        Marks = (h.Risks == null ? 0L :
                                (h.Risks.Contains("因病") ? 1L : 0L) | (h.Risks.Contains("因学") ? 2L : 0L) | (h.Risks.Contains("因安全住房") ? 4L : 0L)
                                | (h.Risks.Contains("因安全饮水") ? 8L : 0L) | (h.Risks.Contains("因残") ? 16L : 0L) | (h.Risks.Contains("因自然灾害") ? 32L : 0L)
                                | (h.Risks.Contains("因意外事故") ? 64L : 0L) | (h.Risks.Contains("因产业项目失败") ? 128L : 0L)
                                | (h.Risks.Contains("因务工就业不稳") ? 256L : 0L) | (h.Risks.Contains("缺劳动力") ? 512L : 0L) | (h.Risks.Contains("其他") ? 1024L : 0L))
                            | (h.IsRelocated == true ? Relocated : 0L) | (h.IsSafetyNet == true ? SafetyNet : 0L) | (h.IsExitedPoverty == true ? ExitedPoverty : 0L)
                            | (l.HouseGrade == "C级" || l.HouseGrade == "D级" ? UnsafeHouse : 0L) | (l.WaterSafe == false ? UnsafeWater : 0L)
                            | ((long?)(m.Disabled | m.Chronic | m.Severe | m.Dibao | m.Tekun) ?? 0L),
                    };
        // EF writes no UPDATE over a grouping; it gives the SELECT, which is the same on both databases
        await using var command = found.CreateDbCommand();
#pragma warning disable CA2100 // EF's own text around its own parameters
        command.CommandText = $"""
            UPDATE "household" SET "traits" = found."Marks", "present" = found."People" FROM ({command.CommandText}) AS found
            WHERE "household"."id" = found."Key" AND ("household"."traits" <> found."Marks" OR "household"."present" <> found."People")
            """;
#pragma warning restore CA2100
        command.CommandTimeout = 0;
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            return await command.ExecuteNonQueryAsync(ct);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
