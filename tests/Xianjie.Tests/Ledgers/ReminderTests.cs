using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Reminders;
using Xianjie.Platform.Inbox;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

public sealed class ReminderTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static Dictionary<string, string> Report(long village) => new() { ["Place"] = $"{village}", ["f.days_off"] = "2", ["f.homes"] = "120" };

    private static async Task<List<ReportDue>> OwedAsync(Site site)
    {
        await using var db = site.Open();
        return await db.Set<ReportDue>().AsNoTracking().Where(d => d.ClosedAt == null).OrderBy(d => d.Division).ThenBy(d => d.Period).ToListAsync();
    }

    private static async Task<List<WorkItem>> WorkAsync(Site site)
    {
        await using var db = site.Open();
        return await db.Set<WorkItem>().AsNoTracking().Where(w => w.Kind == DueWork.Kind && w.State == WorkState.Open).OrderBy(w => w.Division).ToListAsync();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Who_has_not_reported_is_reminded_until_the_report_comes_or_the_period_is_frozen_and_late_reports_need_an_opening(string database)
    {
        await using var site = await Books.StartAsync(database);
        var due = site.Services.GetRequiredService<ReportWork>();
        // nobody ever used the ledger: nobody is reminded
        await due.EnqueueDueAsync(CancellationToken.None);
        Assert.Empty(await OwedAsync(site));

        var (collector, clerk, monitor) = (await site.SignInAsync("collector"), await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        var october = "?period=20261001";
        await Books.EnterAsync(clerk, Report(Site.VillageA2), "wells-monthly", october);
        site.Clock.Move(TimeSpan.FromDays(1));
        await due.EnqueueDueAsync(CancellationToken.None);
        // nothing was asked for before the first row of the county
        Assert.Equal([Site.VillageA1, Site.VillageB1, Site.VillageB2], (await OwedAsync(site)).Select(d => d.Division));
        Assert.Contains("供水月报2026年10月应在 2026-11-06 前报送", (await collector.PageAsync("/inbox")).Body!.TextContent, StringComparison.Ordinal);
        var missing = await monitor.PageAsync("/ledgers/wells-monthly/missing" + october);
        Assert.Contains("进待办（待办中）", missing.QuerySelector("table.grid")!.TextContent, StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromDays(1));
        await due.EnqueueDueAsync(CancellationToken.None);
        Assert.Equal(3, (await OwedAsync(site)).Count);
        Assert.Equal([Site.VillageA1, Site.VillageB1, Site.VillageB2], (await WorkAsync(site)).Select(w => w.Division));

        await Books.EnterAsync(collector, Report(Site.VillageA1), "wells-monthly", october);
        Assert.Equal([Site.VillageB1, Site.VillageB2], (await OwedAsync(site)).Select(d => d.Division));
        Assert.Equal([Site.VillageB1, Site.VillageB2], (await WorkAsync(site)).Select(w => w.Division));
        await monitor.PostAsync("/ledgers/wells-monthly" + october + "&handler=Freeze", new() { ["frozen"] = "true", ["why"] = "上报" });
        Assert.Empty(await OwedAsync(site));
        Assert.Empty(await WorkAsync(site));

        // 补报
        var other = await site.SignInAsync("clerk-b");
        var late = "/ledgers/wells-monthly/edit" + october;
        Assert.Contains("已经冻结", (await Visitor.ReadAsync(await other.PostAsync(late, Report(Site.VillageB1)))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await other.PostToAsync("/ledgers/wells-monthly/missing" + october, "/ledgers/wells-monthly/missing" + october + "&handler=Open", new() { ["unit"] = $"{Site.VillageB1}", ["why"] = "停电" })).StatusCode);
        var opened = await monitor.PostToAsync("/ledgers/wells-monthly/missing" + october, "/ledgers/wells-monthly/missing" + october + "&handler=Open", new() { ["unit"] = $"{Site.VillageB1}", ["why"] = "停电" });
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        await Books.EnterAsync(other, Report(Site.VillageB1), "wells-monthly", october);
        Assert.Contains("已经冻结", (await Visitor.ReadAsync(await other.PostAsync(late, Report(Site.VillageB2)))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("停电", (await monitor.PageAsync("/ledgers/wells-monthly/missing" + october)).QuerySelector(".trail")!.TextContent, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(Site.VillageB1, (await db.Set<LateOpening>().AsNoTracking().SingleAsync()).Division);
        site.Clock.Move(TimeSpan.FromDays(6));
        Assert.True(await FrozenAsync(site), "an opening ends by itself");
    }

    /// <summary>One piece of work for a unit, however many ledgers it owes; it counts down with each report and opens to the list.</summary>
    [Theory, MemberData(nameof(Databases))]
    public async Task A_unit_that_owes_several_reports_has_one_piece_of_work_that_follows_them(string database)
    {
        await using var site = await Books.StartAsync(database);
        var due = site.Services.GetRequiredService<ReportWork>();
        var (collector, clerk) = (await site.SignInAsync("collector"), await site.SignInAsync("clerk"));
        foreach (var month in new[] { "20260801", "20260901", "20261001" })
            await Books.EnterAsync(clerk, Report(Site.VillageA2), "wells-monthly", "?period=" + month);
        site.Clock.Move(TimeSpan.FromDays(1));
        await due.EnqueueDueAsync(CancellationToken.None);
        var work = Assert.Single(await WorkAsync(site), w => w.Division == Site.VillageA1);
        var owed = (await OwedAsync(site)).Where(d => d.Division == Site.VillageA1).ToList();
        Assert.Equal([20260901, 20261001], owed.Select(d => d.Period));
        Assert.StartsWith($"{owed.Count} 份台账待填报，最早的应在 {owed[0].Due:yyyy-MM-dd} 前报送", work.Title, StringComparison.Ordinal);
        Assert.Equal(owed[0].Due, work.Due);
        var list = await collector.PageAsync(work.Link);
        Assert.Equal(owed.Count, list.QuerySelectorAll("table.grid tbody tr").Length);
        Assert.Equal($"{owed.Count}", list.QuerySelector(".total b")!.TextContent);
        Assert.Equal(owed.Select(d => $"/ledgers/wells-monthly/edit?period={d.Period}&place={d.Division}"), list.QuerySelectorAll("td.act a").Select(a => a.GetAttribute("href")));
        Assert.Equal(HttpStatusCode.NotFound, (await collector.GetAsync($"/ledgers/due?place={Site.VillageB1}")).StatusCode);
        Assert.Empty((await collector.PageAsync("/ledgers/due?q=没有的台账")).QuerySelectorAll("table.grid tbody tr"));
        Assert.DoesNotContain("清溪村", (await collector.PageAsync("/ledgers/due")).Body!.TextContent, StringComparison.Ordinal);

        await Books.EnterAsync(collector, Report(Site.VillageA1), "wells-monthly", "?period=20260901");
        var left = Assert.Single(await WorkAsync(site), w => w.Division == Site.VillageA1);
        Assert.Equal((work.Id, owed[1].Due), (left.Id, left.Due));
        Assert.Equal("供水月报2026年10月应在 2026-11-06 前报送", left.Title);
        Assert.Equal($"/ledgers/wells-monthly/edit?period=20261001&place={Site.VillageA1}", left.Link);
        await Books.EnterAsync(collector, Report(Site.VillageA1), "wells-monthly", "?period=20261001");
        Assert.DoesNotContain(await WorkAsync(site), w => w.Division == Site.VillageA1);

        // taken out again: it is owed again the next day
        await using (var db = site.Open())
        {
            db.Act = new("test", "plant");
            db.RemoveRange(await db.Set<Xianjie.Ledgers.Rows.LedgerRow>().Where(r => r.Division == Site.VillageA1 && r.Period == 20261001).ToListAsync());
            await db.SaveChangesAsync();
        }
        site.Clock.Move(TimeSpan.FromDays(1));
        await due.EnqueueDueAsync(CancellationToken.None);
        Assert.Single(await WorkAsync(site), w => w.Division == Site.VillageA1);
    }

    private static async Task<bool> FrozenAsync(Site site)
    {
        await using var scope = await ShippedSite.ActAsync(site, "monitor");
        var services = scope.ServiceProvider.GetRequiredService<Xianjie.Ledgers.LedgerServices>();
        var ledger = (await services.Book.FindAsync("wells-monthly", CancellationToken.None))!;
        return await services.Periods.IsFrozenAsync(ledger, Span.Of(ledger.Period, 20261001)!.Value, Site.VillageB1, CancellationToken.None);
    }
}
