using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.History;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Parameters;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Registers;

public sealed class HistoryTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private const string File = "户编号,姓名,乡镇,村,识别年度,脱贫年度,动态调出,调出年度,调出原因\nF-1,周一,白石镇,大坪村,2014,2017,否,,\nF-1,周二,白石镇,大坪村,2014,2017,否,,\nF-2,吴三,云岭乡,松林村,2016,,是,2018,婚出\n";

    private static Task<HttpResponseMessage> ImportAsync(Visitor visitor, string text) => visitor.PostToAsync("/history", "/history?handler=Import", [], ("upload", "底册.csv", Encoding.UTF8.GetBytes(text)));

    [Theory, MemberData(nameof(Databases)), Requirement("S0-4")]
    public async Task People_once_poor_are_added_reconciled_and_never_changed_but_by_a_reasoned_correction(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.PlantAsync(site, Site.VillageA1, "F-3", h => (h.IsExitedPoverty, h.ExitedYear, h.FirstEnteredMonth) = (true, 2018, 201405), Homes.Adult("郑四"));
        await Homes.AddAsync(site, new Parameter { Key = "历史脱贫人口目标数", Division = Site.County, Value = "5", ValidFrom = new(2021, 1, 1), Basis = "本县普查数" });
        var monitor = await site.SignInAsync("monitor");
        var wrong = await ImportAsync(monitor, File + "F-9,冯五,白石镇,大坪村,2017,2015,否,,\n");
        Assert.Contains("脱贫年度早于识别年度", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(0, await db.Set<HistoryEntry>().CountAsync());
        Assert.Equal(HttpStatusCode.SeeOther, (await ImportAsync(monitor, File)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await ImportAsync(monitor, File)).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostToAsync("/history", "/history?handler=Registry", [])).StatusCode);
        Assert.Equal(4, await db.Set<HistoryEntry>().CountAsync());
        Assert.Equal((2014, 2018), await db.Set<HistoryEntry>().Where(e => e.HouseholdNo == "F-3").Select(e => new ValueTuple<int, int>(e.IdentifiedYear!.Value, e.ExitedYear!.Value)).SingleAsync());
        var page = await monitor.PageAsync("/history");
        Assert.Contains("比应有人数少", page.QuerySelectorAll(".figure").Single(f => f.TextContent.Contains("对账", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal);
        foreach (var (show, count) in new[] { ("all", 4), ("in", 3), ("left", 1), ("noyear", 0), ("corrected", 0) })
            Assert.Equal(count, (await monitor.PageAsync($"/history?show={show}")).QuerySelectorAll(".list tbody tr").Length);

        var entry = await db.Set<HistoryEntry>().AsNoTracking().SingleAsync(e => e.Name == "周一");
        var fields = new Dictionary<string, string> { ["Input.Name"] = "周一", ["Input.IdentifiedYear"] = "2014", ["Input.ExitedYear"] = "2019" };
        Assert.Contains("请写明更正的原因", await (await monitor.PostAsync($"/history/{entry.Id}", fields)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        fields["Input.Why"] = "与脱贫验收表核对";
        Assert.Equal(HttpStatusCode.SeeOther, (await monitor.PostAsync($"/history/{entry.Id}", fields)).StatusCode);
        Assert.Equal([2017, 2019], await db.Set<HistoryEntry>().Where(e => e.Name == "周一").OrderBy(e => e.At).ThenBy(e => e.Id).Select(e => e.ExitedYear!.Value).ToListAsync());
        Assert.Equal(4, (await monitor.PageAsync("/history")).QuerySelectorAll(".list tbody tr").Length);
        Assert.Equal(1, (await monitor.PageAsync("/history?show=corrected")).QuerySelectorAll(".list tbody tr").Length);
        fields["Input.ExitedYear"] = "2020";
        Assert.Contains("已经更正过", await (await monitor.PostAsync($"/history/{entry.Id}", fields)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("更正：与脱贫验收表核对", (await monitor.PageAsync($"/history/{entry.Id}")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S0-4")]
    public async Task Neither_the_program_nor_the_database_lets_a_row_be_changed_or_deleted(string database)
    {
        await using var site = await Site.StartAsync(database);
        Assert.Equal(HttpStatusCode.SeeOther, (await ImportAsync(await site.SignInAsync("monitor"), File)).StatusCode);
        await using (var db = site.Open())
        {
            var row = await db.Set<HistoryEntry>().FirstAsync();
            db.Remove(row);
            db.Act = new Act("test", "删除");
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync());
        }
        await using var raw = site.Open();
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => raw.Database.ExecuteSqlRawAsync("UPDATE history_entry SET exited_year = 2015"));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => raw.Database.ExecuteSqlRawAsync("DELETE FROM history_entry"));
        Assert.Equal(3, await raw.Set<HistoryEntry>().CountAsync());
    }
}
