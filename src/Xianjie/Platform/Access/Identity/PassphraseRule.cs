using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;

namespace Xianjie.Platform.Access.Identity;

/// <summary>
/// What a password must be: long enough, not what everybody tries first, not the person's own name. Any character counts; nothing is asked
/// of kinds of characters and nothing is cut off (OWASP ASVS 2.1). One rule for pages and verbs.
/// </summary>
internal sealed partial class PassphraseRule : IPasswordValidator<User>
{
    public const int Shortest = 12, Longest = 128;
    public const string Help = "12 到 128 个字，可用一句话，汉字、空格、符号都可以；不要与别处相同。";

    /// <returns>Why it is refused, and what to do; null where it may be used.</returns>
    public static string? Refusal(string? password, string login, string name)
    {
        // Several spaces count as one
        var text = Spaces().Replace(password ?? string.Empty, " ");
        var length = new StringInfo(text).LengthInTextElements;
        if (length < Shortest)
            return $"密码至少 {Shortest} 个字，现在是 {length} 个。可以用一句自己记得住的话。";
        if (password!.Length > Longest)
            return $"密码最多 {Longest} 个字，现在是 {password.Length} 个，请缩短一些。";
        if (Holds(text, login) || Holds(text, name))
            return "密码里不要有账号或姓名，请换一句。";
        if (CommonPasswords.IsRun(text))
            return "密码是同样的字或键盘上连着的字，太容易被猜到，请换一句。";
        return CommonPasswords.Contains(text) ? "这个密码在外泄的常用密码表里，或由其中的密码拼成，会最先被试，请换一句。" : null;
    }

    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) => Task.FromResult(
        Refusal(password, user.Login, user.Name) is { } refusal ? IdentityResult.Failed(new IdentityError { Code = "Password", Description = refusal }) : IdentityResult.Success);

    private static bool Holds(string text, string word) => word.Length >= 2 && text.Contains(word, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(" {2,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Spaces();
}
