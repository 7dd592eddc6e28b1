using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Retention;

/// <summary><c>verify deletion</c>: every proof is sound, and nothing of what it names is there.</summary>
internal static class DeletionVerb
{
    public static Command Build()
    {
        var command = new Command("deletion", "核对删除证明：清单没有被改过，清单上的东西确实没有了");
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = Common.Services(Common.Settings(parsed));
            await using var db = services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System);
            var (runs, items, fault) = await CheckAsync(db, services.GetServices<IRetained>(), ct);
            return fault is null ? Common.Done(parsed, $"完好：{runs} 份删除证明、{items:N0} 项，都已不存在。", new { runs, items }) : Common.Refused(parsed, fault);
        });
        return command;
    }

    public static async Task<(int Runs, long Items, string? Fault)> CheckAsync(XianjieDb db, IEnumerable<IRetained> kinds, CancellationToken ct)
    {
        var (runs, items) = (0, 0L);
        foreach (var run in await db.Set<DeletionRun>().AsNoTracking().Where(r => r.State == DeletionState.已删除).OrderBy(r => r.EndedAt).ToListAsync(ct))
        {
            if (!run.IsSound)
                return (runs, items, $"{run.EndedAt:yyyy-MM-dd} 删除“{run.Kind}”的证明被改动过：编号与摘要不符。");
            var left = 0;
            foreach (var some in run.List.Chunk(500))
                left += await kinds.First(k => k.Kind == run.Kind).LeftAsync(db, some, ct);
            if (left > 0)
                return (runs, items, $"{run.EndedAt:yyyy-MM-dd} 删除“{run.Kind}”的清单上还有 {left:N0} 项存在（可能恢复过旧备份），请重新删除。");
            (runs, items) = (runs + 1, items + run.Count);
        }
        return (runs, items, null);
    }
}
