using System.Buffers.Binary;

namespace Xianjie.Platform.Files.Photos;

/// <summary>The one thing of EXIF that is needed to look at a photo: which side is up (tag 0x0112, 1 to 8).</summary>
internal static class ExifTurn
{
    private const int Tag = 0x0112, Entry = 12;
    private const int AsStored = 1;

    /// <summary>How the picture is turned; null where it isn't, or where the block can't be read.</summary>
    public static int? Of(ReadOnlySpan<byte> exif)
    {
        if (!exif.StartsWith("Exif\0\0"u8) || exif.Length < 16)
            return null;
        var tiff = exif[6..];
        var little = tiff.StartsWith("II"u8);
        if (!little && !tiff.StartsWith("MM"u8))
            return null;
        var directory = (long)Read32(tiff[4..], little);
        if (directory + 2 > tiff.Length)
            return null;
        var count = Read16(tiff[(int)directory..], little);
        for (var i = 0; i < count; i++)
        {
            var at = directory + 2 + (i * Entry);
            if (at + Entry > tiff.Length)
                return null;
            var entry = tiff.Slice((int)at, Entry);
            if (Read16(entry, little) == Tag)
                return Read16(entry[8..], little) is > AsStored and <= 8 and var turn ? turn : null;
        }
        return null;
    }

    /// <summary>An application segment with the turn and nothing else.</summary>
    public static byte[] Segment(int turn) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8,      // header; directory at 8
        0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)turn, 0, 0,    // one entry: orientation, short, once
        0, 0, 0, 0,                                                 // no further directory
    ];

    private static ushort Read16(ReadOnlySpan<byte> bytes, bool little) => little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Read32(ReadOnlySpan<byte> bytes, bool little) => little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
