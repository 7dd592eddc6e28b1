using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Rows;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

public sealed class GridTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static Task<HttpResponseMessage> SaveAsync(Visitor by, params object[] rows) => by.PostToAsync("/ledgers/wells/grid", "/ledgers/wells/grid?handler=Save", new() { ["rows"] = JsonSerializer.Serialize(rows) });

    private static object Row(int n, string place, string name, string people, string source, string? treated = null, string? phone = null) =>
        new { n, id = (Guid?)null, version = 0, cells = new Dictionary<string, string> { ["place"] = place, ["well_name"] = name, ["people"] = people, ["water_source"] = source, ["is_treated"] = treated ?? "", ["keeper_phone"] = phone ?? "" } };

    private static async Task<List<(int N, string? Field, string Words)>> FaultsAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. json.RootElement.GetProperty("faults").EnumerateArray().Select(f => (f.GetProperty("n").GetInt32(), f.GetProperty("field").GetString(), f.GetProperty("words").GetString()!))];
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_grid_is_saved_as_a_whole_or_tells_every_fault_at_its_cell(string database)
    {
        await using var site = await Books.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var faults = await FaultsAsync(await SaveAsync(clerk, Row(0, "大坪村", "东井", "100", "山泉"), Row(1, "大坪村", "东井", "很多", "海水"), Row(4, "远方村", "西井", "1", "山泉"), Row(5, "大坪村", "东井", "2", "水库")));
        Assert.Contains(faults, f => f is (1, "people", _));
        Assert.Contains(faults, f => f is (1, "water_source", var words) && words.Contains("不在可选值内", StringComparison.Ordinal));
        Assert.Contains(faults, f => f is (4, "place", "请选择村"));
        Assert.Contains(faults, f => f is (5, "well_name", var words) && words.Contains("重复", StringComparison.Ordinal));
        Assert.Equal("0", Books.Total(await clerk.PageAsync("/ledgers/wells")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostToAsync("/ledgers/wells/grid", "/ledgers/wells/grid?handler=Save", new() { ["rows"] = "[{\"n\":0" })).StatusCode);

        var saved = await SaveAsync(clerk, Row(0, "大坪村", "东井", "100", "山泉", "是", "13800000001"), Row(3, $"{Site.VillageA2}", "西井", "200", "井水"));
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        Assert.Contains("已保存 2 行", (await clerk.PageAsync("/ledgers/wells")).Body!.TextContent, StringComparison.Ordinal);
        var page = await clerk.PageAsync("/ledgers/wells/grid");
        using var data = JsonDocument.Parse(page.GetElementById("sheet-data")!.TextContent);
        Assert.DoesNotContain("13800000001", page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        var east = data.RootElement.GetProperty("rows").EnumerateArray().Single(r => r.GetProperty("cells")[1].GetString() == "东井");
        Assert.Equal("138****0001", east.GetProperty("cells")[6].GetString());
        Assert.True(data.RootElement.GetProperty("columns")[6].GetProperty("isSealed").GetBoolean());

        // one cell changes; what is starred out stays as it was; who comes second is told
        var change = new { n = 2, id = east.GetProperty("id").GetGuid(), version = 0, cells = new Dictionary<string, string> { ["people"] = "150", ["keeper_phone"] = "138****0001" } };
        Assert.Equal(HttpStatusCode.OK, (await SaveAsync(clerk, change)).StatusCode);
        Assert.Contains("刚被别人改过", (await FaultsAsync(await SaveAsync(clerk, change)))[0].Words, StringComparison.Ordinal);
        await using var db = site.Open();
        var row = await db.Set<LedgerRow>().AsNoTracking().SingleAsync(r => r.Id == change.id);
        Assert.Contains("\"people\":\"150\"", row.Values, StringComparison.Ordinal);
        Assert.Contains("138****0001", (await clerk.PageAsync($"/ledgers/wells/rows/{row.Id}")).Body!.TextContent, StringComparison.Ordinal);
        // whose area it is not finds neither the row nor a village for it
        var other = await site.SignInAsync("clerk-b");
        Assert.Contains("刚被别人改过或删除", (await FaultsAsync(await SaveAsync(other, change)))[0].Words, StringComparison.Ordinal);
        Assert.Contains(await FaultsAsync(await SaveAsync(other, Row(0, $"{Site.VillageA1}", "北井", "1", "山泉"))), f => f.Words.Contains("不在您的管理范围内", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Without_script_the_grid_is_a_plain_form(string database)
    {
        await using var site = await Books.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        Dictionary<string, string> fields = new() { ["r0.place"] = "大坪村", ["r0.well_name"] = "东井", ["r0.people"] = "很多", ["r0.water_source"] = "山泉", ["r1.place"] = "", ["r1.well_name"] = "" };
        var refused = await clerk.PostToAsync("/ledgers/wells/grid", "/ledgers/wells/grid?handler=Plain", fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("1 处要改", (await Visitor.ReadAsync(refused)).Body!.TextContent, StringComparison.Ordinal);
        fields["r0.people"] = "90";
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostToAsync("/ledgers/wells/grid", "/ledgers/wells/grid?handler=Plain", fields)).StatusCode);
        Assert.Equal("1", Books.Total(await clerk.PageAsync("/ledgers/wells")));
    }
}
