using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Monitoring.Letters.Import;

/// <summary>批量导入来件: good rows are taken in one transaction, the others come back as a workbook with reasons.</summary>
[Requires(Permissions.CluesEnter)]
internal sealed class ImportPage(XianjieDb db, WriteGate gate, LetterDesk desk, LetterBatch batch, FileStore files, Places places, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Result(int Taken, int Known, int Unmatched, int Refused, Guid? Errors);

    public Result? Outcome { get; private set; }

    public void OnGet()
    {
    }

    public FileResult OnGetTemplate()
    {
        var content = new MemoryStream();
        TemplateWorkbook.Write(content, batch.Target);
        return File(content.ToArray(), TableFile.XlsxType, "来件导入模板.xlsx");
    }

    [OwnTransaction]
    public async Task<IActionResult> OnPostAsync(IFormFile? upload, CancellationToken ct)
    {
        if (upload is null || upload.Length == 0)
            return Refused("请选择要导入的文件。");
        using var content = new MemoryStream();
        await upload.CopyToAsync(content, ct);
        content.Position = 0;
        var villages = new VillageNames(places, user.Area);
        if (!batch.Read(content, upload.FileName, clock.Today, villages.Find).TryGet(out var read, out var refusal))
            return Refused(refusal + "。");
        var errors = await ErrorsAsync(read, ct);
        using var turn = await gate.EnterAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        Outcome = await TakeAsync(read, errors, ct);
        await transaction.CommitAsync(ct);
        return Page();
    }

    private async Task<Result> TakeAsync(ReadBatch read, StoredFile? errors, CancellationToken ct)
    {
        var (taken, known, unmatched, run) = (0, 0, 0, Guid.CreateVersion7());
        var by = user.Acts(string.Empty).By;
        foreach (var (_, form) in read.Good)
        {
            var letter = await desk.TakeAsync(form, new Sender(by, form.Source!, Batch: run), ct);
            if (letter.Batch != run || letter.FormKey != form.FormKey)
                known++;
            else
                (taken, unmatched) = (taken + 1, unmatched + (letter.State == LetterState.待核对 ? 1 : 0));
            db.ChangeTracker.Clear();
        }
        if (errors is not null)
        {
            db.Add(errors);
            await db.SaveChangesAsync(ct);
        }
        return new(taken, known, unmatched, read.Bad.Count, errors?.Id);
    }

    private async Task<StoredFile?> ErrorsAsync(ReadBatch read, CancellationToken ct)
    {
        if (read.Bad.Count == 0)
            return null;
        using var sheet = new MemoryStream();
        ErrorWorkbook.Write(sheet, read.Header, read.Bad);
        sheet.Position = 0;
        return (await files.SaveAsync(sheet, $"来件导入错误-{clock.Today:yyyyMMdd}.xlsx", TableFile.XlsxType, user.Acts(string.Empty).By, user.Area, "export", long.MaxValue, ct))?.Until(clock.Now.AddDays(7));
    }

    private PageResult Refused(string words)
    {
        ModelState.AddModelError("upload", words);
        return Page();
    }
}

/// <summary>Villages of an area by the names that offices write.</summary>
internal sealed class VillageNames
{
    private readonly Dictionary<(string Town, string Village), long> full = [];
    private readonly Dictionary<string, long?> single = [];
    private readonly Dictionary<string, long> towns = [];
    private readonly long area;

    public VillageNames(Places places, long area)
    {
        this.area = area;
        Walk(places, area, places.Find(area) is { Level: DivisionLevel.Village, Parent: { } up } ? places.Name(up) : string.Empty);
    }

    /// <summary>The village; the township where only that is named; the whole area where neither is.</summary>
    public long? Find(string? town, string? village)
    {
        var (t, v) = (Plain(town), Plain(village));
        return v.Length == 0 ? t.Length == 0 ? area : towns.TryGetValue(t, out var place) ? place : null
            : t.Length > 0 ? full.TryGetValue((t, v), out var both) ? both : null
            : single.GetValueOrDefault(v);
    }

    private void Walk(Places places, long code, string town)
    {
        if (places.Find(code) is not { } place)
            return;
        if (place.Level == DivisionLevel.Village)
        {
            full.TryAdd((Plain(town), Plain(place.Name)), code);
            // A name that two townships have is no name by itself
            single[Plain(place.Name)] = single.ContainsKey(Plain(place.Name)) ? null : code;
            return;
        }
        if (place.Level == DivisionLevel.Township)
            towns.TryAdd(Plain(place.Name), code);
        foreach (var child in places.Children(code))
            Walk(places, child.Code, place.Level == DivisionLevel.Township ? place.Name : town);
    }

    private static string Plain(string? name)
    {
        var text = (name ?? string.Empty).Trim();
        foreach (var tail in (string[])["村民委员会", "社区居民委员会", "居民委员会", "居委会", "村委会", "社区", "村"])
        {
            if (text.Length > tail.Length + 1 && text.EndsWith(tail, StringComparison.Ordinal))
                return text[..^tail.Length];
        }
        return text;
    }
}
