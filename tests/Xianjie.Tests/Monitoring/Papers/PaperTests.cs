using System.Net;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xianjie.Monitoring.Archive;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.JointReview;
using Xianjie.Platform;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Papers;
using Xianjie.Registry.Households;
using Xianjie.Tests.Monitoring.Cases;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.Papers;

/// <summary>The papers of monitoring.md 13.2: one template each, drawn as Word and as print page, kept unchanged in the archive.</summary>
public sealed class PaperTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Fact]
    public void Every_paper_of_the_list_has_a_template()
    {
        string[] list =
        [
            "application", "authorisation", "visit-check", "collection", "comparison-sheet", "review", "notice", "request", "approval", "reply", "query-result", "explanation", "refusal",
            "plan", "visits", "removal-check", "removal-review", "removal-approval", "guide-apply", "guide-help",
        ];
        Assert.Equal([], list.Except(new PaperBook().All.Select(t => t.Code)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Every_paper_of_a_case_is_valid_Word_and_says_the_same_as_its_page(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var id = await bench.UpToAsync(CaseStep.待县级审定, "P-1");
        var home = (await bench.CaseAsync(id)).HouseholdId;
        var clerk = await bench.AsAsync("clerk");
        var drawn = new List<string>();
        // What a session prints has its own page (JointReviewTests)
        var papers = site.Services.GetRequiredService<PaperBook>().All.Where(t => t.About != Minutes.About).ToList();
        foreach (var template in papers)
        {
            var page = await clerk.PageAsync($"/papers/print?code={template.Code}&ids={home}");
            var sheet = page.QuerySelector("article.sheet");
            if (sheet is null)
                continue;
            drawn.Add(template.Code);
            var answer = await clerk.GetAsync($"/papers/print?handler=Word&code={template.Code}&ids={home}");
            Assert.Equal(DocxWriter.ContentType, answer.Content.Headers.ContentType?.MediaType);
            var word = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal([], Faults(word).Select(f => $"{template.Code}: {f}"));
            Assert.Equal(Letters(sheet.TextContent), Letters(WordText(word)));
        }
        Assert.Equal(["explanation", "refusal", "removal-approval", "removal-check", "removal-review"], papers.Select(t => t.Code).Except(drawn).Order());
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync($"/households/{home}?tab=cases")).StatusCode);
        Assert.Contains("住院费用", WordText(await WordAsync(clerk, "visit-check", home)));
        Assert.Contains("同意8票", WordText(await WordAsync(clerk, "approval", home)));
        Assert.Contains("SQ-P-1", WordText(await WordAsync(clerk, "authorisation", home)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Papers_of_many_households_are_one_document_whose_papers_count_their_own_pages(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var homes = new List<Guid>();
        for (var i = 0; i < 3; i++)
            homes.Add((await bench.CaseAsync(await bench.OpenAsync(await bench.HouseholdAsync($"B-{i}")))).HouseholdId);
        var clerk = await bench.AsAsync("clerk");
        var word = await (await clerk.GetAsync($"/papers/print?handler=Word&code=application{string.Concat(homes.Select(h => "&ids=" + h))}")).Content.ReadAsByteArrayAsync();
        using var package = WordprocessingDocument.Open(new MemoryStream(word), false);
        var sections = package.MainDocumentPart!.Document.Descendants<DocumentFormat.OpenXml.Wordprocessing.SectionProperties>().ToList();
        Assert.Equal([], Faults(word));
        // It is on record like any export, and carries its number seen and unseen
        await using var db = site.Open();
        var record = await db.Set<Xianjie.Platform.Exports.ExportRecord>().AsNoTracking().SingleAsync();
        Assert.Equal(($"{record.Number}", 3), (package.CustomFilePropertiesPart!.Properties.InnerText, record.Rows));
        Assert.Contains($"第 {record.Number} 份　", package.MainDocumentPart.FooterParts.First().Footer.InnerText, StringComparison.Ordinal);
        Assert.Contains("clerk", record.By, StringComparison.Ordinal);
        Assert.StartsWith("打印：", (await clerk.PageAsync("/cases")).Body!.GetAttribute("data-print"), StringComparison.Ordinal);
        Assert.Equal((3, true), (sections.Count, sections.TrueForAll(s => s.GetFirstChild<DocumentFormat.OpenXml.Wordprocessing.PageNumberType>()!.Start! == 1)));
        // A request is one paper for the township, with the households as its list.
        var request = await clerk.PageAsync($"/papers/print?code=request{string.Concat(homes.Select(h => "&ids=" + h))}");
        Assert.Equal((1, 3), (request.QuerySelectorAll("article.sheet").Length, request.QuerySelectorAll("article.sheet tbody tr").Length));
        Assert.Contains("3户6人", request.QuerySelector("article.sheet")!.TextContent);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Full_numbers_are_printed_only_for_a_purpose_that_is_written_down(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var home = await bench.HouseholdAsync("N-1");
        string number;
        await using (var db = site.Open())
        {
            db.Act = new Act("test", "number");
            var head = await db.Set<Xianjie.Registry.People.Person>().FirstAsync(p => p.HouseholdId == home && p.Relation == "户主");
            var seal = site.Services.GetRequiredService<Xianjie.Platform.Protection.Seal>();
            number = Xianjie.Screening.Identifiers.CitizenId.TryParse("990101198005010018", null, out var parsed) ? parsed.ToString() : "990101198005010018";
            head.CitizenIdSealed = seal.Close(number, Xianjie.Platform.Protection.Sealed.CitizenId);
            await db.SaveChangesAsync();
        }
        var path = $"/papers/print?code=application&ids={home}";
        var clerk = await bench.AsAsync("clerk");
        Assert.DoesNotContain(number, (await clerk.PageAsync(path)).Body!.TextContent);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await clerk.PostAsync(path, new() { ["purpose"] = " " })).StatusCode);
        var shown = await clerk.PostAsync(path, new() { ["purpose"] = "上报纸质档案" });
        Assert.Contains(number, await shown.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await (await bench.AsAsync("collector")).PostToAsync("/inbox", path, new() { ["purpose"] = "想看" })).StatusCode);
        await using var after = site.Open();
        Assert.Equal("上报纸质档案", (await after.Set<Change>().SingleAsync(c => c.What == "打印文书（未遮盖）")).Why);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_paper_in_the_archive_stays_as_it_was_issued_and_its_signed_copy_is_never_replaced(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        var home = (await bench.CaseAsync(await bench.UpToAsync(CaseStep.待评议, "A-1"))).HouseholdId;
        var collector = await bench.AsAsync("collector");
        Assert.Contains("缺件 5 件", (await collector.PageAsync($"/households/{home}?tab=papers")).Body!.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostToAsync($"/papers?view=cases", "/papers?handler=Keep", new() { ["code"] = "visit-check", ["ids"] = home.ToString() })).StatusCode);
        var copy = await CopyAsync(site, home);
        var issued = await (await collector.GetAsync($"/papers/copies/{copy.Id}/word")).Content.ReadAsByteArrayAsync();
        Assert.Equal(copy.Hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(issued)));
        await using (var db = site.Open())
        {
            db.Act = new Act("test", "rename");
            (await db.Set<Household>().SingleAsync(h => h.Id == home)).HeadName = "改名后";
            await db.SaveChangesAsync();
        }
        Assert.Equal(issued, await (await collector.GetAsync($"/papers/copies/{copy.Id}/word")).Content.ReadAsByteArrayAsync());
        Assert.DoesNotContain("改名后", (await collector.PageAsync($"/papers/copies/{copy.Id}")).QuerySelector("article.sheet")!.TextContent);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SignAsync(collector, copy.Id, "a.exe", bench.Day(0))).StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await SignAsync(collector, copy.Id, "签字.jpg", bench.Day(0))).StatusCode);
        var again = await SignAsync(collector, copy.Id, "另一张.jpg", bench.Day(0));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (again.StatusCode, (await again.Content.ReadAsStringAsync()).Contains("签字件不能替换", StringComparison.Ordinal)));
        Assert.Contains("缺件 4 件，待回传签字件 0 件", (await collector.PageAsync($"/households/{home}?tab=papers")).Body!.TextContent);

        Assert.Equal(HttpStatusCode.SeeOther, (await collector.PostAsync($"/papers/copies/{copy.Id}?handler=Void", new() { ["Why"] = "核查日期写错" })).StatusCode);
        Assert.Contains("缺件 5 件", (await collector.PageAsync($"/households/{home}?tab=papers")).Body!.TextContent);
        Assert.Equal(HttpStatusCode.NotFound, (await (await bench.AsAsync("collector-b")).GetAsync($"/papers/copies/{copy.Id}")).StatusCode);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Households_that_lack_a_paper_at_their_step_are_listed(string database)
    {
        await using var site = await Site.StartAsync(database);
        var bench = await CaseBench.StartAsync(site);
        await bench.UpToAsync(CaseStep.待受理, "L-1");
        await bench.UpToAsync(CaseStep.待入户, "L-2");
        var clerk = await bench.AsAsync("clerk");
        Assert.Equal(2, (await clerk.PageAsync("/papers?view=cases")).QuerySelectorAll("table.grid tbody tr").Length);
        var row = Assert.Single((await clerk.PageAsync("/papers?view=cases&missing=true")).QuerySelectorAll("table.grid tbody tr"));
        Assert.Contains("L-2", row.TextContent);
        Assert.Contains("监测对象申请书", row.TextContent);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Where_no_LibreOffice_is_installed_a_PDF_is_refused_in_plain_words(string database)
    {
        await using var site = await Site.StartAsync(database, s => s.AddSingleton(p => new PdfMaker(p.GetRequiredService<Settings>(), NullLogger<PdfMaker>.Instance) { Program = null }));
        var answer = await (await site.SignInAsync("clerk")).GetAsync($"/papers/print?handler=Pdf&code=guide-apply&village={Site.VillageA1}");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (answer.StatusCode, (await answer.Content.ReadAsStringAsync()).Contains("没有安装 LibreOffice", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_notice_has_no_room_for_numbers_or_health()
    {
        string[] open = ["序号", "姓名", "所在村", "类别", "村", "村委会", "乡镇", "公示标题", "公示起", "公示止", "公示户数"];
        Assert.Equal([], new PaperBook()["notice"].Names().Except(open));
    }

    [Theory, InlineData("王小山\n李四", "<br>"), InlineData("<script>", "&lt;script&gt;")]
    public void Text_of_people_is_never_markup(string text, string expected) =>
        Assert.Contains(expected, HtmlWriter.Write([new Paper("x", "题", PaperLayout.表格, false, [new Line(text, LineKind.正文)])]).ToString());

    private static async Task<PaperCopy> CopyAsync(Site site, Guid home)
    {
        await using var db = site.Open();
        return await db.Set<PaperCopy>().SingleAsync(c => c.HouseholdId == home);
    }

    private static Task<HttpResponseMessage> SignAsync(Visitor visitor, Guid copy, string name, string day) =>
        visitor.PostAsync($"/papers/copies/{copy}?handler=Sign", new() { ["SignedOn"] = day }, ("Upload", name, Encoding.UTF8.GetBytes("scan")));

    private static async Task<byte[]> WordAsync(Visitor visitor, string code, Guid home) => await (await visitor.GetAsync($"/papers/print?handler=Word&code={code}&ids={home}")).Content.ReadAsByteArrayAsync();

    internal static IEnumerable<string> Faults(byte[] word)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(word), false);
        return [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2013).Validate(package).Select(e => $"{e.Path?.XPath}: {e.Description}")];
    }

    internal static string WordText(byte[] word)
    {
        using var package = WordprocessingDocument.Open(new MemoryStream(word), false);
        return string.Concat(package.MainDocumentPart!.Document.Descendants<DocumentFormat.OpenXml.Wordprocessing.Text>().Select(t => t.Text));
    }

    /// <summary>Letters in their order; rooms between them differ.</summary>
    internal static string Letters(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
