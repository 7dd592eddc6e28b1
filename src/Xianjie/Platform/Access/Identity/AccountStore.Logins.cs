using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.SingleSignOn;

namespace Xianjie.Platform.Access.Identity;

/// <summary>Identities of the government's single sign-on that were linked to an account.</summary>
internal sealed partial class AccountStore : IUserLoginStore<User>
{
    public Task AddLoginAsync(User user, UserLoginInfo login, CancellationToken cancellationToken)
    {
        db.Add(new ForeignIdentity { UserId = user.Id, Issuer = login.LoginProvider, Subject = login.ProviderKey, At = time.GetUtcNow() });
        return Task.CompletedTask;
    }

    public async Task RemoveLoginAsync(User user, string loginProvider, string providerKey, CancellationToken cancellationToken)
    {
        if (await db.Set<ForeignIdentity>().SingleOrDefaultAsync(i => i.UserId == user.Id && i.Issuer == loginProvider && i.Subject == providerKey, cancellationToken) is { } linked)
            db.Remove(linked);
    }

    public async Task<IList<UserLoginInfo>> GetLoginsAsync(User user, CancellationToken cancellationToken) =>
        [.. await db.Set<ForeignIdentity>().Where(i => i.UserId == user.Id).Select(i => new UserLoginInfo(i.Issuer, i.Subject, null)).ToListAsync(cancellationToken)];

    public Task<User?> FindByLoginAsync(string loginProvider, string providerKey, CancellationToken cancellationToken) =>
        db.Set<User>().SingleOrDefaultAsync(u => db.Set<ForeignIdentity>().Any(i => i.UserId == u.Id && i.Issuer == loginProvider && i.Subject == providerKey), cancellationToken);
}
