using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Files.Photos;
using Xianjie.Registry.Households;

namespace Xianjie.Ledgers.Files;

/// <summary>One file of a row: a line of the field's value, id and name with a stroke between. A line without id names a paper that is kept elsewhere.</summary>
internal readonly record struct FileLine(Guid? Id, string Name)
{
    public static IReadOnlyList<FileLine> Of(string? value) => [.. (value ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse)];

    private static FileLine Parse(string line) => line.IndexOf('|', StringComparison.Ordinal) is > 0 and var at && Guid.TryParse(line.AsSpan(0, at), out var id) ? new(id, line[(at + 1)..]) : new(null, line);

    public override string ToString() => Id is { } id ? $"{id}|{Name}" : Name;

    public static string Value(IEnumerable<FileLine> lines) => string.Join('\n', lines);
}

/// <summary>Files of 附件 fields: what they are is told by their content, photos lose what the camera wrote beside the picture, all lie encrypted in the store.</summary>
internal sealed class RowFiles(XianjieDb db, FileStore store, CurrentUser user)
{
    public const int MostPerField = 8;
    public const string Purpose = "ledger", Accepted = ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx";

    private readonly record struct Read(string Name, string Type, byte[] Content);

    /// <summary>Stores the uploads of a field and returns their lines; words where one of them can't be kept, and then none is.</summary>
    public async Task<(IReadOnlyList<FileLine> Lines, string? Refusal)> TakeAsync(IReadOnlyList<IFormFile> uploads, int present, long division, List<Guid> kept, CancellationToken ct)
    {
        if (present + uploads.Count > MostPerField)
            return ([], $"最多 {MostPerField} 个附件");
        var (read, lines) = (new List<Read>(), new List<FileLine>());
        foreach (var upload in uploads)
        {
            var (file, refusal) = await ReadAsync(upload, ct);
            if (file is not { } good)
                return ([], refusal);
            read.Add(good);
        }
        foreach (var file in read)
        {
            var stored = await store.SaveAsync(new MemoryStream(file.Content), file.Name, file.Type, user.Login, division, Purpose, Attachment.Limit, ct) ?? throw new InvalidOperationException("The size was checked before.");
            kept.Add(stored.Id);
            db.Add(stored);
            lines.Add(new(stored.Id, stored.Name));
        }
        return (lines, null);
    }

    /// <summary>Takes stored bytes back, whose rows will never be saved.</summary>
    public void Forget(IEnumerable<Guid> kept)
    {
        foreach (var id in kept)
            store.Delete(id);
    }

    private static async Task<(Read? File, string? Refusal)> ReadAsync(IFormFile upload, CancellationToken ct)
    {
        if (upload.Length is 0 or > Attachment.Limit)
            return (null, upload.Length == 0 ? $"“{upload.FileName}”是空文件" : $"“{upload.FileName}”超过 {Attachment.Limit >> 20} MB，请压缩后再传");
        if (upload.FileName.Length > 120)
            return (null, "文件名太长，请改短后再传");
        using var content = new MemoryStream();
        await upload.CopyToAsync(content, ct);
        var bytes = content.ToArray();
        var name = Path.GetFileName(upload.FileName).Replace('|', '_').ReplaceLineEndings("_");
        if (PlainPhoto.TypeOf(bytes) is not null)
            return PlainPhoto.Of(bytes) is { } photo ? (new(Path.GetFileNameWithoutExtension(name) + photo.Ending, photo.Type, photo.Content), null) : (null, $"“{upload.FileName}”不是完整的照片，请重拍或重选");
        var ending = Path.GetExtension(name).ToLowerInvariant();
        var isRight = ending switch { ".pdf" => bytes.AsSpan().StartsWith("%PDF-"u8), ".docx" or ".xlsx" => bytes.AsSpan().StartsWith("PK\u0003\u0004"u8), _ => false };
        return isRight ? (new(name, Attachment.Kinds[ending], bytes), null) : (null, $"“{upload.FileName}”不是 JPG、PNG、PDF、DOCX 或 XLSX 文件");
    }

    /// <summary>Lines of a value that is typed or read from a file: ids are only taken where the row has them already or they were just stored.</summary>
    public static bool AreKnown(string? value, string? before, IReadOnlySet<Guid> fresh) => FileLine.Of(value).All(l => l.Id is not { } id || fresh.Contains(id) || FileLine.Of(before).Any(b => b.Id == id));
}
