using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>Opens a part, compares it with the set's list and with the part before, and hands out its sections.</summary>
internal sealed class PartReader : IDisposable
{
    private readonly GZipStream zip;
    public BinaryReader In { get; }
    public PartHeader Header { get; }

    private PartReader(GZipStream zip, BinaryReader reader, PartHeader header) => (this.zip, In, Header) = (zip, reader, header);

    /// <exception cref="InvalidDataException">The part is missing, damaged, of another set or out of order; the words name it.</exception>
    public static PartReader Open(BackupSet set, PartLine line, PartHeader? before, Seal seal)
    {
        var path = set.PathOf(line.Number);
        if (!File.Exists(path))
            throw new InvalidDataException($"{Name(set, line)}不见了：{path}。");
        using (var raw = File.OpenRead(path))
        {
            if (raw.Length != line.Size || Convert.ToHexStringLower(SHA256.HashData(raw)) != line.Sha256)
                throw new InvalidDataException($"{Name(set, line)}已损坏或被换过（大小或散列与清单不符）：{path}。");
        }
        var opened = new OpenedFile(File.OpenRead(path), seal);
        try
        {
            var zip = new GZipStream(opened, CompressionMode.Decompress);
            var reader = new BinaryReader(zip, Encoding.UTF8);
            if (reader.ReadString() != PartWriter.Mark)
                throw new InvalidDataException($"{Name(set, line)}不是本系统的备份。");
            var header = JsonSerializer.Deserialize<PartHeader>(reader.ReadString())!;
            var previous = line.Number == 0 ? string.Empty : set.Parts.First(p => p.Number == line.Number - 1).Sha256;
            if (header.Number != line.Number || header.Previous != previous || (before is not null && header.Set != before.Set))
                throw new InvalidDataException($"{Name(set, line)}与前一份接不上：有备份被换过或清单被改过。");
            return new PartReader(zip, reader, header);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    public static string Name(BackupSet set, PartLine line) => $"备份组 {set.Name} 的第 {line.Number} 份{(line.Number == 0 ? "（全量）" : "（增量）")}";

    public void Dispose()
    {
        In.Dispose();
        zip.Dispose();
    }
}
