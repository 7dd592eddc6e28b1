using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Web;

/// <summary>
/// Two people saved the same record at the same instant, and this request came second: who came first and what they did, and what was
/// typed here, so that nothing has to be written twice. Forms that compare versions themselves show both sides field by field instead.
/// </summary>
internal sealed record Collision(IReadOnlyList<string> Meanwhile, IReadOnlyList<string> Typed, string Form)
{
    private const int LastChanges = 3, ShortestText = 2;

    /// <param name="db">After its transaction was rolled back.</param>
    public static async Task<Collision> ReadAsync(XianjieDb db, Exception broken, HttpRequest request)
    {
        var records = broken is DbUpdateException update ? update.Entries.Select(e => e.Entity).OfType<IRecorded>().Select(r => r.Id).ToList() : [];
        var changes = records.Count == 0 ? [] : await db.Set<Change>().AsNoTracking().Where(c => records.Contains(c.ObjectId))
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(LastChanges).ToListAsync();
        return new([.. changes.Select(c => $"{Clock.Local(c.At):MM-dd HH:mm} {c.By} {c.What}{(c.Why is null ? string.Empty : "：" + c.Why)}")],
            [.. Words(request)], request.PathBase + request.Path);
    }

    /// <summary>What a person wrote, without keys, numbers and choices.</summary>
    private static IEnumerable<string> Words(HttpRequest request) => !request.HasFormContentType ? [] :
        request.Form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal) && !f.Key.Contains("Password", StringComparison.OrdinalIgnoreCase))
            .SelectMany(f => f.Value).OfType<string>().Select(v => v.Trim())
            .Where(v => v.Length >= ShortestText && v.Any(c => c > '\u2E7F')).Distinct();
}
