using System.Security.Cryptography;
using System.Text;

namespace Xianjie.Platform.Protection.Escrow;

/// <summary>
/// One share as people keep it: lines of letters and digits that can be read aloud (no I, L, O, U), each with two check characters, so that a slip
/// of the pen is found in its line; and a mark of the set, so that shares of two sets are not mixed.
/// </summary>
internal sealed record KeyShare(ushort Set, byte Number, byte Threshold, byte Shares, byte[] Part)
{
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int LineLetters = 20, Head = 6, Sum = 4;
    private const byte Format = 1;

    public IReadOnlyList<string> Lines()
    {
        byte[] body = [Format, (byte)(Set >> 8), (byte)Set, Number, Threshold, Shares, .. Part];
        byte[] all = [.. body, .. SHA256.HashData(body).AsSpan(0, Sum)];
        return [.. Encode(all).Chunk(LineLetters).Select((line, at) => Line(at, new string(line)))];
    }

    private static string Line(int at, string letters) => string.Join('-', letters.Chunk(4).Select(c => new string(c))) + "-" + Check(at, letters);

    /// <summary>Two characters over the line and its place.</summary>
    private static string Check(int at, string letters)
    {
        var hash = SHA256.HashData(Encoding.ASCII.GetBytes($"{at}:{letters}"));
        return new string([Letters[hash[0] & 31], Letters[hash[1] & 31]]);
    }

    /// <summary>Reads a share as it was typed or scanned: case, spaces, hyphens and lines of other words do not matter.</summary>
    public static (KeyShare? Share, string? Refusal) Read(string text)
    {
        var letters = new StringBuilder();
        var at = 0;
        foreach (var line in text.Split('\n', '/').Select(Clean).Where(l => l.Length >= 3))
        {
            if (line.Length > LineLetters + 2 || Check(at, line[..^2]) != line[^2..])
                return (null, $"第 {at + 1} 行有误：请对照纸面核对这一行的每个字符。");
            letters.Append(line[..^2]);
            at++;
        }
        return Decode(letters.ToString()) is { Length: > Head + Sum } all && all[0] == Format && SHA256.HashData(all[..^Sum]).AsSpan(0, Sum).SequenceEqual(all.AsSpan(all.Length - Sum))
            ? (new((ushort)(all[1] << 8 | all[2]), all[3], all[4], all[5], all[Head..^Sum]), null) : (null, "这份份额不完整：请把所有行按次序录入。");
    }

    /// <summary>Letters of a line; empty where the line holds other words.</summary>
    private static string Clean(string line)
    {
        var plain = new string([.. line.Where(c => !char.IsWhiteSpace(c) && c != '-').Select(char.ToUpperInvariant)]).Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return plain.All(Letters.Contains) ? plain : string.Empty;
    }

    private static string Encode(byte[] bytes)
    {
        var text = new StringBuilder();
        int bits = 0, value = 0;
        foreach (var b in bytes)
        {
            (value, bits) = ((value << 8 | b) & 0xfffff, bits + 8);
            while (bits >= 5)
                text.Append(Letters[value >> (bits -= 5) & 31]);
        }
        return bits > 0 ? text.Append(Letters[value << (5 - bits) & 31]).ToString() : text.ToString();
    }

    private static byte[] Decode(string text)
    {
        var bytes = new List<byte>();
        int bits = 0, value = 0;
        foreach (var letter in text)
        {
            (value, bits) = ((value << 5 | Letters.IndexOf(letter, StringComparison.Ordinal)) & 0xfffff, bits + 5);
            if (bits >= 8)
                bytes.Add((byte)(value >> (bits -= 8)));
        }
        return [.. bytes];
    }
}
