using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Files;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Files;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Web;

namespace Xianjie.Ledgers.Notices;

/// <summary>The notice of a row: the sheet that hangs, photos of it, objections and answers.</summary>
[Requires(Permissions.LedgersRead), ByFieldClass]
internal sealed class RowPage(LedgerServices services, NoticeDesk desk, RowFiles files, FileStore store) : LedgerPage(services)
{
    public LedgerRow Row { get; private set; } = null!;
    public LedgerNotice? Notice { get; private set; }
    public IReadOnlyList<PublicLines.Line> Lines { get; private set; } = [];
    public IReadOnlyList<(NoticeObjection Objection, string Words)> Objections { get; private set; } = [];
    public int Days { get; private set; }
    public bool MayAct => desk.MayPost(Ledger);
    public bool MayStart => MayAct && Notice is null && NoticeDesk.IsTurn(Ledger, Row);
    public bool IsOpen => Notice is { State: NoticeState.公示中 or NoticeState.已暂停 };
    public IReadOnlyList<FileLine> Evidence => FileLine.Of(Notice?.Evidence);
    public string Place => Services.Places.Path(Row.Division);
    public string Village => Services.Places.Name(Row.Division);
    public string Here => $"{Home}/rows/{Row.Id}/notice";
    public string StateWords => Notice switch { null => "还没有公示", { } n when n.IsServed(Services.Clock.Today) => "期满待审核", { } n => n.State.ToString() };

    public async Task<IActionResult> OnGetAsync(string key, Guid id, CancellationToken ct)
    {
        if (!await FindAsync(key, id, ct))
            return NotFound();
        Days = await desk.DaysAsync(Ledger, Row.Division, ct);
        if (Notice is not null)
            (Lines, Objections) = (PublicLines.Read(Notice.Shown), await desk.ObjectionsAsync(Notice, ct));
        return Page();
    }

    public async Task<IActionResult> OnGetPhotoAsync(string key, Guid id, Guid file, CancellationToken ct)
    {
        if (!await FindAsync(key, id, ct) || !Evidence.Any(l => l.Id == file) || await Db.Set<StoredFile>().AsNoTracking().FirstOrDefaultAsync(f => f.Id == file && f.Purpose == RowFiles.Purpose, ct) is not { } stored || !store.Exists(file))
            return NotFound();
        return File(store.Open(file), stored.ContentType, stored.Name);
    }

    public Task<IActionResult> OnPostStartAsync(string key, Guid id, CancellationToken ct) => ActAsync(key, id, () => desk.PostAsync(Ledger, Row, ct), "已开始公示，请打印张贴并上传照片。", ct);

    public Task<IActionResult> OnPostObjectAsync(string key, Guid id, string? words, CancellationToken ct) => ActAsync(key, id, () => Notice is null ? Gone() : desk.ObjectAsync(Notice, words, ct), "异议已登记，公示暂停。", ct);

    public Task<IActionResult> OnPostAnswerAsync(string key, Guid id, Guid objection, string? words, CancellationToken ct) => ActAsync(key, id, () => Notice is null ? Gone() : desk.AnswerAsync(Notice, objection, words, ct), "已答复。", ct);

    public async Task<IActionResult> OnPostProveAsync(string key, Guid id, List<IFormFile>? photos, CancellationToken ct)
    {
        var kept = new List<Guid>();
        try
        {
            return await ActAsync(key, id, async () =>
            {
                if (Notice is null || photos is not { Count: > 0 })
                    return "请选择公示的照片。";
                var (lines, refusal) = await files.TakeAsync(photos, Evidence.Count, Row.Division, kept, ct);
                if (refusal is null)
                    await desk.ProveAsync(Notice, lines, ct);
                return refusal;
            }, "照片已上传。", ct);
        }
        catch
        {
            files.Forget(kept);
            throw;
        }
    }

    private static Task<string?> Gone() => Task.FromResult<string?>("这一行没有公示。");

    private async Task<IActionResult> ActAsync(string key, Guid id, Func<Task<string?>> act, string done, CancellationToken ct)
    {
        if (!await FindAsync(key, id, ct))
            return NotFound();
        if (!MayAct)
            return Forbid();
        var refusal = await act();
        TempData[refusal is null ? "Notice" : "Warning"] = refusal ?? done;
        return new SeeOtherResult(Here);
    }

    private async Task<bool> FindAsync(string key, Guid id, CancellationToken ct)
    {
        if (await Db.Set<LedgerRow>().FirstOrDefaultAsync(r => r.Id == id && r.Ledger == key, ct) is not { } row || !await OpenAsync(key, ct, row.Period))
            return false;
        (Row, Notice) = (row, await desk.OfAsync(row, ct));
        return Ledger.HasNotice || Notice is not null;
    }
}
