using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Files;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

public sealed class AttachmentTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    private const string Text = """
        - key: well-papers
          title: 水井材料
          module: 乡村建设
          owner: 水务局
          grain: site
          level: village
          basis: 试验
          fields:
            - {name: 井名, english: well_name, type: text, required: true, unique: true}
            - {name: 验收材料, english: papers, type: attachment, required: true}
        """;

    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4 generated %%EOF");

    [Theory, MemberData(nameof(Databases))]
    public async Task Files_of_a_row_are_known_by_their_content_and_come_only_to_who_may_see_the_row(string database)
    {
        await using var site = await Books.StartAsync(database, ("papers.yaml", Text));
        var (clerk, other, monitor) = (await site.SignInAsync("clerk"), await site.SignInAsync("clerk-b"), await site.SignInAsync("monitor"));
        Task<HttpResponseMessage> SendAsync(Visitor by, string name, string file, byte[] bytes, long place = Site.VillageA1, string? typed = null)
        {
            Dictionary<string, string> fields = new() { ["Place"] = $"{place}", ["f.well_name"] = name };
            if (typed is not null)
                fields["f.papers"] = typed;
            return by.PostAsync("/ledgers/well-papers/edit", fields, ("file.papers", file, bytes));
        }
        Assert.Contains("不是 JPG、PNG、PDF", (await Visitor.ReadAsync(await SendAsync(clerk, "东井", "页.pdf", Encoding.UTF8.GetBytes("<html>")))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("不是完整的照片", (await Visitor.ReadAsync(await SendAsync(clerk, "东井", "照.jpg", [0xFF, 0xD8, 0xFF, 0, 0]))).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("必填", (await Visitor.ReadAsync(await clerk.PostAsync("/ledgers/well-papers/edit", new() { ["Place"] = $"{Site.VillageA1}", ["f.well_name"] = "东井" }))).Body!.TextContent, StringComparison.Ordinal);
        await using (var db = site.Open())
            Assert.Equal(0, await db.Set<StoredFile>().CountAsync());
        var saved = await SendAsync(clerk, "东井", "验收.pdf", Pdf);
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        var path = saved.Headers.Location!.ToString();
        var page = await clerk.PageAsync(path);
        var link = page.QuerySelector("a[href*='/files/']")!;
        Assert.Equal("验收.pdf", link.TextContent);
        var file = await clerk.GetAsync(link.GetAttribute("href")!);
        Assert.Equal((HttpStatusCode.OK, "application/pdf", "attachment"), (file.StatusCode, file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.DispositionType));
        Assert.Equal(Pdf, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, (await monitor.GetAsync(link.GetAttribute("href")!)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(link.GetAttribute("href")!)).StatusCode);

        // a file's id that is typed opens nothing
        var id = link.GetAttribute("href")!.Split('/')[^1];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await other.PostAsync("/ledgers/well-papers/edit", new() { ["Place"] = $"{Site.VillageB1}", ["f.well_name"] = "远井", ["f.papers"] = $"{id}|验收.pdf" })).StatusCode);
        Assert.Contains("附件要在修改页上传", (await Visitor.ReadAsync(await clerk.PostAsync("/ledgers/well-papers/import", [], ("upload", "井.csv", Encoding.UTF8.GetBytes($"*区划,*井名,*验收材料\n大坪村,北井,{id}|验收.pdf\n"))))).Body!.TextContent, StringComparison.Ordinal);

        // one out, one in
        var edit = path.Replace("/rows/", "/edit/", StringComparison.Ordinal);
        var changed = await clerk.PostAsync(edit, new() { ["Version"] = "0", ["f.well_name"] = "东井", ["gone.papers"] = id }, ("file.papers", "复验.pdf", Pdf));
        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        Assert.Equal(["复验.pdf"], (await clerk.PageAsync(path)).QuerySelectorAll("a[href*='/files/']").Select(a => a.TextContent));
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(link.GetAttribute("href")!)).StatusCode);
    }
}
