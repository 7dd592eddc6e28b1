using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access;

/// <summary>Checks login and password; five wrong tries lock the account for a while that doubles with every further one.</summary>
internal sealed class Credentials(XianjieDb db, WriteGate gate, TimeProvider time)
{
    private static readonly PasswordHasher<User> Hasher = new();
    private static readonly User Nobody = Fresh("nobody", "nobody", Roles.Collector, 0, "a password that nobody has");

    public static User Fresh(string login, string name, string role, long division, string password, string? department = null)
    {
        var user = new User { Login = login, Name = name, Role = role, Division = division, Department = department, PasswordHash = string.Empty };
        user.PasswordHash = Hasher.HashPassword(user, password);
        return user;
    }

    public async Task<(User? User, string? Refusal, User? Known)> TryAsync(string login, string password, CancellationToken ct)
    {
        var user = await db.Set<User>().SingleOrDefaultAsync(u => u.Login == login, ct);
        var now = time.GetUtcNow();
        // An unknown login costs the same time as a known one.
        var right = Hasher.VerifyHashedPassword(user ?? Nobody, (user ?? Nobody).PasswordHash, password) != PasswordVerificationResult.Failed;
        if (user is null || user.Disabled)
            return (null, "账号或密码不对，请重新输入。", user);
        if (user.LockedUntil > now)
            return (null, $"连续输错次数过多，请在 {Math.Ceiling((user.LockedUntil.Value - now).TotalMinutes):0} 分钟后再试，或请安全管理员解锁。", user);
        await RememberAsync(user, right, now, ct);
        return right ? (user, null, user) : (null, "账号或密码不对，请重新输入。", user);
    }

    public static bool Matches(User user, string password) =>
        Hasher.VerifyHashedPassword(user, user.PasswordHash, password) != PasswordVerificationResult.Failed;

    private async Task RememberAsync(User user, bool right, DateTimeOffset now, CancellationToken ct)
    {
        if (right && user.FailedSignIns == 0)
            return;
        using var turn = await gate.EnterAsync(ct);
        user.FailedSignIns = right ? 0 : user.FailedSignIns + 1;
        user.LockedUntil = user.FailedSignIns < 5 ? null : now.AddMinutes(Math.Min(1 << (user.FailedSignIns - 5), 60));
        db.Act = new Act(user.Login, right ? "登录" : "登录失败");
        await db.SaveChangesAsync(ct);
    }
}
