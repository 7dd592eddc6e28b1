using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>A text condition with a literal, asked about UTF-8 bytes; columns have hundreds of thousands of different texts.</summary>
internal abstract partial class TextTest
{
    public abstract bool Holds(ReadOnlySpan<byte> text);

    // a pattern takes longer to read than a household takes to screen
    private static readonly ConditionalWeakTable<TextMatch, TextTest> Known = [];

    public static TextTest Of(TextMatch match) => Known.GetValue(match, Read);

    private static TextTest Read(TextMatch match)
    {
        var wanted = (string)((Literal)match.Wanted).Value!;
        return match.Match switch
        {
            // equal texts have equal bytes, and no character's bytes begin within another's
            TextMatchKind.Contains => new Part(wanted, (text, part) => text.IndexOf(part) >= 0),
            TextMatchKind.StartsWith => new Part(wanted, (text, part) => text.StartsWith(part)),
            TextMatchKind.EndsWith => new Part(wanted, (text, part) => text.EndsWith(part)),
            _ => Fixed.Read(wanted) ?? (TextTest)new Matching(wanted),
        };
    }

    private delegate bool Compare(ReadOnlySpan<byte> text, ReadOnlySpan<byte> part);

    private sealed class Part(string wanted, Compare compare) : TextTest
    {
        private readonly byte[] part = Encoding.UTF8.GetBytes(wanted);

        public override bool Holds(ReadOnlySpan<byte> text) => compare(text, part);
    }

    private sealed class Matching(string wanted) : TextTest
    {
        private readonly Regex pattern = new(wanted, Pattern.Options);
        private readonly SearchValues<char>? set = OneOf(wanted);

        public override bool Holds(ReadOnlySpan<byte> text)
        {
            if (text.Length > 512) return pattern.IsMatch(Encoding.UTF8.GetString(text));
            Span<char> chars = stackalloc char[text.Length];
            ReadOnlySpan<char> whole = chars[..Encoding.UTF8.GetChars(text, chars)];
            return set is null ? pattern.IsMatch(whole) : whole.ContainsAny(set);
        }

        /// <summary>The characters of a pattern that is one plain class such as <c>[0-9A-Z（]</c>.</summary>
        private static SearchValues<char>? OneOf(string pattern)
        {
            if (pattern.Length < 3 || pattern[0] != '[' || pattern[^1] != ']' || pattern[1] == '^' || pattern.AsSpan(1, pattern.Length - 2).ContainsAny('[', ']', '\\')) return null;
            return SearchValues.Create([.. Class(pattern[1..^1])]);
        }
    }

    private static HashSet<char> Class(string inside)
    {
        var set = new HashSet<char>();
        for (var i = 0; i < inside.Length; i++)
        {
            var last = i + 2 < inside.Length && inside[i + 1] == '-' ? inside[i + 2] : inside[i];
            for (int c = inside[i]; c <= last; c++) set.Add((char)c);
            if (i + 2 < inside.Length && inside[i + 1] == '-') i += 2;
        }
        return set;
    }

    /// <summary>A pattern of a fixed number of ASCII characters from end to end, such as <c>^1[3-9][0-9]{9}$</c>.</summary>
    private sealed partial class Fixed(bool[][] places) : TextTest
    {
        public override bool Holds(ReadOnlySpan<byte> text)
        {
            if (text.Length != places.Length) return false;
            for (var i = 0; i < text.Length; i++)
                if (text[i] > 127 || !places[i][text[i]]) return false;
            return true;
        }

        public static Fixed? Read(string pattern)
        {
            if (!Whole().IsMatch(pattern)) return null;
            var places = new List<bool[]>();
            foreach (Match piece in Piece().Matches(pattern[1..^1]))
            {
                var ascii = new bool[128];
                foreach (var c in Class(piece.Value[0] == '[' ? piece.Groups[1].Value : piece.Value[..1])) ascii[c] = true;
                places.AddRange(Enumerable.Repeat(ascii, piece.Groups[2].Success ? int.Parse(piece.Groups[2].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : 1));
            }
            return new Fixed([.. places]);
        }

        [GeneratedRegex(@"^\^(?:(?:[0-9A-Za-z]|\[[0-9A-Za-z-]+\])(?:\{[0-9]{1,2}\})?)+\$$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Whole();

        [GeneratedRegex(@"(?:[0-9A-Za-z]|\[([^\]]+)\])(?:\{([0-9]+)\})?", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Piece();
    }
}
