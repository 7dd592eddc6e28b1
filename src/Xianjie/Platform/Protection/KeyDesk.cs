using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Rotation;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Protection;

/// <summary>What the security administrator does with keys: turn to a new one, go on with that, destroy one that is used up.</summary>
internal sealed class KeyDesk(XianjieDb db, Seal seal, JobBoard board, WebKeys web, BackupPlan plan, CurrentUser user, Clock clock)
{
    // Other processes on the same key file notice the new key within this time
    private static readonly TimeSpan Notice = TimeSpan.FromSeconds(3);

    public Task<Job?> UnderWayAsync(CancellationToken ct) =>
        db.Set<Job>().AsNoTracking().Where(j => j.Kind == RotationJob.JobKind && (j.State == JobState.Waiting || j.State == JobState.Running)).OrderByDescending(j => j.CreatedAt).FirstOrDefaultAsync(ct);

    public string? TurnRefusal(string suite) => Suites.CipherSuites.All.All(s => s.Name != suite) ? "请选择密码套件。"
        : seal.Ring.Leaving is { } leaving ? $"{leaving.Number} 号密钥还在轮换中，换完之后才能再换。"
        : seal.Ring.Keys.Max(k => k.Number) == byte.MaxValue ? "密钥编号已经用完，请联系开发者。" : null;

    /// <summary>The new key seals from now on; the job seals anew what lies under the one before. The caller saves.</summary>
    public Job Turn(string suite, Act act)
    {
        var from = seal.Ring.Active.Number;
        var to = seal.Ring.Turn(suite, clock.Now);
        Tell(act, $"{from} 号 → {to} 号，{suite}");
        return Begin(from, to, act.By);
    }

    /// <summary>Goes on with what a stopped job left.</summary>
    public Job? GoOn(string by) => seal.Ring.Leaving is { } leaving ? Begin(leaving.Number, seal.Ring.Active.Number, by) : null;

    /// <summary>What would be lost with a key: values in records that never change.</summary>
    public Task<long> LostAsync(byte number, CancellationToken ct) => db.Set<SealCount>().Where(c => c.Key == number && c.Forever).SumAsync(c => c.Values, ct);

    private Job Begin(byte from, byte to, string by)
    {
        var job = board.Draft(RotationJob.JobKind, $"密钥轮换：{from} 号换成 {to} 号", new RotationOrder(from, to), user.Division, by, clock.Now + Notice);
        db.Add(job);
        return job;
    }

    /// <summary>Why a key can't be destroyed; null where its count has proved that nothing but records that never change lies under it.</summary>
    /// <param name="number">The key.</param>
    /// <param name="withBackups">Backups that need it may be lost with it.</param>
    /// <param name="ct">Stops.</param>
    public async Task<string?> DestroyRefusalAsync(byte number, bool withBackups, CancellationToken ct)
    {
        if (seal.Ring.Keys.FirstOrDefault(k => k.Number == number) is not { State: KeyState.Retired } key)
            return "只有已停用的密钥才能销毁。";
        var counts = await db.Set<SealCount>().AsNoTracking().ToListAsync(ct);
        if (counts.Count == 0 || counts.Min(c => c.At) < key.Changed)
            return "停用之后还没有清点过，请先“现在清点”。";
        if (counts.Where(c => c.Key == number && !c.Forever).Sum(c => c.Values) is > 0 and var left)
            return $"还有 {left:N0} 个值由这把密钥加密，不能销毁。";
        if (web.Under(number) is > 0 and var files)
            return $"还有 {files} 个登录密钥文件由这把密钥加密，请先再执行一次轮换。";
        return !withBackups && Backups(number) is { Count: > 0 } sets ? $"还有 {sets.Count} 组备份只有用这把密钥才能恢复（{string.Join('、', sets.Take(3))}{(sets.Count > 3 ? " 等" : string.Empty)}）。等它们过了保存期，或勾选“连同这些备份一起作废”再申请。" : null;
    }

    /// <summary>Names of the backup sets that open with this key alone.</summary>
    public IReadOnlyList<string> Backups(byte number) =>
        plan.Folder is not { } folder ? [] : [.. BackupSet.In(folder).Where(s => File.Exists(s.PathOf(s.Parts[0].Number)) && FileStore.KeyOf(s.PathOf(s.Parts[0].Number)) == number).Select(s => s.Name)];

    /// <summary>Accounts that have not signed in since the key was turned: their passwords count no more without it.</summary>
    public Task<int> AccountsAsync(byte number, CancellationToken ct)
    {
        var prefix = PepperedHasher.PrefixOf(number);
        return db.Set<User>().CountAsync(u => !u.Disabled && u.PasswordHash.StartsWith(prefix), ct);
    }

    /// <summary>Crypto-shredding: what is left under the key opens to nobody any more, in no backup either. The caller saves.</summary>
    public void Destroy(byte number, Act act)
    {
        seal.Ring.Set(number, KeyState.Destroyed, clock.Now);
        Tell(act, $"{number} 号密钥");
    }

    private void Tell(Act act, string evidence) =>
        db.Add(new Change { At = clock.Now, By = act.By, What = act.What, Why = act.Why, Evidence = evidence, Object = nameof(KeyRing), ObjectId = user.Id, Division = user.Division });
}
