using System.Buffers.Binary;
using System.Text;

namespace Xianjie.Tests.Tabular;

/// <summary>
/// The smallest workbook of Excel 97–2003 that a reader takes: a compound file ([MS-CFB]) with one stream of records ([MS-XLS]), its cells texts (string)
/// or numbers (double), a date where the number comes with a date style.
/// </summary>
internal static class XlsFile
{
    private const int Sector = 512;
    private const uint EndOfChain = 0xFFFFFFFE;
    private const uint Free = 0xFFFFFFFF;

    public static MemoryStream Of(params object[][] rows) => Compound(Workbook(rows));

    private static byte[] Workbook(object[][] rows)
    {
        byte[] globalsHead = [.. Record(0x0809, 0x00, 0x06, 0x05, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0x06, 0, 0, 0), .. Xf(0), .. Xf(14)];
        var name = Encoding.Unicode.GetBytes("名单");
        var offset = globalsHead.Length + 4 + 8 + name.Length + 4;
        byte[] bound = Record(0x0085, [.. BitConverter.GetBytes(offset), 0, 0, 2, 1, .. name]);
        byte[] sheetHead = [.. Record(0x0809, 0x00, 0x06, 0x10, 0x00, 0, 0, 0, 0, 0, 0, 0, 0, 0x06, 0, 0, 0),
            .. Record(0x0200, [0, 0, 0, 0, .. BitConverter.GetBytes(rows.Length), 0, 0, (byte)rows.Max(row => row.Length), 0, 0, 0])];
        var cells = rows.SelectMany((row, r) => row.SelectMany((cell, c) => Cell(r, c, cell)));
        return [.. globalsHead, .. bound, .. Record(0x000A), .. sheetHead, .. cells, .. Record(0x000A)];
    }

    private static byte[] Cell(int row, int column, object value)
    {
        byte[] at = [(byte)row, (byte)(row >> 8), (byte)column, 0];
        return value switch
        {
            DateTime day => Record(0x0203, [.. at, 1, 0, .. BitConverter.GetBytes(day.ToOADate())]),
            double number => Record(0x0203, [.. at, 0, 0, .. BitConverter.GetBytes(number)]),
            string text => Record(0x0204, [.. at, 0, 0, (byte)text.Length, (byte)(text.Length >> 8), 1, .. Encoding.Unicode.GetBytes(text)]),
            _ => [],
        };
    }

    private static byte[] Xf(byte format) => Record(0x00E0, 0, 0, format, 0, 0, 0, 0, 0, 0, 0xFC, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static byte[] Record(ushort id, params byte[] body) => [(byte)id, (byte)(id >> 8), (byte)body.Length, (byte)(body.Length >> 8), .. body];

    private static MemoryStream Compound(byte[] stream)
    {
        // Shorter streams would have to stand in the mini stream
        var size = Math.Max(stream.Length, 4096);
        var sectors = (size + Sector - 1) / Sector;
        var file = new byte[Sector * (3 + sectors)];
        Header(file);
        var fat = file.AsSpan(Sector, Sector);
        for (var i = 0; i < Sector / 4; i++) { Put(fat, i * 4, Free); }
        Put(fat, 0, 0xFFFFFFFD);
        Put(fat, 4, EndOfChain);
        for (var i = 0; i < sectors; i++) { Put(fat, (2 + i) * 4, i == sectors - 1 ? EndOfChain : (uint)(3 + i)); }
        Entry(file.AsSpan(Sector * 2), "Root Entry", 5, 1, EndOfChain, 0);
        Entry(file.AsSpan(Sector * 2 + 128), "Workbook", 2, Free, 2, (uint)size);
        stream.CopyTo(file, Sector * 3);
        return new MemoryStream(file);
    }

    private static void Header(Span<byte> file)
    {
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file);
        ((ReadOnlySpan<byte>)[0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0]).CopyTo(file[24..]);
        Put(file, 44, 1);
        Put(file, 48, 1);
        Put(file, 56, 4096);
        Put(file, 60, EndOfChain);
        Put(file, 68, EndOfChain);
        for (var i = 0; i < 109; i++) { Put(file, 76 + i * 4, i == 0 ? 0 : Free); }
    }

    private static void Entry(Span<byte> entry, string name, byte kind, uint child, uint start, uint size)
    {
        var bytes = Encoding.Unicode.GetBytes(name);
        bytes.CopyTo(entry);
        entry[64] = (byte)(bytes.Length + 2);
        entry[66] = kind;
        entry[67] = 1;
        Put(entry, 68, Free);
        Put(entry, 72, Free);
        Put(entry, 76, child);
        Put(entry, 116, start);
        Put(entry, 120, size);
    }

    private static void Put(Span<byte> room, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(room[at..], value);
}
