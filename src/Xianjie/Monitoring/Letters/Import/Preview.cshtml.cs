using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Platform.Tabular.Preview;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Registry.Fields;

namespace Xianjie.Monitoring.Letters.Import;

/// <summary>核对列: which column is which and how the first rows are understood; then the good rows are taken in one transaction, the others come back as a workbook with reasons.</summary>
[Requires(Permissions.CluesEnter)]
internal sealed class PreviewPage(XianjieDb db, WriteGate gate, LetterDesk desk, LetterUploads uploads, LetterBatch batch, FileStore files, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Result(int Taken, int Known, int Unmatched, int Refused, Guid? Errors);

    public StoredFile Upload { get; private set; } = null!;
    public ReadBatch? Read { get; private set; }
    public Result? Outcome { get; private set; }

    public ColumnsShown Columns => new(Read!.Mapping, Read.First, text => Masking.Of(batch.Target["身份证号"]!.Column, text));

    public RowsShown Rows => new([.. Mapped.Select(c => c.Column.Name)], [.. Read!.First.Select(Shown)],
        $"共 {Read.Good.Count + Read.Bad.Count} 行，{Read.Good.Count} 行可以导入，{Read.Bad.Count} 行有问题会退回。农户在导入时再核对。");

    private IEnumerable<ImportColumn> Mapped => batch.Target.Columns.Where(c => Read!.Mapping.SourcesOf(c).Length > 0);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct) => await ShowAsync(id, await uploads.RememberedAsync(ct), ct) ? Page() : NotFound();

    /// <summary>The rows as they are understood with the columns chosen.</summary>
    [OwnTransaction]
    public async Task<IActionResult> OnPostMapAsync(Guid id, CancellationToken ct) => await ShowAsync(id, null, ct) ? Page() : NotFound();

    [OwnTransaction]
    public async Task<IActionResult> OnPostStartAsync(Guid id, CancellationToken ct)
    {
        if (!await ShowAsync(id, null, ct))
            return NotFound();
        if (Read is not { Refusal: null } read)
            return Page();
        var errors = await ErrorsAsync(read, ct);
        using (await gate.EnterAsync(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            Outcome = await TakeAsync(read, errors, ct);
            await uploads.TakenAsync(id, read, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        uploads.Delete(id);
        return Page();
    }

    /// <param name="remembered">What the columns were last time; null where the page says what they are.</param>
    private async Task<bool> ShowAsync(Guid id, Dictionary<string, string>? remembered, CancellationToken ct)
    {
        if (await uploads.FindAsync(id, ct) is not { } file)
            return false;
        Upload = file;
        var chosen = remembered;
        if (HttpMethods.IsPost(Request.Method) && (await uploads.ReadAsync(file, null, ct)).TryGet(out var before, out _))
            chosen = ColumnsShown.Chosen(Request.Form, before.Header);
        if (!(await uploads.ReadAsync(file, chosen, ct)).TryGet(out var read, out var refusal))
            ModelState.AddModelError(string.Empty, refusal + "。");
        else if (read.Refusal is { } words)
            ModelState.AddModelError(string.Empty, words + "。");
        Read = read;
        return true;
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
            db.Add(errors);
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

    private RowShown Shown(TableRow row)
    {
        var bad = Read!.Bad.FirstOrDefault(b => b.Number == row.Number);
        return new(row.Number, [.. Mapped.Select(c => Cell(c, row))], [.. (bad?.Errors ?? []).Select(e => e.ToString())], []);
    }

    private string Cell(ImportColumn column, TableRow row)
    {
        var text = string.Join('、', Read!.Mapping.SourcesOf(column).ToArray().Select(i => row[i].Text).Where(t => !string.IsNullOrEmpty(t)));
        return column.Column.Class == Screening.ColumnClass.Personal && column.Column.Name != "姓名" ? Masking.Of(column.Column, text) : text.Length > 60 ? text[..60] + "…" : text;
    }
}
