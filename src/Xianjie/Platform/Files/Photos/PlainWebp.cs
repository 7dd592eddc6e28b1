using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;

namespace Xianjie.Platform.Files.Photos;

/// <summary>WebP (RFC 9649): the chunks of the picture, its animation and its colours stay; EXIF, XMP and unknown chunks go, also from the flags.</summary>
internal static class PlainWebp
{
    private const int Head = 12, ExifFlag = 0x08, XmpFlag = 0x04;

    private static readonly FrozenSet<string> Staying = new[] { "VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP" }.ToFrozenSet(StringComparer.Ordinal);

    public static byte[]? Of(ReadOnlySpan<byte> file)
    {
        var end = 8L + BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (end > file.Length)
            return null;
        var plain = new MemoryStream(file.Length);
        plain.Write(file[..Head]);
        var (at, pictures) = (Head, 0);
        while (at + 8 <= end)
        {
            var length = 8L + BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            if (at + length > end)
                return null;
            var name = Encoding.Latin1.GetString(file.Slice(at, 4));
            if (Staying.Contains(name))
                Write(plain, name, file.Slice(at, (int)length));
            pictures += name is "VP8 " or "VP8L" or "ANMF" ? 1 : 0;
            at += (int)(length + (length & 1));
        }
        if (pictures == 0)
            return null;
        var content = plain.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(4), (uint)(content.Length - 8));
        return content;
    }

    private static void Write(MemoryStream plain, string name, ReadOnlySpan<byte> chunk)
    {
        var from = (int)plain.Length;
        plain.Write(chunk);
        if ((chunk.Length & 1) == 1)
            plain.WriteByte(0);
        if (name == "VP8X" && chunk.Length > 8)
            plain.GetBuffer()[from + 8] &= unchecked((byte)~(ExifFlag | XmpFlag));
    }
}
