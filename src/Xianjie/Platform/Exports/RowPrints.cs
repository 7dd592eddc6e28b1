using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Xianjie.Platform.Exports;

/// <summary>
/// Keyed hashes of what tells rows apart (numbers of eight and more characters, neighbouring cells together): enough to say later which
/// export some rows came from, and nothing to read. Of very many the smallest are kept, which are a fair sample.
/// </summary>
internal sealed class RowPrints(byte[] salt)
{
    public const int Most = 40_000;
    private readonly SortedSet<ulong> kept = [];

    public void Add(IReadOnlyList<string> cells)
    {
        foreach (var text in Telling(cells))
        {
            var print = Of(salt, text);
            if (kept.Count < Most || print < kept.Max)
                kept.Add(print);
            if (kept.Count > Most)
                kept.Remove(kept.Max);
        }
    }

    public byte[] Whole()
    {
        var bytes = new byte[kept.Count * 8];
        var at = 0;
        foreach (var print in kept)
            BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8 * at++), print);
        return bytes;
    }

    public static HashSet<ulong> Read(byte[] bytes) => [.. bytes.Chunk(8).Select(b => BinaryPrimitives.ReadUInt64BigEndian(b))];

    public static ulong Of(byte[] salt, string text) => BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text)));

    /// <summary>What of a row tells it from others. Days and plain words do not.</summary>
    public static IEnumerable<string> Telling(IReadOnlyList<string> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            var text = cells[i].Trim();
            if (text.Length >= 8 && text.Count(char.IsAsciiDigit) >= 4 && !(text.Length == 10 && text[4] == '-' && text[7] == '-'))
                yield return text;
            if (i + 1 < cells.Count && text.Length > 1 && cells[i + 1].Trim() is { Length: > 1 } next)
                yield return text + "\u001f" + next;
        }
    }
}
