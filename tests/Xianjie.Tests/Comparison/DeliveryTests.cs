using System.IO.Compression;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Unmatched;
using Xianjie.Platform.Files;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Comparison;

public sealed class DeliveryTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S1-20")]
    public async Task A_department_delivers_a_file_with_its_own_headers_and_gets_a_receipt(string database)
    {
        await using var site = await Site.StartAsync(database);
        await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var officer = await site.SignInAsync("department");
        var delivery = await County.DeliverAsync(site, officer, "medical_settlement", $"""
            {County.MedicalHeader}
            {County.Inpatient(County.Id(1), "张三", "J1", "2026-10-10", 15000)}
            {County.Inpatient(County.Id(1), "张三", "J1", "2026-10-10", 15000)}
            {County.Inpatient(County.Id(1), "张三", "J2", "2026-13-10", 100)}
            {County.Inpatient(County.Id(2), "李四", "J3", "2026-10-11", 200)}
            """);
        Assert.Equal(DeliveryState.Accepted, delivery.State);
        Assert.Equal((4, 3, 1, 1, 1), (delivery.Rows, delivery.Accepted, delivery.Refused, delivery.Unmatched, delivery.Duplicates));
        Assert.Equal((new DateOnly(2026, 10, 10), new DateOnly(2026, 10, 11)), (delivery.FirstDay, delivery.LastDay));
        var receipt = await officer.PageAsync($"/feeds/deliveries/{delivery.Id}");
        Assert.Contains(delivery.Hash, receipt.Body!.TextContent, StringComparison.Ordinal);
        var errors = await officer.GetAsync($"/feeds/deliveries/{delivery.Id}?handler=Errors");
        using var book = new ZipArchive(await errors.Content.ReadAsStreamAsync());
        using var sheet = new StreamReader(book.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        Assert.Contains("2026-13-10", await sheet.ReadToEndAsync(), StringComparison.Ordinal);
        Assert.Equal(4, await Figures.EqualTheirListsAsync(officer.PageAsync));
        Assert.DoesNotContain("农户", (await officer.PageAsync("/")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_row_with_a_registered_id_and_a_foreign_name_waits_for_a_person_and_a_misheard_name_does_not(string database)
    {
        await using var site = await Site.StartAsync(database);
        await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        await County.SettleAsync(site, 2, "阿依古丽·买买提", Site.VillageA1);
        var officer = await site.SignInAsync("department");
        var delivery = await County.DeliverAsync(site, officer, "medical_settlement", $"""
            {County.MedicalHeader}
            {County.Inpatient(County.Id(1), "章叁", "J1", "2026-10-10", 15000)}
            {County.Inpatient(County.Id(1), "李四", "J2", "2026-10-11", 15000)}
            {County.Inpatient(County.Id(2), "阿依古丽 买买提", "J3", "2026-10-12", 15000)}
            """);
        Assert.Equal((3, 3, 1), (delivery.Rows, delivery.Accepted, delivery.Unmatched));
        var page = await officer.PageAsync("/feeds/unmatched");
        Assert.Contains("身份证号登记的是“张*”，姓名不同", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("身份证号相同，姓名不同", page.Body!.TextContent, StringComparison.Ordinal);
        await County.ScreenAsync(site, await site.SignInAsync("monitor"));
        await using var db = site.Open();
        var before = await db.Set<Xianjie.Comparison.Clues.ClueHit>().CountAsync(h => h.RuleId == "YB-3");
        var row = await db.Set<UnclaimedRow>().AsNoTracking().SingleAsync();
        var person = await db.Set<Xianjie.Registry.People.Person>().Where(p => p.Name == "张三").Select(p => p.Id).SingleAsync();
        var confirmed = await officer.PostToAsync("/feeds/unmatched", "/feeds/unmatched?handler=Confirm", new() { ["id"] = $"{row.Id}", ["person"] = $"{person}", ["version"] = "0", ["note"] = "曾用名" });
        Assert.Equal(HttpStatusCode.SeeOther, confirmed.StatusCode);
        Assert.Equal(2, before);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_same_file_is_refused_the_second_time_and_may_come_again_once_withdrawn(string database)
    {
        await using var site = await Site.StartAsync(database);
        var officer = await site.SignInAsync("department");
        var csv = County.MedicalHeader + "\n" + County.Inpatient(County.Id(1), "张三", "J1", "2026-10-10", 15000);
        var first = await County.DeliverAsync(site, officer, "medical_settlement", csv);
        var again = await County.UploadAsync(officer, "medical_settlement", csv);
        Assert.Equal("/feeds/medical_settlement", again.Headers.Location!.ToString());
        Assert.Contains("内容完全相同", (await officer.PageAsync("/feeds/medical_settlement")).Body!.TextContent, StringComparison.Ordinal);
        var files = site.Services.GetRequiredService<FileStore>();
        await using (var db = site.Open())
            Assert.Equal(2, await db.Set<StoredFile>().CountAsync(f => f.Purpose == "delivery" || f.Purpose == "part"));

        var noReason = await officer.PostAsync($"/feeds/deliveries/{first.Id}?handler=Withdraw", new() { ["version"] = $"{first.Version}", ["reason"] = "" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, noReason.StatusCode);
        var stale = await officer.PostAsync($"/feeds/deliveries/{first.Id}?handler=Withdraw", new() { ["version"] = "0", ["reason"] = "送错月份" });
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var withdrawn = await officer.PostAsync($"/feeds/deliveries/{first.Id}?handler=Withdraw", new() { ["version"] = $"{first.Version}", ["reason"] = "送错月份" });
        Assert.Equal(HttpStatusCode.SeeOther, withdrawn.StatusCode);
        Assert.Equal(DeliveryState.Accepted, (await County.DeliverAsync(site, officer, "medical_settlement", csv)).State);
        Assert.True(files.Exists(first.FileId));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_department_sees_only_its_own_feeds(string database)
    {
        await using var site = await Site.StartAsync(database);
        var officer = await site.SignInAsync("department");
        var list = (await officer.PageAsync("/feeds")).Body!.TextContent;
        Assert.Contains("医保结算", list, StringComparison.Ordinal);
        Assert.DoesNotContain("机动车", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync("/feeds/vehicle")).StatusCode);
        var refused = await officer.PostAsync("/feeds/medical_settlement", [], ("file", "a.csv", "x"u8.ToArray()));
        Assert.Equal(HttpStatusCode.SeeOther, refused.StatusCode);

        var monitor = await site.SignInAsync("monitor");
        var vehicles = await County.DeliverAsync(site, monitor, "vehicle", $"身份证号,姓名,车牌号,车辆类型,登记日期\n{County.Id(1)},张三,测A0001,轿车,2026-10-10");
        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync($"/feeds/deliveries/{vehicles.Id}")).StatusCode);
        Assert.DoesNotContain("机动车", (await officer.PageAsync("/feeds/unmatched")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("机动车", (await monitor.PageAsync("/feeds/unmatched")).QuerySelector("table.grid")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_request_without_the_form_token_stores_nothing(string database)
    {
        await using var site = await Site.StartAsync(database);
        var officer = await site.SignInAsync("department");
        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent("a"u8.ToArray()), "file", "a.csv");
        var answer = await officer.Http.PostAsync(new Uri("/feeds/medical_settlement", UriKind.Relative), form);
        Assert.Equal("/feeds", answer.Headers.Location!.ToString());
        await using var db = site.Open();
        Assert.False(await db.Set<Delivery>().AnyAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_missing_required_column_is_named_before_anything_is_read(string database)
    {
        await using var site = await Site.StartAsync(database);
        var officer = await site.SignInAsync("department");
        var uploaded = await County.UploadAsync(officer, "medical_settlement", $"证件号码,参保人姓名\n{County.Id(1)},张三");
        var answer = await officer.PostAsync(uploaded.Headers.Location!.ToString(), new() { ["column0"] = "citizen_id", ["column1"] = "name" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("自付金额", (await Visitor.ReadAsync(answer)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_row_with_a_wrong_digit_waits_with_its_nearest_person_and_counts_once_confirmed(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (household, person) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var right = County.Id(1);
        var wrong = right[..5] + (char)('0' + (right[5] - '0' + 1) % 10) + right[6..];
        var officer = await site.SignInAsync("department");
        await County.DeliverAsync(site, officer, "medical_settlement", County.MedicalHeader + "\n" + County.Inpatient(wrong, "张三", "J1", "2026-10-10", 15000));
        var monitor = await site.SignInAsync("monitor");
        Assert.Equal(0, (await County.ScreenAsync(site, monitor)).Hits(site, "YB-3"));

        var page = await officer.PageAsync("/feeds/unmatched");
        Assert.Contains("身份证号相差 1 位", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, page.Body.TextContent, StringComparison.Ordinal);
        await using (var db = site.Open())
        {
            var row = await db.Set<UnclaimedRow>().AsNoTracking().SingleAsync();
            var confirmed = await officer.PostAsync($"/feeds/unmatched?handler=Confirm&id={row.Id}", new() { ["person"] = $"{person}", ["version"] = $"{row.Version}" });
            Assert.Equal(HttpStatusCode.SeeOther, confirmed.StatusCode);
        }
        Assert.Equal(1, (await County.ScreenAsync(site, monitor)).Hits(site, "YB-3"));
        Assert.Equal(household, (await County.MedicalClueAsync(site, household)).HouseholdId);
    }

    [Fact]
    public async Task The_template_carries_header_choices_and_explanations()
    {
        await using var site = await Site.StartAsync("sqlite");
        var officer = await site.SignInAsync("department");
        var answer = await officer.GetAsync("/feeds/medical_settlement?handler=Template");
        using var book = new ZipArchive(await answer.Content.ReadAsStreamAsync());
        using var sheet = new StreamReader(book.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var text = await sheet.ReadToEndAsync();
        Assert.Contains("自付金额（元）", text, StringComparison.Ordinal);
        Assert.Contains("dataValidation", text, StringComparison.Ordinal);
    }
}
