using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>The scanned or photographed letter, kept encrypted among the household's files.</summary>
internal sealed class LetterScan(XianjieDb db, FileStore store, CurrentUser user, Clock clock)
{
    private static readonly string[] Endings = [".jpg", ".jpeg", ".png", ".pdf"];

    /// <summary>Words where the file can't be kept.</summary>
    public async Task<string?> RefusalAsync(Guid household, IFormFile? file, CancellationToken ct) =>
        file is null || file.Length == 0 ? "请选择授权书的扫描件或照片。"
        : !Endings.Contains(Path.GetExtension(file.FileName), StringComparer.OrdinalIgnoreCase) ? "扫描件应是 PDF、JPG 或 PNG 文件。"
        : file.Length > Attachment.Limit ? $"文件超过 {Attachment.Limit >> 20} MB，请压缩后再传。"
        : file.FileName.Length > 200 ? "文件名太长，请改短后再传。"
        : await db.Set<Attachment>().CountAsync(a => a.HouseholdId == household, ct) >= Attachment.MostPerHousehold ? $"每户最多 {Attachment.MostPerHousehold} 个附件，请先到附件里整理。" : null;

    /// <summary>Keeps the file and saves; asked <see cref="RefusalAsync"/> before.</summary>
    public async Task KeepAsync(Authorisation letter, IFormFile file, CancellationToken ct)
    {
        var type = Attachment.Kinds[Path.GetExtension(file.FileName)];
        await using var content = file.OpenReadStream();
        var kept = await store.SaveAsync(content, $"授权书{Path.GetExtension(file.FileName)}", type, user.Login, letter.Division, "attachment", Attachment.Limit, ct) ?? throw new InvalidOperationException("The size was not checked before.");
        try
        {
            var attachment = new Attachment { HouseholdId = letter.HouseholdId, Division = letter.Division, FileId = kept.Id, Name = kept.Name, Note = $"授权书 {letter.Number}", Size = kept.Size, ContentType = type, Subject = letter.Id, By = user.Name, At = clock.Now };
            db.AddRange(kept, attachment);
            letter.ScanId = attachment.Id;
            db.Act = user.Acts("上传授权书扫描件");
            await db.SaveChangesAsync(ct);
        }
        catch
        {
            // Without its row nobody would ever find the file again
            store.Delete(kept.Id);
            throw;
        }
    }
}
