using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Files.Photos;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.SelfReport;

/// <summary>
/// The photo of a form while the form is not yet taken: kept encrypted for a day, so that whoever has to correct a field need not choose it
/// again. Only the sealed token inside that very form leads to it.
/// </summary>
internal sealed class PhotoDrafts(XianjieDb db, WriteGate gate, FileStore files, Seal seal, Clock clock)
{
    public const long Limit = 10 << 20;
    private const string Draft = "letter-draft", Taken = "letter-photo";

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Keeps the photo; null where this address has left too many behind within the hour.</summary>
    public async Task<Guid?> KeepAsync(PlainPhoto photo, long village, byte[] address, int most, CancellationToken ct)
    {
        var (by, hour) = ($"公众申报 {Convert.ToHexStringLower(address)[..12]}", clock.Now.AddHours(-1));
        if (await db.Set<StoredFile>().IgnoreQueryFilters().CountAsync(f => f.By == by && f.At >= hour && f.Purpose == Draft, ct) >= most) // only a number, beyond any area
            return null;
        using var content = new MemoryStream(photo.Content, writable: false);
        if (await files.SaveAsync(content, "申报照片" + photo.Ending, photo.Type, by, village, Draft, Limit, ct) is not { } file)
            return null;
        using var turn = await gate.EnterAsync(ct);
        db.Add(file.Until(clock.Now + Kept));
        await db.SaveChangesAsync(ct);
        return file.Id;
    }

    /// <summary>What the form carries to find its photo again; useless with another form.</summary>
    public string Token(Guid photo, Guid form) => WebEncoders.Base64UrlEncode(seal.Close([.. photo.ToByteArray(), .. form.ToByteArray()], Sealed.Form));

    /// <summary>The photo that a form brought along; null where the token is not of this form or the photo's day is over.</summary>
    public async Task<Guid?> FindAsync(string? token, Guid form, CancellationToken ct)
    {
        if (Read(token) is not { } read || read.Form != form)
            return null;
        var now = clock.Now;
        return await db.Set<StoredFile>().AnyAsync(f => f.Id == read.Photo && f.Purpose == Draft && f.ExpiresAt > now, ct) ? read.Photo : null;
    }

    /// <summary>The form was taken: its photo stays.</summary>
    public Task TakeAsync(Guid photo, CancellationToken ct) => db.Set<StoredFile>().Where(f => f.Id == photo && f.Purpose == Draft)
        .ExecuteUpdateAsync(s => s.SetProperty(f => f.ExpiresAt, (DateTimeOffset?)null).SetProperty(f => f.Purpose, Taken), ct);

    private (Guid Photo, Guid Form)? Read(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 200)
            return null;
        try
        {
            var bytes = seal.OpenBytes(WebEncoders.Base64UrlDecode(token), Sealed.Form);
            return bytes.Length == 32 ? (new Guid(bytes.AsSpan(0, 16)), new Guid(bytes.AsSpan(16))) : null;
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
