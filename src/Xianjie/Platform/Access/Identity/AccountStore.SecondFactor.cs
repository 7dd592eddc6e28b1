using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Access.Identity;

/// <summary>The second factor: the key is sealed; of recovery codes, which are 120 random bits each, only digests are kept.</summary>
internal sealed partial class AccountStore : IUserTwoFactorStore<User>, IUserAuthenticatorKeyStore<User>, IUserTwoFactorRecoveryCodeStore<User>
{
    public Task SetTwoFactorEnabledAsync(User user, bool enabled, CancellationToken cancellationToken)
    {
        user.SecondFactorAt = enabled ? time.GetUtcNow() : null;
        if (!enabled)
            (user.AuthenticatorKeySealed, user.RecoveryCodes) = (null, null);
        return Task.CompletedTask;
    }

    public Task<bool> GetTwoFactorEnabledAsync(User user, CancellationToken cancellationToken) => Task.FromResult(user.SecondFactorAt is not null);

    public Task SetAuthenticatorKeyAsync(User user, string key, CancellationToken cancellationToken)
    {
        user.AuthenticatorKeySealed = seal.Close(key, Sealed.Authenticator);
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(User user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AuthenticatorKeySealed is null ? null : seal.Open(user.AuthenticatorKeySealed, Sealed.Authenticator));

    public Task ReplaceCodesAsync(User user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        user.RecoveryCodes = string.Join(';', recoveryCodes.Select(Digest));
        return Task.CompletedTask;
    }

    public Task<bool> RedeemCodeAsync(User user, string code, CancellationToken cancellationToken)
    {
        var (left, digest) = (Codes(user), Digest(code));
        if (!left.Remove(digest))
            return Task.FromResult(false);
        user.RecoveryCodes = string.Join(';', left);
        return Task.FromResult(true);
    }

    public Task<int> CountCodesAsync(User user, CancellationToken cancellationToken) => Task.FromResult(Codes(user).Count);

    private static List<string> Codes(User user) => [.. (user.RecoveryCodes ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>However it is typed: dashes, spaces and small letters do not matter.</summary>
    private static string Digest(string code) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant())));
}
