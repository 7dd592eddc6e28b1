using System.Net;
using Xianjie.Tests.Comparison;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Letters;

/// <summary>三网统计: clues by where they came from and what became of them, each number with its list.</summary>
public sealed class NetsTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S2-14")]
    public async Task Clues_are_counted_by_net_of_source_and_of_outcome_and_every_number_equals_its_list(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        await Reports.SettleAsync(site, 2, "李四", Site.VillageA1);
        await Reports.ReportAsync(site.Visit(), Site.VillageA1, Reports.Form("李四"));
        var clerk = await site.SignInAsync("clerk");
        var fields = Reports.Form("李四");
        (fields["Input.Source"], fields["Input.Village"]) = ("12345", $"{Site.VillageA1}");
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync("/letters/new?channel=信访舆情", fields)).StatusCode);
        await County.DeliverAsync(site, await site.SignInAsync("department"), "medical_settlement", $"{County.MedicalHeader}\n{County.Inpatient(County.Id(1), "张三", "J1", "2026-10-20", 60000)}");
        await County.ScreenAsync(site, await site.SignInAsync("monitor"));
        var page = await clerk.PageAsync("/clues/nets");
        var rows = page.QuerySelectorAll("main tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent.Trim(), r => r.QuerySelectorAll("td.num").Select(c => c.TextContent.Trim()).ToList());
        Assert.Equal(["排查网", "对比网", "帮扶网"], rows.Keys);
        // 李四 came by two channels of one net and is one clue
        Assert.Equal("1", rows["排查网"][^1]);
        Assert.True(int.Parse(rows["对比网"][^1], System.Globalization.CultureInfo.InvariantCulture) >= 1);
        Assert.Equal(["—", "—", "0", "—", "—", "0"], rows["帮扶网"]);
        foreach (var link in page.QuerySelectorAll("main tbody a"))
        {
            var total = (await clerk.PageAsync(link.GetAttribute("href")!)).QuerySelector(".total")!.TextContent;
            Assert.Contains($"共 {link.TextContent} 条", total, StringComparison.Ordinal);
        }
    }
}
