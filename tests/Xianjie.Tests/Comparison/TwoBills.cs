using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Runs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Comparison;

/// <summary>Two households of two townships, each with a hospital bill above the line.</summary>
internal static class TwoBills
{
    public static async Task<(Guid A, Guid B)> PlantAsync(Site site)
    {
        var (a, _) = await County.SettleAsync(site, 1, "张三", Site.VillageA1, "边缘易致贫户", "未消除风险监测户");
        var (b, _) = await County.SettleAsync(site, 2, "李四", Site.VillageB1);
        var officer = await site.SignInAsync("department");
        await County.DeliverAsync(site, officer, "medical_settlement", $"""
            {County.MedicalHeader}
            {County.Inpatient(County.Id(1), "张三", "J1", "2026-10-10", 15000)}
            {County.Inpatient(County.Id(2), "李四", "J2", "2026-10-12", 12000.50m)}
            """);
        return (a, b);
    }

    public static int Hits(this ScreeningRun run, Site site, string rule)
    {
        using var db = site.Open();
        return db.Set<RunCount>().Where(c => c.RunId == run.Id && c.RuleId == rule).Sum(c => c.Hits);
    }
}
