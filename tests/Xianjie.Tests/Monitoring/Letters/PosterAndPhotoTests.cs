using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Monitoring.SelfReport;
using Xianjie.Platform.Files;
using Xianjie.Platform.Files.Photos;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Letters;

/// <summary>The way to the public form, and the photo that comes with it.</summary>
public sealed class PosterAndPhotoTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task The_county_sets_the_public_address_once_and_every_township_prints_it(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (clerk, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("monitor"));
        Assert.Contains("还没有设置公开网址", (await clerk.PageAsync("/report/poster")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await monitor.PostAsync("/report/poster", new() { ["Site"] = "shenbao" })).StatusCode);
        foreach (var address in new[] { "https://old.example.cn", "https://shenbao.example.cn/" })
            await site.ConfirmedAsync(await monitor.PostAsync("/report/poster", new() { ["Site"] = address }), "monitor-2");
        Assert.NotEqual(HttpStatusCode.SeeOther, (await clerk.PostAsync("/report/poster", new() { ["Site"] = "https://other.example.cn" })).StatusCode);
        var posters = (await clerk.PageAsync("/report/poster")).QuerySelectorAll(".poster");
        Assert.Equal(2, posters.Length);
        Assert.Contains($"https://shenbao.example.cn/report/{Site.VillageA1}", posters[0].TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_photo_survives_a_refused_form_without_its_place_and_only_inside_that_form(string database)
    {
        await using var site = await Site.StartAsync(database);
        await Reports.SettleAsync(site, 1, "张三", Site.VillageA1);
        var (villager, form) = (site.Visit(), Reports.Form("张三", "1390000"));
        var path = $"/report/{Site.VillageA1}";
        var refused = await Visitor.ReadAsync(await villager.PostAsync(path, form, ("Picture", "p.jpg", Pictures.Jpeg())));
        var kept = refused.QuerySelector("input[name=Kept]")!.GetAttribute("value")!;
        Assert.Contains("不用重选", refused.Body!.TextContent, StringComparison.Ordinal);
        // The token alone, in another form, leads to nothing
        var thief = Reports.Form("李四", "1390000");
        thief["Kept"] = kept;
        Assert.Null((await Visitor.ReadAsync(await site.Visit().PostAsync(path, thief))).QuerySelector("input[name=Kept]"));
        (form["Input.Phone"], form["Kept"]) = (Reports.Phone, kept);
        var letter = await Reports.LetterAsync(site, await Reports.ReportAsync(villager, Site.VillageA1, form));
        site.Clock.Move(TimeSpan.FromDays(2));
        await site.Services.GetServices<IDueWork>().OfType<FileSweep>().Single().EnqueueDueAsync(default);
        var photo = await (await (await site.SignInAsync("clerk")).GetAsync($"/letters/{letter.Id}/photo")).Content.ReadAsByteArrayAsync();
        Assert.Equal(PlainPhoto.Of(Pictures.Jpeg())!.Content, photo);
        await using var db = site.Open();
        Assert.Equal((1, null), (await db.Set<StoredFile>().CountAsync(), await db.Set<StoredFile>().Select(f => f.ExpiresAt).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_photo_of_a_form_that_was_never_sent_is_removed_after_a_day(string database)
    {
        await using var site = await Site.StartAsync(database);
        var refused = await Visitor.ReadAsync(await site.Visit().PostAsync($"/report/{Site.VillageA1}", Reports.Form("张三", "1390000"), ("Picture", "p.png", Pictures.Png())));
        Assert.NotNull(refused.QuerySelector("input[name=Kept]"));
        site.Clock.Move(TimeSpan.FromHours(25));
        await site.Services.GetServices<IDueWork>().OfType<FileSweep>().Single().EnqueueDueAsync(default);
        await using var db = site.Open();
        Assert.Equal(0, await db.Set<StoredFile>().CountAsync());
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(site.Folder, "files"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void The_code_on_the_poster_has_the_three_finders_and_the_quiet_zone()
    {
        var code = Qr.Of("https://shenbao.example.cn/report/990101101201");
        Assert.Equal(0, (code.Size - 8 - 17) % 4);
        Assert.DoesNotContain("M3 ", code.Path, StringComparison.Ordinal);
        foreach (var (x, y) in new[] { (4, 4), (code.Size - 11, 4), (4, code.Size - 11) })
            Assert.Contains($"M{x} {y}h1v1h-1zM{x + 1} {y}h1v1h-1zM{x + 2} {y}", code.Path, StringComparison.Ordinal);
    }
}
