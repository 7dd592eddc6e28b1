using System.Buffers.Binary;
using System.IO.Compression;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Demo.Steps.Relief;

/// <summary>A drawn picture that stands for a photo: a wall, a floor and a ramp.</summary>
internal static class DemoPhoto
{
    private const int Width = 320, Height = 240;

    public static async Task<Guid?> KeepAsync(IServiceProvider services, Person person, string name, CancellationToken ct)
    {
        var (db, user) = (services.GetRequiredService<XianjieDb>(), services.GetRequiredService<CurrentUser>());
        using var content = new MemoryStream(Picture());
        if (await services.GetRequiredService<FileStore>().SaveAsync(content, name, "image/png", user.Login, person.Division, "attachment", Attachment.Limit, ct) is not { } file)
            return null;
        var kept = new Attachment { HouseholdId = person.HouseholdId, Division = person.Division, FileId = file.Id, Name = file.Name, Note = "无障碍改造", Size = file.Size, ContentType = "image/png", By = user.Name, At = services.GetRequiredService<Clock>().Now };
        db.AddRange(file, kept);
        return kept.Id;
    }

    private static byte[] Picture()
    {
        using var pixels = new MemoryStream();
        using (var pack = new ZLibStream(pixels, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < Height; y++)
            {
                pack.WriteByte(0);
                for (var x = 0; x < Width; x++)
                    pack.Write(y > Height - (x / 3) - 20 ? [(byte)150, (byte)150, (byte)145] : y > Height - 60 ? [(byte)186, (byte)160, (byte)120] : [(byte)226, (byte)220, (byte)205]);
            }
        }
        Span<byte> head = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], Height);
        (head[8], head[9]) = (8, 2);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR"u8, head), .. Chunk("IDAT"u8, pixels.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        var chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        kind.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Checksum(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    /// <summary>CRC-32 as PNG counts it.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
