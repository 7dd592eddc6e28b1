using System.Buffers.Binary;

namespace Xianjie.Platform.Files.Photos;

/// <summary>
/// JPEG (ITU-T T.81): application segments and comments go, but for JFIF, the colour profile and Adobe's colour transform, without which
/// the colours change. Whatever follows the end of the picture goes too: phones append further pictures and videos there.
/// </summary>
internal static class PlainJpeg
{
    private const byte Start = 0xD8, End = 0xD9, Scan = 0xDA, Jfif = 0xE0, Exif = 0xE1, Profile = 0xE2, Adobe = 0xEE, LastApp = 0xEF, Comment = 0xFE;

    public static byte[]? Of(ReadOnlySpan<byte> file)
    {
        var plain = new MemoryStream(file.Length);
        plain.Write([0xFF, Start]);
        var (at, oriented) = (2, false);
        while (at + 2 <= file.Length)
        {
            if (file[at] != 0xFF)
                return null;
            var marker = file[at + 1];
            if (marker == 0xFF) // padding
            {
                at++;
                continue;
            }
            if (marker == End)
            {
                plain.Write([0xFF, End]);
                return plain.ToArray();
            }
            if (Segment(file[at..]) is not { } length)
                return null;
            var segment = file.Slice(at, length);
            at += length;
            if (marker == Exif && !oriented && ExifTurn.Of(segment[4..]) is { } turn)
            {
                plain.Write(ExifTurn.Segment(turn));
                oriented = true;
            }
            if (!Stays(marker, segment[4..]))
                continue;
            plain.Write(segment);
            if (marker == Scan)
                at = CopyScan(file, at, plain);
        }
        return null;
    }

    private static bool Stays(byte marker, ReadOnlySpan<byte> body) => marker switch
    {
        Jfif => body.StartsWith("JFIF\0"u8),
        Profile => body.StartsWith("ICC_PROFILE\0"u8),
        Adobe => body.StartsWith("Adobe"u8),
        > Jfif and <= LastApp or Comment => false,
        _ => true,
    };

    /// <summary>Bytes of the segment with its marker; null where it runs over the end of the file.</summary>
    private static int? Segment(ReadOnlySpan<byte> rest)
    {
        if (rest.Length < 4)
            return null;
        var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
        return length < 4 || length > rest.Length ? null : length;
    }

    /// <summary>Copies the coded picture up to the next marker that is neither a restart (D0–D7) nor a stuffed FF 00.</summary>
    private static int CopyScan(ReadOnlySpan<byte> file, int from, MemoryStream plain)
    {
        var at = from;
        while (at < file.Length)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length)
            {
                at = file.Length;
                break;
            }
            at += next;
            if (file[at + 1] is not (0 or (>= 0xD0 and <= 0xD7)))
                break;
            at += 2;
        }
        plain.Write(file[from..at]);
        return at;
    }
}
