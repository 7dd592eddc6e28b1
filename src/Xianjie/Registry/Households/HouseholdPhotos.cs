using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Files.Photos;
using Xianjie.Platform.Time;

namespace Xianjie.Registry.Households;

/// <summary>Photos taken at the door, kept as attachments of the household without what the camera wrote beside the picture.</summary>
internal sealed class HouseholdPhotos(XianjieDb db, FileStore store, CurrentUser user, Clock clock)
{
    public const int Most = 4;
    private const long Limit = 6L << 20;

    /// <summary>What is wrong with the photos, in words; null where they may be kept.</summary>
    public async Task<string?> RefusalAsync(Guid household, IReadOnlyList<IFormFile> photos, CancellationToken ct)
    {
        if (photos.Count == 0)
            return null;
        if (photos.Count > Most)
            return $"照片最多 {Most} 张。";
        if (photos.FirstOrDefault(p => p.Length > Limit) is { } large)
            return $"照片“{large.FileName}”超过 {Limit >> 20} MB，请压缩后再传。";
        if (await db.Set<Attachment>().CountAsync(a => a.HouseholdId == household, ct) + photos.Count > Attachment.MostPerHousehold)
            return $"每户最多 {Attachment.MostPerHousehold} 个附件，请先到附件里整理。";
        foreach (var photo in photos)
        {
            if (await ReadAsync(photo, ct) is not { Ending: ".jpg" or ".png" })
                return $"“{photo.FileName}”不是完整的 JPG 或 PNG 照片，请重拍或重选。";
        }
        return null;
    }

    /// <summary>Keeps the photos, once for each subject unless <paramref name="more"/>; the caller has asked <see cref="RefusalAsync"/> before.</summary>
    public async Task KeepAsync(Guid household, long division, IReadOnlyList<IFormFile> photos, string what, Guid subject, CancellationToken ct, bool more = false)
    {
        if (photos.Count == 0 || (!more && await db.Set<Attachment>().AnyAsync(a => a.Subject == subject && a.HouseholdId == household, ct)))
            return;
        var kept = new List<Guid>();
        try
        {
            foreach (var (at, photo) in photos.Index())
            {
                var plain = await ReadAsync(photo, ct) ?? throw new InvalidOperationException("The photo was not checked before.");
                var name = $"{what}{(photos.Count > 1 ? $"-{at + 1}" : "")}{plain.Ending}";
                var file = await store.SaveAsync(new MemoryStream(plain.Content), name, plain.Type, user.Login, division, "attachment", Attachment.Limit, ct) ?? throw new InvalidOperationException("The photo was not checked before.");
                kept.Add(file.Id);
                db.Add(file);
                db.Add(new Attachment { HouseholdId = household, Division = division, FileId = file.Id, Name = file.Name, Note = what, Size = file.Size, ContentType = plain.Type, Subject = subject, By = user.Name, At = clock.Now });
            }
            db.Act ??= user.Acts("上传照片");
            await db.SaveChangesAsync(ct);
        }
        catch
        {
            // Without their rows nobody would ever find the files again
            foreach (var id in kept)
                store.Delete(id);
            throw;
        }
    }

    private static async Task<PlainPhoto?> ReadAsync(IFormFile photo, CancellationToken ct)
    {
        using var content = new MemoryStream();
        await photo.CopyToAsync(content, ct);
        return PlainPhoto.Of(content.ToArray());
    }
}
