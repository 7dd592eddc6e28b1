using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Xianjie.Platform.Access.Identity;

/// <summary>
/// The 46,881 passwords that were found most often in published breaches, as the first 6 bytes of their digests in order. Works without a
/// network. Made by tools/passwords/build.sh from @zxcvbn-ts/language-common 4.1.3 (MIT, common-passwords.LICENSE.txt).
/// </summary>
internal static partial class CommonPasswords
{
    private const int Head = 6;
    private static readonly byte[] Heads = Read();

    /// <summary>Whether it is one of them, one of them repeated or with figures and signs round it, or two of them in a row.</summary>
    public static bool Contains(string password)
    {
        var text = password.ToLowerInvariant();
        return Forms(text).Any(Has) || Forms(Plain(text)).Any(Has) || IsTwo(text);
    }

    /// <summary>Fewer than five different characters, or one run such as 123456789012, abcdefghijkl, 一行键盘.</summary>
    public static bool IsRun(string password) => password.Distinct().Count() < 5 || IsSequence(password.ToLowerInvariant());

    private static IEnumerable<string> Forms(string text)
    {
        yield return text;
        yield return Around().Replace(text, string.Empty);
        for (var unit = 1; unit <= text.Length / 2; unit++)
        {
            if (text.Length % unit == 0 && Enumerable.Range(unit, text.Length - unit).All(i => text[i] == text[i - unit]))
                yield return text[..unit];
        }
    }

    private static bool IsTwo(string text)
    {
        for (var at = 3; at <= text.Length - 3; at++)
        {
            if (Weak(text[..at]) && Weak(text[at..]))
                return true;
        }
        return false;
    }

    private static bool Weak(string part) => part.All(char.IsAsciiDigit) || part.Distinct().Count() == 1 || Has(part);

    private static bool IsSequence(string text)
    {
        string[] rows = ["abcdefghijklmnopqrstuvwxyz", "12345678901234567890", "qwertyuiop[]\\asdfghjkl;'zxcvbnm,./", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/"];
        return rows.Any(row => row.Contains(text, StringComparison.Ordinal) || new string([.. row.Reverse()]).Contains(text, StringComparison.Ordinal));
    }

    /// <summary>p@ssw0rd is password.</summary>
    private static string Plain(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = from[i] switch { '@' or '4' => 'a', '0' => 'o', '1' or '!' => 'i', '3' => 'e', '$' or '5' => 's', '7' => 't', var other => other };
    });

    private static bool Has(string text)
    {
        if (text.Length < 5)
            return false;
        ReadOnlySpan<byte> head = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Head);
        var (low, high) = (0, (Heads.Length / Head) - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var order = head.SequenceCompareTo(Heads.AsSpan(middle * Head, Head));
            if (order == 0)
                return true;
            (low, high) = order < 0 ? (low, middle - 1) : (middle + 1, high);
        }
        return false;
    }

    private static byte[] Read()
    {
        using var resource = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.bin")!;
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex(@"^[^\p{L}]+|[^\p{L}]+$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Around();
}
