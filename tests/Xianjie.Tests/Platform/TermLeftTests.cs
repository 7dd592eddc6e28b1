using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Monitoring.Cases;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

public sealed class TermLeftTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S0-33")]
    public async Task Inbox_and_case_say_the_same_days_left_in_calendar_days_and_in_working_days(string database)
    {
        await using var site = await Site.StartAsync(database);
        var due = new DateOnly(2026, 11, 11);
        await AddAsync(site, new WorkItem
        {
            Kind = CaseProcess.Name, Title = "入户核实", Link = "/cases", Subject = Guid.CreateVersion7(), Division = Site.VillageA1, Role = "collector", CreatedBy = "test", CreatedAt = site.Clock.GetUtcNow(), Due = due,
        });
        Assert.Equal(("剩 9 天", "剩 9 天"), await BothAsync(site, due));
        await AddAsync(site, new Parameter { Key = Deadlines.TotalCalendar, Division = Site.County, Value = "1", ValidFrom = new(2026, 1, 1), Basis = "县级办法" });
        Assert.Equal(("剩 7 个工作日", "剩 7 个工作日"), await BothAsync(site, due));
        site.Clock.Move(TimeSpan.FromDays(12)); // Saturday 2026-11-14
        Assert.Equal(("超期 2 个工作日", "超期 2 个工作日"), await BothAsync(site, due));
    }

    private static async Task<(string Inbox, string Case)> BothAsync(Site site, DateOnly due)
    {
        var inbox = (await (await site.SignInAsync("collector")).PageAsync("/inbox")).QuerySelectorAll("tbody tr").Single().QuerySelector("[data-label=剩余]")!.TextContent.Trim();
        using var services = site.Services.CreateScope();
        await using var db = site.Open();
        var today = new Clock(site.Clock).Today;
        var values = await ParametersInForce.LoadAsync(services.ServiceProvider.GetRequiredService<ShippedParameters>(), db, today, default);
        return (inbox, new Deadlines(values, services.ServiceProvider.GetRequiredService<WorkingDays>(), Site.VillageA1).Alert(today, due).Words);
    }

    private static async Task AddAsync(Site site, object row)
    {
        await using var db = site.Open();
        db.Act = new Act("test", "prepare");
        db.Add(row);
        await db.SaveChangesAsync();
    }
}
