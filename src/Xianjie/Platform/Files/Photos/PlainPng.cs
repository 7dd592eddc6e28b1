using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;

namespace Xianjie.Platform.Files.Photos;

/// <summary>PNG (ISO/IEC 15948): only the chunks that make the picture and its colours stay; texts, EXIF, time and private chunks go.</summary>
internal static class PlainPng
{
    private static readonly FrozenSet<string> Staying =
        new[] { "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD" }.ToFrozenSet(StringComparer.Ordinal);

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static byte[]? Of(ReadOnlySpan<byte> file)
    {
        var plain = new MemoryStream(file.Length);
        plain.Write(Signature);
        var at = Signature.Length;
        while (at + 12 <= file.Length)
        {
            var length = 12L + BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (at + length > file.Length)
                return null;
            var name = Encoding.Latin1.GetString(file.Slice(at + 4, 4));
            if (Staying.Contains(name))
                plain.Write(file.Slice(at, (int)length));
            if (name == "IEND")
                return plain.ToArray();
            at += (int)length;
        }
        return null;
    }
}
