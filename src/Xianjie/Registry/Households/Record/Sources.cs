using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Registry.Households.Record;

/// <summary>Where each value of a row came from: the change that set it last.</summary>
internal sealed class Sources(XianjieDb db)
{
    private const int Most = 100;

    /// <summary>Property name → words, by row.</summary>
    public async Task<IReadOnlyDictionary<Guid, IReadOnlyDictionary<string, string>>> OfAsync(IReadOnlyCollection<Guid> rows, CancellationToken ct)
    {
        var changes = await db.Set<Change>().AsNoTracking().Where(c => rows.Contains(c.ObjectId) && c.After != null).OrderByDescending(c => c.At)
            .Select(c => new { c.ObjectId, c.At, c.By, c.What, c.Evidence, c.Before, c.After }).Take(Most * Math.Max(1, rows.Count)).ToListAsync(ct);
        var found = new Dictionary<Guid, IReadOnlyDictionary<string, string>>();
        foreach (var own in changes.GroupBy(c => c.ObjectId))
        {
            var words = new Dictionary<string, string>();
            foreach (var change in own)
            {
                foreach (var property in ChangeWords.Values(change.After).Keys.Union(ChangeWords.Values(change.Before).Keys))
                    words.TryAdd(property, $"来源：{change.What}{(change.Evidence is null ? string.Empty : "（" + change.Evidence + "）")}，{change.By}，{Clock.Local(change.At):yyyy-MM-dd HH:mm}");
            }
            found[own.Key] = words;
        }
        return found;
    }
}
