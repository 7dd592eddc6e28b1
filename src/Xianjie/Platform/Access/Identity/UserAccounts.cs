using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Xianjie.Platform.Access.Identity;

/// <summary>The framework's rules over our accounts: passwords, second factor, recovery codes, linked identities.</summary>
internal sealed class UserAccounts(
    IUserStore<User> store, IOptions<IdentityOptions> options, IPasswordHasher<User> hasher, IEnumerable<IPasswordValidator<User>> rules, ILookupNormalizer names,
    IdentityErrorDescriber words, IServiceProvider services, ILogger<UserManager<User>> log) : UserManager<User>(store, options, hasher, [], rules, names, words, services, log)
{
    public const string Phone = "phone";

    /// <summary>Six groups of four letters: 120 bits, so that a plain digest is enough (OWASP ASVS 2.6.2).</summary>
    protected override string CreateTwoFactorRecoveryCode() => string.Join('-', Base32.Random(24).Chunk(4).Select(group => new string(group)));

    /// <summary>A key to be shown to the phone; it counts only once a code has proved that the phone has it, so no session ends here.</summary>
    public async Task PrepareKeyAsync(User user)
    {
        await ((IUserAuthenticatorKeyStore<User>)Store).SetAuthenticatorKeyAsync(user, GenerateNewAuthenticatorKey(), CancellationToken);
        user.LastCodeStep = 0;
        await UpdateUserAsync(user);
    }

    /// <summary>A code of the phone or, instead, a recovery code, which is used up.</summary>
    public async Task<bool> TakesCodeAsync(User user, string code)
    {
        if (code.Count(char.IsAsciiLetterOrDigit) <= 8)
            return await VerifyTwoFactorTokenAsync(user, Phone, code);
        return (await RedeemTwoFactorRecoveryCodeAsync(user, code)).Succeeded;
    }
}

/// <summary>Accounts are found as they are written.</summary>
internal sealed class NamesAsWritten : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name;
    public string? NormalizeEmail(string? email) => email;
}

internal static class IdentitySetup
{
    /// <summary>What OWASP asks of PBKDF2 with SHA-512; older hashes are made anew at the next sign-in.</summary>
    public const int Iterations = 210_000;

    public static void AddIdentity(this IServiceCollection services)
    {
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = Iterations);
        services.AddSingleton<IPasswordHasher<User>, PepperedHasher>();
        services.AddIdentityCore<User>(o =>
        {
            // By length and by list alone (PassphraseRule)
            (o.Password.RequiredLength, o.Password.RequiredUniqueChars) = (1, 0);
            (o.Password.RequireDigit, o.Password.RequireLowercase, o.Password.RequireUppercase, o.Password.RequireNonAlphanumeric) = (false, false, false, false);
        }).AddUserManager<UserAccounts>().AddUserStore<AccountStore>().AddPasswordValidator<PassphraseRule>().AddTokenProvider<TotpCode>(UserAccounts.Phone);
        services.AddScoped<ILookupNormalizer, NamesAsWritten>();
    }
}
