using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Notices;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

public sealed class NoticeTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private const string Text = """
        - key: well-grants
          title: 打井补助
          module: 乡村建设
          owner: 水务局
          grain: household
          level: village
          basis: 试验
          approvals: [乡镇, 县]
          notice: 公示天数
          fields:
            - {name: 户, english: home, type: household, required: true, unique: true}
            - {name: 申请人, english: applicant, type: text}
            - {name: 家庭年收入, english: income, type: money}
            - {name: 补助金额, english: amount, type: money}
            - {name: 联系电话, english: contact, type: phone, class: plain}
            - {name: 患病情况, english: illness, type: text}
            - {name: 备注, english: remark, type: text}
          list: [户, 申请人, 家庭年收入, 补助金额, 联系电话, 患病情况, 备注]
        """;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_row_hangs_for_its_days_masked_before_the_last_level_and_an_objection_stops_the_days(string database)
    {
        await using var site = await Books.StartAsync(database, ("grants.yaml", Text));
        await using (var db = site.Open())
        {
            db.Act = new("test", "plant");
            db.Add(new Household { HouseholdNo = "H1", Division = Site.VillageA1, County = 990101, HeadName = "欧阳小芳", HouseholdType = "普通农户", RiskState = "普通户", MemberCount = 1 });
            await db.SaveChangesAsync();
        }
        var (clerk, second, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("clerk-2"), await site.SignInAsync("monitor"));
        var path = await Books.EnterAsync(clerk, new() { ["Place"] = $"{Site.VillageA1}", ["f.home"] = "H1", ["f.applicant"] = "欧阳大山", ["f.income"] = "12345.6", ["f.amount"] = "3000", ["f.contact"] = "13800000001", ["f.illness"] = "肺结核", ["f.remark"] = "卡号 6222021234567890123 已核" }, "well-grants");
        async Task<string> MoveAsync(Visitor by, string handler)
        {
            int version;
            await using (var db = site.Open())
                version = (await db.Set<LedgerRow>().AsNoTracking().SingleAsync()).Version;
            await by.PostToAsync(path, $"{path}?handler={handler}", new() { ["Version"] = $"{version}", ["Words"] = "同意" });
            return (await by.PageAsync(path)).Body!.TextContent;
        }
        async Task<string> ActAsync(Visitor by, string handler, Dictionary<string, string> fields)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await by.PostToAsync(path + "/notice", $"{path}/notice?handler={handler}", fields)).StatusCode);
            return (await by.PageAsync(path + "/notice")).Body!.TextContent;
        }
        await MoveAsync(clerk, "Submit");
        Assert.Contains("只有等待最后一级审核的行可以公示", await ActAsync(clerk, "Start", []), StringComparison.Ordinal);
        await MoveAsync(second, "Approve");
        Assert.Contains("要先公示", await MoveAsync(monitor, "Approve"), StringComparison.Ordinal);
        await ActAsync(clerk, "Start", []);
        var sheet = await clerk.PageAsync(path + "/notice");
        var hung = sheet.QuerySelector("main .panel")!.TextContent;
        foreach (var shown in new[] { "欧阳*", "10,000 至 15,000 元", "3,000.00 元", "2026-11-05 至 2026-11-10" }.Take(3))
            Assert.Contains(shown, hung, StringComparison.Ordinal);
        foreach (var hidden in new[] { "小芳", "大山", "12345", "12,345", "13800000001", "肺结核", "6222021234567890123" })
            Assert.DoesNotContain(hidden, hung, StringComparison.Ordinal);
        Assert.Contains("期满后再审核", await MoveAsync(monitor, "Approve"), StringComparison.Ordinal);
        var ends = await EndsAsync(site);

        // an objection stops the days
        site.Clock.Move(TimeSpan.FromDays(2));
        Assert.Contains("已暂停", await ActAsync(clerk, "Object", new() { ["words"] = "李某说他家有两口井" }), StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromDays(10));
        Assert.Contains("有异议还没有答复", await MoveAsync(monitor, "Approve"), StringComparison.Ordinal);
        await using (var db = site.Open())
        {
            var objection = await db.Set<NoticeObjection>().AsNoTracking().SingleAsync();
            Assert.DoesNotContain("李某", System.Text.Encoding.UTF8.GetString(objection.WordsSealed), StringComparison.Ordinal);
            Assert.Contains("经核实只有一口", await ActAsync(clerk, "Answer", new() { ["objection"] = $"{objection.Id}", ["words"] = "经核实只有一口" }), StringComparison.Ordinal);
        }
        Assert.Equal(ends.AddDays(10), await EndsAsync(site));
        Assert.Contains("期满后再审核", await MoveAsync(monitor, "Approve"), StringComparison.Ordinal);
        site.Clock.Move(TimeSpan.FromDays(4));
        await MoveAsync(monitor, "Approve");
        await using var end = site.Open();
        Assert.Equal(RowState.已审核, (await end.Set<LedgerRow>().AsNoTracking().SingleAsync()).State);
        Assert.Contains("已期满", (await clerk.PageAsync(path + "/notice")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.SignInAsync("clerk-b")).GetAsync(path + "/notice")).StatusCode);
    }

    private static async Task<DateOnly> EndsAsync(Site site)
    {
        await using var db = site.Open();
        return (await db.Set<LedgerNotice>().AsNoTracking().SingleAsync()).EndsOn;
    }
}
