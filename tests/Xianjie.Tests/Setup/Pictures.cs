using System.Buffers.Binary;
using System.Text;

namespace Xianjie.Tests.Setup;

/// <summary>Small pictures with everything beside the picture that phones write, made byte by byte.</summary>
internal static class Pictures
{
    /// <summary>Stands for a place, a person or a device in every block that must go.</summary>
    public const string Secret = "SECRET-34.05N-108.9E";

    public static readonly byte[] Scan = [0x11, 0xFF, 0x00, 0x22, 0xFF, 0xD3, 0x33];

    private static byte[] Hidden => Encoding.ASCII.GetBytes(Secret);

    public static byte[] Jpeg(int turn = 6) =>
    [
        0xFF, 0xD8,
        .. Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
        .. Segment(0xE1, Exif(turn)),
        .. Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Hidden]),
        .. Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 7, 7]),
        .. Segment(0xE2, [.. "MPF\0"u8, .. Hidden]),
        .. Segment(0xED, [.. "Photoshop 3.0\0"u8, .. Hidden]),
        .. Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 1]),
        .. Segment(0xFE, Hidden),
        .. Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]),
        0xFF, .. Segment(0xC0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]),
        .. Segment(0xDA, [1, 1, 0, 0, 63, 0]), .. Scan,
        .. Segment(0xC4, [0, .. new byte[16]]), .. Segment(0xDA, [1, 1, 0, 1, 63, 0]), 0x44,
        0xFF, 0xD9,
        .. "ftypmp42"u8, .. Hidden,
    ];

    public static byte[] Png() =>
    [
        0x89, .. "PNG\r\n\u001a\n"u8, .. Chunk("IHDR", new byte[13]), .. Chunk("eXIf", Hidden), .. Chunk("tEXt", [.. "Comment\0"u8, .. Hidden]), .. Chunk("iTXt", Hidden), .. Chunk("tIME", Hidden),
        .. Chunk("prVt", Hidden), .. Chunk("gAMA", [0, 0, 1, 2]), .. Chunk("IDAT", [1, 2, 3]), .. Chunk("IEND", []), .. Hidden,
    ];

    public static byte[] Webp()
    {
        byte[] body = [.. "WEBP"u8, .. Riff("VP8X", [0x2C, 0, 0, 0, 0, 0, 0, 0, 0, 0]), .. Riff("ICCP", [9]), .. Riff("VP8 ", [1, 2, 3]), .. Riff("EXIF", Hidden), .. Riff("XMP ", Hidden), .. Riff("zzzz", Hidden)];
        return [.. "RIFF"u8, .. Little(body.Length), .. body, .. Hidden];
    }

    /// <summary>A directory with maker, orientation and a place, in Motorola order.</summary>
    private static byte[] Exif(int turn) =>
        [.. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 2, 0x01, 0x0F, 0, 2, 0, 0, 0, 20, 0, 0, 0, 38, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)turn, 0, 0, 0, 0, 0, 0, .. Hidden];

    private static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    private static byte[] Chunk(string name, byte[] body)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(name), .. body, 0, 0, 0, 0];
    }

    private static byte[] Riff(string name, byte[] body) => [.. Encoding.ASCII.GetBytes(name), .. Little(body.Length), .. body, .. body.Length % 2 == 1 ? new byte[1] : []];

    private static byte[] Little(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }
}
