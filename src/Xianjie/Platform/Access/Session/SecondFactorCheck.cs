using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access.Session;

/// <summary>Takes a code of the phone or a recovery code; wrong ones count as wrong passwords do.</summary>
internal sealed class SecondFactorCheck(UserAccounts accounts, Credentials credentials, XianjieDb db, WriteGate gate, TimeProvider time)
{
    /// <returns>Why it is refused; null where it was right. Outside of a transaction.</returns>
    public async Task<string?> RefusalAsync(User user, string code, CancellationToken ct)
    {
        if (Credentials.Locked(user.LockedUntil, time.GetUtcNow()) is { } locked)
            return locked;
        bool right;
        using (await gate.EnterAsync(ct))
        {
            db.Act = new Act(user.Login, "用掉一个恢复码");
            right = await accounts.TakesCodeAsync(user, code);
        }
        await credentials.RememberAsync(user, right, time.GetUtcNow(), ct);
        return right ? null : "动态码不对，或者已经用过。请等手机上换了新的再输入；手机的时间要准。";
    }
}
