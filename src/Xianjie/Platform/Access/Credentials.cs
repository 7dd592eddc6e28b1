using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access;

/// <summary>Checks login and password; five wrong tries lock the account for a while that doubles with every further one.</summary>
internal sealed class Credentials(XianjieDb db, WriteGate gate, IPasswordHasher<User> hasher, UnknownLogins unknown, TimeProvider time, Settings settings)
{
    private const string Wrong = "账号或密码不对，请重新输入。";
    private static readonly PasswordHasher<User> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = IdentitySetup.Iterations }));
    public static readonly User Nobody = Fresh("nobody", "nobody", Roles.Collector, 0, "a password that nobody has");

    public static User Fresh(string login, string name, string role, long division, string password, string? department = null)
    {
        var user = new User { Login = login, Name = name, Role = role, Division = division, Department = department, PasswordHash = string.Empty };
        user.PasswordHash = Hasher.HashPassword(user, password);
        return user;
    }

    /// <summary>An unknown, locked or disabled account costs the same work as any other, and is answered in the same words.</summary>
    public async Task<(User? User, string? Refusal, User? Known)> TryAsync(string login, string password, CancellationToken ct)
    {
        var user = await db.Set<User>().SingleOrDefaultAsync(u => u.Login == login, ct);
        var now = time.GetUtcNow();
        var answer = hasher.VerifyHashedPassword(user ?? Nobody, (user ?? Nobody).PasswordHash, password);
        if (user is null || user.Disabled)
            return (null, Locked(unknown.Fail(login, now), now) ?? Wrong, user);
        if (Locked(user.LockedUntil, now) is { } locked)
            return (null, locked, user);
        var right = answer != PasswordVerificationResult.Failed;
        if (answer == PasswordVerificationResult.SuccessRehashNeeded)
            user.PasswordHash = hasher.HashPassword(user, password);
        await RememberAsync(user, right, now, ct);
        if (right && user.PasswordGivenAt + settings.SignIn.InitialPassword < now)
            return (null, "别人为您设的密码已过期，请安全管理员重设一个。", user);
        return right ? (user, null, user) : (null, Wrong, user);
    }

    /// <summary>Puts on the account that a password or code was right or wrong.</summary>
    public async Task RememberAsync(User user, bool right, DateTimeOffset now, CancellationToken ct)
    {
        if (right)
            user.Unlock();
        else
            user.Fail(now);
        if (!db.ChangeTracker.HasChanges())
            return;
        using var turn = await gate.EnterAsync(ct);
        db.Act = new Act(user.Login, right ? "登录" : "登录失败");
        await db.SaveChangesAsync(ct);
    }

    public static bool IsWrong(string? refusal) => refusal == Wrong;

    public static string? Locked(DateTimeOffset? until, DateTimeOffset now) =>
        until > now ? $"连续输错次数过多，请在 {Math.Ceiling((until.Value - now).TotalMinutes):0} 分钟后再试，或请安全管理员解锁。" : null;
}

/// <summary>Counts tries at accounts that do not exist, so that a lock does not tell which ones do. In memory: nothing is kept of what strangers type.</summary>
internal sealed class UnknownLogins
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, User> tried = new(StringComparer.Ordinal);

    /// <returns>Until when it would have been locked before this try.</returns>
    public DateTimeOffset? Fail(string login, DateTimeOffset now)
    {
        if (tried.Count >= Most)
            tried.Clear();
        var stand = tried.GetOrAdd(login, l => new User { Login = l, Name = l, Role = string.Empty, Division = 0, PasswordHash = string.Empty });
        lock (stand)
        {
            var until = stand.LockedUntil;
            if (until is null || until <= now)
                stand.Fail(now);
            return until;
        }
    }
}
