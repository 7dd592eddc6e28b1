using Xianjie.Platform.Changes;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Protection.Rotation;

internal sealed record RotationOrder(int From, int To);

/// <summary>
/// 轮换: seals everything anew that the leaving key holds, table by table and file by file, while people work. When nothing of it is left
/// the key is retired. What was begun and not finished (a crash, a cancel) goes on from what is left.
/// </summary>
internal sealed class RotationJob(Seal seal, JobBoard board, Reseal reseal, SealCounts counts, FileStore files, Clock clock, WebKeys web) : IJobHandler
{
    public const string JobKind = "rotate-key";
    private const int MostRounds = 3;

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        seal.Ring.Look(now: true);
        var order = run.Payload<RotationOrder>();
        if (seal.Ring.Leaving is not { } leaving || leaving.Number != order.From)
            throw new JobRefusedException($"{order.From} 号密钥已不在轮换中，无须再做。");
        long done = 0;
        // Another process may have sealed with the old key for a second or two after the turn: what it wrote is found in a further round
        for (var round = 1; ; round++)
        {
            done += await RoundAsync(run);
            await using var reader = board.Open();
            var left = await counts.CountAsync(reader, run.Cancelled);
            if (left.Any(c => c.Key == order.From && !c.Forever) && round < MostRounds)
                continue;
            await FinishAsync(run, order, done, left);
            return;
        }
    }

    private async Task<long> RoundAsync(JobRun run)
    {
        await using var model = board.Open();
        var tables = SealedTable.Of(model);
        var total = 0L;
        for (var i = 0; i < tables.Count; i++)
        {
            var (table, start) = (tables[i], 90 * i / tables.Count);
            total += await reseal.TableAsync(table, done => run.Report(start, $"{AuditName(table)}：已换 {done:N0} 个"), run.Cancelled);
        }
        run.Report(90, "文件");
        total += web.Reseal();
        return total + await files.ResealAsync(seal.Active, done => run.Report(95, $"文件：已换 {done:N0} 个"), run.Cancelled);
    }

    public static string AuditName(SealedTable table) => KeyWords.Place(table.Name);

    private Task FinishAsync(JobRun run, RotationOrder order, long done, List<SealCount> left) => run.CompleteAsync(async db =>
    {
        await SealCounts.KeepAsync(db, left, run.Cancelled);
        var open = left.Where(c => c.Key == order.From && !c.Forever).Sum(c => c.Values);
        if (open == 0)
            seal.Ring.Set((byte)order.From, KeyState.Retired, clock.Now);
        var words = open == 0 ? $"已把 {done:N0} 个值和文件换成 {order.To} 号密钥，{order.From} 号密钥停用。" : $"已换 {done:N0} 个，还有 {open:N0} 个没有换完，请再执行一次。";
        db.Add(new Change { At = clock.Now, By = run.Job.CreatedBy, What = "密钥轮换完成", Evidence = words, Object = nameof(KeyRing), ObjectId = run.Job.Id, Division = run.Job.Division });
        await db.SaveChangesAsync(run.Cancelled);
        return new JobResult(words, "/keys");
    });
}
