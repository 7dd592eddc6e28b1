using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Access.Identity;

/// <summary>
/// Password hashes with a secret that is not in the database (OWASP ASVS 2.4.5): the password goes through a keyed hash of the key ring before the
/// slow one. A hash says which key it needs; one without, or of a key that is not the active one, is made anew at the next sign-in.
/// </summary>
internal sealed class PepperedHasher(IOptions<PasswordHasherOptions> options, Seal seal) : PasswordHasher<User>(options)
{
    private const char Mark = '$';

    public override string HashPassword(User user, string password)
    {
        var key = seal.Active;
        return $"{Mark}{key}{Mark}{base.HashPassword(user, Peppered(password, key))}";
    }

    public override PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        if (!hashedPassword.StartsWith(Mark))
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword) == PasswordVerificationResult.Failed ? PasswordVerificationResult.Failed : PasswordVerificationResult.SuccessRehashNeeded;
        var parts = hashedPassword.Split(Mark, 3);
        if (parts.Length != 3 || !byte.TryParse(parts[1], out var key))
            return PasswordVerificationResult.Failed;
        if (!seal.Ring.Keys.Any(k => k.Number == key && k.Opens))
            return PasswordVerificationResult.Failed;
        var answer = base.VerifyHashedPassword(user, parts[2], Peppered(providedPassword, key));
        return answer == PasswordVerificationResult.Success && key != seal.Active ? PasswordVerificationResult.SuccessRehashNeeded : answer;
    }

    /// <summary>How many accounts need a key, by its number as a hash begins.</summary>
    public static string PrefixOf(byte key) => $"{Mark}{key}{Mark}";

    private string Peppered(string password, byte key) => Convert.ToBase64String(seal.Pepper(Encoding.UTF8.GetBytes(password), key));
}
