using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Import;
using Xianjie.Screening.Identifiers;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

/// <summary>Generated registry files and the way of one through the wizard.</summary>
internal static class ImportRows
{
    public sealed record Sent(ImportBatch Batch, ImportCounts Counts, Job? Job);

    public static string Id(int number) => CitizenId.Create(990101, new DateOnly(1980, 1, 1).AddDays(number * 37), number % 999).ToString();

    public static byte[] Households(params (string No, long Village)[] rows) =>
        Encoding.UTF8.GetBytes("户编号,行政村代码,户类型,户属性\n" + string.Concat(rows.Select(r => $"{r.No},{r.Village},一般农户,普通户\n")));

    public static byte[] Members(params (string No, string Id, string Name, string Relation)[] rows) =>
        Encoding.UTF8.GetBytes("户编号,身份证号,姓名,与户主关系\n" + string.Concat(rows.Select(r => $"{r.No},{r.Id},{r.Name},{r.Relation}\n")));

    public static async Task<Guid> UploadAsync(Visitor visitor, string name, byte[] content)
    {
        var answer = await visitor.PostAsync("/households/import", [], ("file", name, content));
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await Errors(answer));
        return Guid.Parse(answer.Headers.Location!.ToString().Split('/')[^1]);
    }

    public static async Task<Sent> SendAsync(Site site, Visitor visitor, string name, byte[] content)
    {
        var id = await UploadAsync(visitor, name, content);
        var page = await visitor.PageAsync($"/households/import/{id}");
        var choice = page.QuerySelectorAll("form select").Where(s => s.GetAttribute("name") is "shape" || s.GetAttribute("name")!.StartsWith("map_", StringComparison.Ordinal))
            .ToDictionary(s => s.GetAttribute("name")!, s => s.QuerySelector("option[selected]")?.GetAttribute("value") ?? string.Empty);
        return await StartAsync(site, visitor, id, choice);
    }

    public static async Task<Sent> StartAsync(Site site, Visitor visitor, Guid id, Dictionary<string, string> choice)
    {
        var answer = await visitor.PostAsync($"/households/import/{id}?handler=Start", choice);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await Errors(answer));
        await site.RunJobsAsync();
        return await ResultAsync(site, id);
    }

    public static async Task<Sent> ResultAsync(Site site, Guid id)
    {
        await using var db = site.Open();
        var batch = await db.Set<ImportBatch>().AsNoTracking().SingleAsync(b => b.Id == id);
        var job = await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(j => j.Id == batch.JobId);
        return new Sent(batch, batch.Counts is null ? new ImportCounts() : JsonSerializer.Deserialize<ImportCounts>(batch.Counts, ChangeJson.Options)!, job);
    }

    public static async Task UndoAsync(Site site, Visitor visitor, Guid id)
    {
        var answer = await visitor.PostAsync($"/households/import/{id}?handler=Undo", []);
        await site.ConfirmedAsync(answer, "monitor-2");
        await site.RunJobsAsync();
        Assert.Equal(ImportState.Undone, (await ResultAsync(site, id)).Batch.State);
    }

    public static async Task<string> Errors(HttpResponseMessage answer) => $"{(int)answer.StatusCode} " + (await Visitor.ReadAsync(answer)).QuerySelector("#form-errors")?.TextContent;

    /// <summary>The first sheet of a workbook as its XML text.</summary>
    public static string Sheet(byte[] workbook)
    {
        using var zip = new ZipArchive(new MemoryStream(workbook));
        using var reader = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The workbook with texts of its first sheet replaced, as a person would correct it.</summary>
    public static byte[] Replace(byte[] workbook, params (string Old, string New)[] texts)
    {
        var memory = new MemoryStream();
        memory.Write(workbook);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            var sheet = texts.Aggregate(Sheet(workbook), (text, pair) => text.Replace($">{pair.Old}<", $">{pair.New}<", StringComparison.Ordinal));
            zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open(), new UTF8Encoding(false));
            writer.Write(sheet);
        }
        return memory.ToArray();
    }
}
