using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.SocialRelief.BarrierFree;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.SocialRelief;

public sealed class RegisterTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases)), Requirement("S4-15")]
    public async Task Dibao_standards_are_entered_by_year_and_set_against_province_and_nation(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        Task<HttpResponseMessage> SendAsync(string level, int year, string amount) =>
            monitor.PostAsync("/relief/standards", new() { ["Input.Level"] = level, ["Input.From"] = $"{year}-01-01", ["Input.Amount"] = amount, ["Input.Basis"] = "青民发〔2023〕3号" });
        async Task EnterAsync(string level, int year, string amount) => await site.ConfirmedAsync(await SendAsync(level, year, amount), "monitor-2");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendAsync("本县", 2023, "50")).StatusCode);
        await EnterAsync("本县", 2022, "5600");
        await EnterAsync("本县", 2023, "5600");
        await EnterAsync("本县", 2023, "6000");
        await EnterAsync("本省", 2023, "7500");
        var rows = (await monitor.PageAsync("/relief/standards")).QuerySelectorAll("section.panel")[0].QuerySelectorAll("tbody tr").Select(r => string.Join('|', r.Children.Select(c => c.TextContent.Trim()))).ToList();
        Assert.Equal("2023|6,000|—|7,500|7,455.6|+7.1%|80.0%|80.5%|青民发〔2023〕3号", rows[0]);
        Assert.StartsWith("2022|5,600|—|—|6,985.2|—|—|80.2%", rows[1], StringComparison.Ordinal);
        var collector = await site.SignInAsync("collector");
        Relief.Denied(await collector.PostAsync("/relief/standards", []));
        Assert.Contains("6,000", (await collector.PageAsync("/relief/standards")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases)), Requirement("S4-50")]
    public async Task A_home_is_carried_from_candidate_to_accepted_with_days_amount_and_photos(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (home, person) = await Relief.SettleAsync(site, 1, "赵甲", state: "脱贫户", more: (_, p) => (p.DisabilityKind, p.DisabilityLevel) = ("肢体", "一级"));
        await Relief.SettleAsync(site, 2, "钱乙", more: (_, p) => (p.DisabilityKind, p.DisabilityLevel) = ("肢体", "一级"));
        await Relief.SettleAsync(site, 3, "孙丙", state: "脱贫户", more: (_, p) => (p.DisabilityKind, p.DisabilityLevel) = ("肢体", "三级"));
        var clerk = await site.SignInAsync("clerk");
        Assert.Contains("赵甲", Assert.Single(Relief.Rows(await clerk.PageAsync("/relief/barrier-free/candidates"))), StringComparison.Ordinal);
        var path = $"/relief/barrier-free/edit/{person}";
        var fields = new Dictionary<string, string> { ["Input.State"] = "已申请", ["Input.AppliedOn"] = "2026-08-01", ["Input.Version"] = "0" };
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(path, fields)).StatusCode);
        Assert.Equal("0", Relief.Total(await clerk.PageAsync("/relief/barrier-free/candidates")));
        (fields["Input.State"], fields["Input.Version"]) = ("已验收", "1");
        var refused = await Visitor.ReadAsync(await clerk.PostAsync(path, fields));
        foreach (var words in new[] { "请填写批准日期", "请选择改造了什么", "请填写改造金额", "验收要有照片" })
            Assert.Contains(words, refused.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync($"/households/{home}/files/new", new() { ["Note"] = "改造后" }, ("Upload", "改造后.png", Pictures.Png()))).StatusCode);
        var photo = (await clerk.PageAsync(path)).QuerySelector("input[name='Input.Photos']")!.GetAttribute("value")!;
        foreach (var (key, value) in new[] { ("ApprovedOn", "2026-08-20"), ("DoneOn", "2026-09-20"), ("AcceptedOn", "2026-10-01"), ("Amount", "3500"), ("Works", "坡道"), ("Photos", photo) })
            fields["Input." + key] = value;
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostAsync(path, fields)).StatusCode);
        await using var db = site.Open();
        var row = await db.Set<Conversion>().AsNoTracking().SingleAsync();
        Assert.Equal((ConversionState.已验收, 3500_00L, 1), (row.State, row.Amount, row.PhotoIds.Count));
        var page = await clerk.PageAsync("/relief/barrier-free");
        foreach (var card in page.QuerySelectorAll("a.figure"))
            Assert.Equal(card.QuerySelector(".figure-value")!.FirstChild!.TextContent.Trim(), Relief.Total(await clerk.PageAsync(card.GetAttribute("href")!)));
    }
}
