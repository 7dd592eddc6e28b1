using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Registry.People;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;
using Xianjie.Tests.Tabular;

namespace Xianjie.Tests.Comparison;

/// <summary>Department files as they should never come: clear words, nothing half done, the server stays up.</summary>
public sealed class DeliveryHostileTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private static byte[] Sound => Tables.Xlsx(["证件号码", "参保人姓名"], [County.Id(1), "张三"]).ToArray();

    [Theory, MemberData(nameof(Databases))]
    public async Task A_file_that_is_no_table_is_refused_with_words_and_nothing_of_it_counts(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        (string Name, byte[] Content, string Words)[] files =
        [
            ("空.csv", [], "空的"),
            ("截断.xlsx", Sound[..(Sound.Length / 2)], "没有传完"),
            ("炸弹.xlsx", Tables.Workbook(Tables.Row(1, "甲", "乙") + new string(' ', 40 << 20)).ToArray(), "解压后过大"),
            ("百万列.csv", Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 1_000_000)) + "\n1\n"), "列的上限"),
            ("坏码.csv", [.. Encoding.UTF8.GetBytes("证件号码,参保人姓名\n张三,"), 0xFF, 0xFE, 0xE4, 0xBD, 0x0A, 0x80, 0x81], ""),
            ("文档.pdf", "%PDF-1.7 and so on"u8.ToArray(), "PDF"),
        ];
        foreach (var (name, content, words) in files)
        {
            var answer = await monitor.PostAsync("/feeds/medical_settlement", [], ("file", name, content));
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
            var page = (await monitor.PageAsync(answer.Headers.Location!.ToString())).Body!.TextContent;
            Assert.Contains(words, page, StringComparison.Ordinal);
        }
        await site.RunJobsAsync();
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync("/feeds/medical_settlement")).StatusCode);
        await using var db = site.Open();
        Assert.False(await db.Set<Delivery>().AnyAsync(d => d.State == DeliveryState.Accepted));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Rows_that_cannot_be_are_refused_one_by_one_with_their_reason(string database)
    {
        await using var site = await Site.StartAsync(database);
        await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        string Row(string id, string no, string kind, string date, string paid) => $"{id},张三,{no},{kind},{date},县人民医院,{paid}";
        var delivery = await County.DeliverAsync(site, monitor, "medical_settlement", string.Join('\n',
        [
            County.MedicalHeader, Row(County.Id(1), "J1", "住院", "2026-10-10", "100"), Row(County.Id(1), "J2", "住院", "2026-12-31", "100"), Row(County.Id(1), "J3", "住院", "2026-10-10", "-5"),
            Row(County.Id(1), "J4", "隔空治病", "2026-10-10", "100"), Row(County.Id(1), "J5", "住院", "2026-02-30", "100"), Row(County.Id(1), "J6'; DROP TABLE delivery;--", "住院", "2026-10-10", "1' OR '1'='1"),
        ]));
        Assert.Equal((6, 1, 5), (delivery.Rows, delivery.Accepted, delivery.Refused));
        var answer = await monitor.GetAsync($"/feeds/deliveries/{delivery.Id}?handler=Errors");
        var sheet = ImportRows.Sheet(await answer.Content.ReadAsByteArrayAsync());
        foreach (var words in (string[])["晚于今天", "不能是负数", "“隔空治病”不在可选值内", "不存在", "整行未收"])
            Assert.Contains(words, sheet, StringComparison.Ordinal);
        await using var db = site.Open();
        Assert.Equal(1, await db.Set<Delivery>().CountAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_id_of_a_dead_person_and_a_row_sent_twice_are_told(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (_, dead) = await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        await County.SettleAsync(site, 2, "李四", Site.VillageA1);
        await using (var db = site.Open())
        {
            var person = await db.Set<Person>().SingleAsync(p => p.Id == dead);
            person.State = PersonState.Dead;
            db.Act = new("test", "减员");
            await db.SaveChangesAsync();
        }
        var monitor = await site.SignInAsync("monitor");
        var twice = County.Inpatient(County.Id(2), "李四", "J2", "2026-10-12", 10);
        var delivery = await County.DeliverAsync(site, monitor, "medical_settlement", string.Join('\n', [County.MedicalHeader, County.Inpatient(County.Id(1), "张三", "J1", "2026-10-10", 10), twice, twice]));
        Assert.Equal(1, delivery.Duplicates);
        Assert.Contains("1 行是系统中已登记死亡或迁出的人", (await monitor.PageAsync($"/feeds/deliveries/{delivery.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, (await County.ScreenAsync(site, monitor)).Hits(site, "YB-3"));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Script_and_formulas_in_cells_stay_text_on_screen_and_in_the_error_workbook(string database)
    {
        await using var site = await Site.StartAsync(database);
        await County.SettleAsync(site, 1, "张三", Site.VillageA1);
        var monitor = await site.SignInAsync("monitor");
        var delivery = await County.DeliverAsync(site, monitor, "medical_settlement", $"{County.MedicalHeader}\n{County.Id(1)},张三,J1,<script>alert(1)</script>,2026-10-10,=HYPERLINK(\"http://x\"),10", "<img src=x>.csv");
        Assert.Equal(1, delivery.Refused);
        var page = await monitor.PageAsync($"/feeds/deliveries/{delivery.Id}");
        Assert.Empty(page.QuerySelectorAll("main img[src=x], main script"));
        var sheet = ImportRows.Sheet(await (await monitor.GetAsync($"/feeds/deliveries/{delivery.Id}?handler=Errors")).Content.ReadAsByteArrayAsync());
        Assert.DoesNotContain("<f>", sheet, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", sheet, StringComparison.Ordinal);
    }
}
