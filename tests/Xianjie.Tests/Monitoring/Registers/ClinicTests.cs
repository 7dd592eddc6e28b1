using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Clinics;
using Xianjie.Platform.Parameters;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Registers;

public sealed class ClinicTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static Task<HttpResponseMessage> SetAsync(Visitor visitor, long village, string service, string version = "-1") =>
        visitor.PostToAsync($"/clinics/{village}", $"/clinics/{village}?handler=Clinic", new() { ["Input.Version"] = version, ["Input.Service"] = service });

    private static Task<HttpResponseMessage> HireAsync(Visitor visitor, long village, string name) =>
        visitor.PostToAsync($"/clinics/{village}", $"/clinics/{village}?handler=Hire", new() { ["name"] = name, ["kind"] = "乡村医生", ["from"] = "2026-10-01" });

    [Theory, MemberData(nameof(Databases)), Requirement("S2-26")]
    public async Task A_village_without_clinic_or_doctor_is_a_blank_until_it_is_filled_and_the_months_show_how_many_there_were(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Homes.AddAsync(site, new Parameter { Key = "村卫生室应有数", Division = Site.County, Value = "4", ValidFrom = new(2021, 1, 1), Basis = "本县 4 个村" });
        var clerk = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.SeeOther, (await SetAsync(clerk, Site.VillageA1, "没有")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await SetAsync(clerk, Site.VillageA2, "本村卫生室")).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await HireAsync(clerk, Site.VillageA2, "何医生")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync($"/clinics/{Site.VillageB1}")).StatusCode);
        var leader = await site.SignInAsync("leader");
        var page = await leader.PageAsync("/clinics");
        Assert.Contains("应有 4 个，一致", page.Body!.TextContent, StringComparison.Ordinal);
        foreach (var (show, count) in new[] { ("all", 4), ("blank", 1), ("filled", 1), ("unknown", 2) })
        {
            var list = await leader.PageAsync($"/clinics?show={show}");
            Assert.Equal(count, list.QuerySelectorAll(".list tbody tr").Length);
            Assert.Contains($"共 {count} ", list.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        }
        // A month later the township sends a doctor round: both blanks of the village are filled, and the history keeps the month before
        site.Clock.Move(TimeSpan.FromDays(35));
        clerk = await site.SignInAsync("clerk");
        Assert.Equal(HttpStatusCode.SeeOther, (await SetAsync(clerk, Site.VillageA1, "乡镇巡诊", "0")).StatusCode);
        var stale = await SetAsync(clerk, Site.VillageA1, "没有", "0");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, stale.StatusCode);
        var after = await (await site.SignInAsync("leader")).PageAsync("/clinics");
        var months = after.QuerySelectorAll("x-chart tbody tr").ToDictionary(r => r.QuerySelector("th")!.TextContent, r => r.QuerySelector("td")!.TextContent);
        Assert.Equal(("1", "0"), (months["2026-11"], months["2026-12"]));
        Assert.Contains("没有空白点", (await clerk.PageAsync("/clinics?show=blank")).Body!.TextContent, StringComparison.Ordinal);
        // The only doctor of the other village leaves: blank again
        await using var db = site.Open();
        var doctor = await db.Set<VillageDoctor>().Select(d => d.Id).SingleAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostToAsync($"/clinics/{Site.VillageA2}", $"/clinics/{Site.VillageA2}?handler=Leave", new() { ["doctor"] = doctor.ToString() })).StatusCode);
        Assert.Equal((Site.VillageA2, BlankKind.无村医), await db.Set<ClinicBlank>().Where(b => b.ClosedOn == null).Select(b => new ValueTuple<long, BlankKind>(b.Division, b.Kind)).SingleAsync());
    }
}
