using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.RolesAsData;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Tabular;

namespace Xianjie.Ledgers.Import;

/// <summary>
/// A long file, as whoever sent it: looked at part by part, then written in the transaction that also marks the job done, or, where a row is wrong, answered
/// with the error workbook. Killed before, nothing of it is there, and it begins anew.
/// </summary>
internal sealed class LedgerImportJob(JobBoard board, FileStore files) : IJobHandler
{
    public const string JobKind = "ledger-import";
    private const int Part = 2000;

    public sealed record Payload(Guid Delivery);

    private sealed record Faults(Dictionary<int, RowDraft> ByNumber, int Rows);

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var ct = run.Cancelled;
        await using var looking = board.Open();
        var id = run.Payload<Payload>().Delivery;
        var delivery = await looking.Set<LedgerDelivery>().AsNoTracking().SingleAsync(d => d.Id == id, ct);
        await BecomeAsync(run.Services, looking, delivery, ct);
        var (ledger, span) = await OfAsync(LedgerServices.Over(looking, run.Services), delivery, ct);
        var faults = await LookAsync(LedgerServices.Over(looking, run.Services), ledger, span, delivery, run);
        await run.CompleteAsync(async db =>
        {
            db.Scope.Narrow(delivery.Division);
            var (added, changed) = faults.ByNumber.Count > 0 ? (0, 0) : await WriteAsync(db, ledger, span, delivery, run);
            var known = await db.Set<LedgerDelivery>().SingleAsync(d => d.Id == id, ct);
            (known.Rows, known.Added, known.Changed, known.Faulty, known.State) = (faults.Rows, added, changed, faults.ByNumber.Count, faults.ByNumber.Count > 0 ? DeliveryState.有错 : DeliveryState.已导入);
            db.Act = run.Services.GetRequiredService<CurrentUser>().Acts($"导入{ledger.Title}", delivery.FileName);
            var result = faults.ByNumber.Count > 0 ? await ErrorsAsync(db, ledger, delivery, faults, run) : new JobResult($"已导入 {faults.Rows:N0} 行：新增 {added:N0}，修改 {changed:N0}，没有变化 {faults.Rows - added - changed:N0}。", ledger.Period == PeriodKind.None ? $"/ledgers/{ledger.Key}" : $"/ledgers/{ledger.Key}?period={span.Number}");
            await db.SaveChangesAsync(ct);
            return result;
        });
    }

    /// <summary>The account as it stands now: what it may no longer do, its file may not do either.</summary>
    private static async Task BecomeAsync(IServiceProvider services, XianjieDb db, LedgerDelivery delivery, CancellationToken ct)
    {
        if (await db.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == delivery.ById, ct) is not { Disabled: false } account)
            throw new JobRefusedException("提交文件的账号已停用，没有导入。");
        var user = services.GetRequiredService<CurrentUser>();
        user.Become(CurrentUser.Principal(account));
        user.Hold(await services.GetRequiredService<RoleBook>().FindAsync(account.Role, account.Division, ct));
        if (!Scope.Of(account.Division).Covers(delivery.Division))
            throw new JobRefusedException("提交文件的账号已不管这个地区，没有导入。");
        user.Area = delivery.Division;
        db.Scope.Narrow(delivery.Division);
        services.GetRequiredService<Scope>().Narrow(delivery.Division);
    }

    private static async Task<(Ledger Ledger, Span Span)> OfAsync(LedgerServices services, LedgerDelivery delivery, CancellationToken ct) =>
        await services.Book.FindAsync(delivery.Ledger, ct) is { } ledger && Span.Of(ledger.Period, delivery.Period) is { } span ? (ledger, span) : throw new JobRefusedException("这个台账已经不在，没有导入。");

    private async Task<Faults> LookAsync(LedgerServices services, Ledger ledger, Span span, LedgerDelivery delivery, JobRun run)
    {
        var (faults, keys, rows) = (new Dictionary<int, RowDraft>(), new HashSet<string>(StringComparer.Ordinal), 0);
        await ForEachAsync(services, ledger, span, delivery, run, async (part, drafts) =>
        {
            foreach (var draft in drafts)
            {
                if (draft.UniqueKey is { } key && !keys.Add(key))
                    draft.Faults.Add(new(null, "与前面的行重复"));
                if (!draft.IsGood)
                    faults[draft.Input.Number] = draft;
            }
            rows += drafts.Count;
            services.Db.ChangeTracker.Clear();
            run.Report(Math.Min(49, rows * 49 / LedgerImport.MostJobRows), $"已核对 {rows:N0} 行，{faults.Count:N0} 行有错");
            await Task.CompletedTask;
        });
        return new(faults, rows);
    }

    private async Task<(int Added, int Changed)> WriteAsync(XianjieDb db, Ledger ledger, Span span, LedgerDelivery delivery, JobRun run)
    {
        var services = LedgerServices.Over(db, run.Services);
        var (added, changed, rows) = (0, 0, 0);
        await ForEachAsync(services, ledger, span, delivery, run, async (part, drafts) =>
        {
            if (drafts.Exists(d => !d.IsGood))
                throw new JobRefusedException("导入的同时有人改了数据，没有导入任何一行。请再提交一次。");
            added += drafts.Count(d => d.Input.Existing is null);
            changed += drafts.Count(d => d.Input.Existing is { } row && !services.Desk.IsSame(ledger, d, row));
            rows += drafts.Count;
            await services.Desk.WriteAsync(ledger, drafts, $"导入{ledger.Title}", delivery.FileName.Length > 120 ? delivery.FileName[..120] : delivery.FileName, run.Cancelled);
            db.ChangeTracker.Clear();
            run.Report(50 + Math.Min(49, rows * 49 / LedgerImport.MostJobRows), $"已写入 {rows:N0} 行");
        });
        return (added, changed);
    }

    private async Task ForEachAsync(LedgerServices services, Ledger ledger, Span span, LedgerDelivery delivery, JobRun run, Func<IReadOnlyList<TableRow>, List<RowDraft>, Task> act)
    {
        var import = new LedgerImport(services);
        await using var stream = files.Open(delivery.FileId!.Value);
        using var table = Open(stream, delivery);
        var (columns, refusal) = import.Columns(ledger, table.Header);
        if (columns is null)
            throw new JobRefusedException(refusal!);
        foreach (var part in table.Rows.Chunk(Part))
            await act(part, await import.LookAsync(ledger, span, columns, part, run.Cancelled));
        if (table.Failure is { } failure)
            throw new JobRefusedException(failure);
    }

    private static TableSource Open(Stream stream, LedgerDelivery delivery) =>
        TableReader.Open(stream, delivery.FileName, TableLimits.Default with { Rows = LedgerImport.MostJobRows }).TryGet(out var table, out var words) ? table : throw new JobRefusedException(words);

    private async Task<JobResult> ErrorsAsync(XianjieDb db, Ledger ledger, LedgerDelivery delivery, Faults faults, JobRun run)
    {
        var address = await ActivatorUtilities.CreateInstance<ImportDesk>(run.Services, db).KeepErrorsAsync(db, delivery.FileName, output =>
        {
            using var stream = files.Open(delivery.FileId!.Value);
            using var table = Open(stream, delivery);
            LedgerSheet.Errors(output, table.Header, table.Rows.Select(r => (r, faults.ByNumber.GetValueOrDefault(r.Number))), ledger, LedgerSheet.Map(ledger, table.Header));
        }, run.Cancelled);
        return new($"共 {faults.Rows:N0} 行，{faults.ByNumber.Count:N0} 行有错，没有导入任何一行。请下载错误表，改好再提交。", address);
    }
}
