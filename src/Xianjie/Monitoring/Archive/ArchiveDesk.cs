using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Papers;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Papers;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Archive;

/// <summary>Issues papers into the archive, takes signed scans in, voids what was wrong. Files are written before the transaction of the caller ends.</summary>
internal sealed class ArchiveDesk(XianjieDb db, FileStore store, PaperBook book, PaperSource source, CurrentUser user, Clock clock)
{
    public bool MayWrite => user.May(Permissions.CasesVisit) || user.May(Permissions.CasesAccept) || user.May(Permissions.CasesDecide);

    /// <summary>One copy for each household; who can't have one is told why. The caller saves nothing more.</summary>
    public async Task<(int Kept, IReadOnlyList<string> Left)> KeepAsync(PaperTemplate template, IReadOnlyCollection<Guid> households, string? purpose, CancellationToken ct)
    {
        var (kept, left) = (0, new List<string>());
        db.Act = user.Acts($"文书存档：{template.Name}", purpose);
        foreach (var id in households.Distinct().Take(PaperPress.Most))
        {
            if (await source.SubjectAsync(id, ct) is not { } subject || await source.OfHouseholdAsync(id, purpose is not null, ct) is not { } data)
                continue;
            if (template.Fill(data) is not { } paper)
            {
                left.Add($"{subject.Household.HeadName}（{subject.Household.HouseholdNo}）：{template.Refusal}");
                continue;
            }
            await KeepAsync(template, subject, paper, data, purpose, ct);
            kept++;
        }
        await db.SaveChangesAsync(ct);
        return (kept, left);
    }

    private async Task KeepAsync(PaperTemplate template, PaperSubject subject, Paper paper, PaperData data, string? purpose, CancellationToken ct)
    {
        var home = subject.Household;
        var word = await StoreAsync(DocxWriter.Write([paper]), $"{template.Name}-{home.HouseholdNo}.docx", DocxWriter.ContentType, home.Division, ct);
        var filled = await StoreAsync(data.ToJson(), $"{template.Code}.json", "application/json", home.Division, ct);
        db.Add(new PaperCopy
        {
            HouseholdId = home.Id, Division = home.Division, Code = template.Code, Title = paper.Title, Subject = template.About switch { "认定" or "公示" => subject.Case?.Id, "消除" => subject.Removal?.Id, _ => null },
            TemplateVersion = template.Version, FileId = word.Id, Hash = word.Hash, DataId = filled.Id, Purpose = purpose, By = db.Act!.By, At = clock.Now,
        });
    }

    private async Task<StoredFile> StoreAsync(byte[] bytes, string name, string type, long division, CancellationToken ct)
    {
        using var content = new MemoryStream(bytes, writable: false);
        var file = await store.SaveAsync(content, name, type, user.Login, division, "paper", long.MaxValue, ct) ?? throw new InvalidOperationException("A file without limit was refused.");
        db.Add(file);
        return file;
    }

    /// <summary>The scan of what was signed; one for each copy, never replaced.</summary>
    public async Task<Refusal?> SignAsync(PaperCopy copy, IFormFile? upload, DateOnly? signedOn, CancellationToken ct)
    {
        if (copy.IsVoid || copy.IsSigned)
            return new(copy.IsVoid ? "这份文书已作废，不能再上传签字件。" : "这份文书已有签字件，签字件不能替换。确实传错的，请作废这份文书后重新生成。");
        if (upload is null || upload.Length == 0)
            return new("请选择签字后的扫描件或照片。", "Upload");
        if (Path.GetExtension(upload.FileName).ToLowerInvariant() is not (".pdf" or ".jpg" or ".jpeg" or ".png") || !Attachment.Kinds.TryGetValue(Path.GetExtension(upload.FileName), out var type))
            return new("签字件请上传 PDF、JPG 或 PNG。", "Upload");
        if (signedOn is not { } day || day > clock.Today || day < Clock.Day(copy.At).AddYears(-1))
            return new("请填写签字日期，不能晚于今天。", "SignedOn");
        await using var content = upload.OpenReadStream();
        if (await store.SaveAsync(content, upload.FileName, type, user.Login, copy.Division, "paper", Attachment.Limit, ct) is not { } file)
            return new($"文件超过 {Attachment.Limit >> 20} MB，请压缩或分开上传。", "Upload");
        db.Act = user.Acts($"上传签字件：{copy.Title}");
        db.Add(file);
        copy.Sign(file.Id, file.Name, file.Hash, day, db.Act.By, clock.Now);
        await db.SaveChangesAsync(ct);
        return null;
    }

    public async Task<Refusal?> VoidAsync(PaperCopy copy, string? why, CancellationToken ct)
    {
        if (copy.IsVoid)
            return new("这份文书已作废。");
        if (string.IsNullOrWhiteSpace(why) || why.Length > 200)
            return new("请写明作废原因（200 字以内）。", "Why");
        db.Act = user.Acts($"作废文书：{copy.Title}", why.Trim());
        copy.Void(why.Trim(), db.Act.By, clock.Now);
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>The bytes as they were issued; null where the file is gone or no longer what it was.</summary>
    public async Task<byte[]?> ReadAsync(Guid file, string hash, CancellationToken ct)
    {
        if (!store.Exists(file))
            return null;
        await using var content = store.Open(file);
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, ct);
        var bytes = whole.ToArray();
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash ? bytes : null;
    }

    /// <summary>The sheet again, where the template has not changed since.</summary>
    public async Task<Paper?> AgainAsync(PaperCopy copy, CancellationToken ct)
    {
        if (book.Find(copy.Code) is not { } template || template.Version != copy.TemplateVersion || !store.Exists(copy.DataId))
            return null;
        await using var content = store.Open(copy.DataId);
        using var whole = new MemoryStream();
        await content.CopyToAsync(whole, ct);
        return template.Fill(PaperData.FromJson(whole.ToArray()));
    }
}
