using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular.Preview;
using Xianjie.Platform.Web;
using Xianjie.Registry.Fields;

namespace Xianjie.Registry.Import.Wizard;

/// <summary>One batch: columns and preview before, progress while, counts and undo after the import.</summary>
[Requires(Permissions.HouseholdsImport)]
internal sealed class BatchPage(XianjieDb db, ImportDesk desk, RegistryFields fields, SecondPersonDesk second, ImportUndoAct act) : PageModel
{
    public ImportBatch Batch { get; private set; } = null!;
    public Job? Job { get; private set; }
    public ImportPreview? Preview { get; private set; }
    public string? FileRefusal { get; private set; }
    public IReadOnlyList<ImportMapping> Kept { get; private set; } = [];

    public bool IsWorking => Batch.State is ImportState.Running or ImportState.Undoing && Job is { State: JobState.Waiting or JobState.Running };

    public static ImportCounts? CountsOf(ImportBatch batch) => batch.Counts is null ? null : JsonSerializer.Deserialize<ImportCounts>(batch.Counts, ChangeJson.Options);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct))
            return NotFound();
        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostMapAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct) || !IsOpen)
            return NotFound();
        await TakeChoicesAsync(ct);
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/households/import/{id}");
    }

    public async Task<IActionResult> OnPostStartAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct) || !IsOpen)
            return NotFound();
        await TakeChoicesAsync(ct);
        await ShowAsync(ct);
        if (Preview?.Plan is null)
        {
            ModelState.AddModelError(string.Empty, Preview?.Refusal ?? FileRefusal ?? "文件不能导入。");
            return Page();
        }
        desk.Start(Batch);
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/households/import/{id}");
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid id, CancellationToken ct)
    {
        if (!await FindAsync(id, ct) || Batch.State != ImportState.Done)
            return NotFound();
        var asked = await second.AskAsync(act, new(id), $"撤销导入 {Batch.FileName}", ct);
        if (asked.Refusal is null)
            return asked.Go(this);
        ModelState.AddModelError(string.Empty, asked.Refusal);
        return Page();
    }

    /// <summary>Still to be decided, or its job ended without a result.</summary>
    private bool IsOpen => Batch.State == ImportState.Mapping;

    private async Task<bool> FindAsync(Guid id, CancellationToken ct)
    {
        Batch = (await db.Set<ImportBatch>().SingleOrDefaultAsync(b => b.Id == id, ct))!;
        if (Batch is null)
            return false;
        Job = await desk.JobAsync(Batch, ct);
        if (Job is { State: JobState.Failed or JobState.Cancelled } && Batch.State is ImportState.Running or ImportState.Undoing)
            Batch.State = Batch.State == ImportState.Running ? ImportState.Mapping : ImportState.Done;
        else if (Batch.State == ImportState.Mapping)
            Job = null;
        return true;
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        if (!IsOpen)
            return;
        Kept = await db.Set<ImportMapping>().AsNoTracking().OrderBy(m => m.Name).ToListAsync(ct);
        if (!desk.Preview(Batch).TryGet(out var preview, out var refusal))
            FileRefusal = refusal;
        Preview = preview;
    }

    private async Task TakeChoicesAsync(CancellationToken ct)
    {
        var form = Request.Form;
        if (!desk.Preview(Batch).TryGet(out var before, out _))
            return;
        var shape = FileShape.Find(form["shape"].ToString());
        Batch.Year = int.TryParse(form["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1990 and < 2100 ? year : null;
        if (Guid.TryParse(form["kept"], out var kept) && await db.Set<ImportMapping>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == kept, ct) is { } chosen)
            (Batch.Shape, Batch.Mapping) = (chosen.Shape, chosen.Columns);
        else if (shape.Key != Batch.Shape)
            (Batch.Shape, Batch.Mapping) = (shape.Key, null);
        else
            Batch.Mapping = JsonSerializer.Serialize(ColumnsShown.Chosen(form, before.Header), ChangeJson.Options);
        if (form["keep"].ToString().Trim() is { Length: > 0 and <= 60 } name && Batch.Mapping is not null)
            await desk.KeepAsync(Batch, name, ct);
    }

    public ColumnsShown Columns => new(Preview!.Mapping, [.. Preview.Rows.Select(r => r.Source)], text => fields.Of(RegistryFields.Member, "citizen_id").Format(text), at => Preview.Plan?.UseOf(at));

    public RowsShown Rows => new(["户编号", .. Slots.Select(s => s.Phase is null ? s.Slot.Field.Name : $"{s.Phase}时{s.Slot.Field.Name}")], [.. Preview!.Rows.Select(Shown)],
        $"前 {Preview.Rows.Count} 行中 {Preview.Rows.Count(r => r.IsGood)} 行可以读懂，{Preview.Rows.Count(r => !r.IsGood)} 行有问题会退回。户是否存在、重复等在导入时再核对。");

    private RowShown Shown(RowDraft row) => new(row.Source.Number, [row.HouseholdNo ?? string.Empty, .. Slots.Zip(ValuesOf(row), (slot, value) => slot.Slot.Field.Format(value))], [.. row.Errors.Select(e => e.ToString())], row.Doubts);

    private IEnumerable<(Slot Slot, string? Phase)> Slots => Preview!.Plan is { } p
        ? p.Household.Concat(p.BringsMembers ? p.Member : []).Concat(p.Income).Concat(p.Living).Concat(p.Measure).Select(s => (s, (string?)null)).Concat(p.Phases.SelectMany(x => x.Slots.Select(s => (s, x.Phase)))) : [];

    private IEnumerable<object?> ValuesOf(RowDraft row) =>
        [.. Padded(row.HouseholdValues, Preview!.Plan!.Household), .. Preview.Plan.BringsMembers ? Padded(row.MemberValues, Preview.Plan.Member) : [], .. Padded(row.IncomeValues, Preview.Plan.Income),
            .. Padded(row.LivingValues, Preview.Plan.Living), .. Padded(row.MeasureValues, Preview.Plan.Measure), .. row.PhaseValues.SelectMany(v => v)];

    private static object?[] Padded(object?[] values, Slot[] slots) => values.Length == slots.Length ? values : new object?[slots.Length];
}
