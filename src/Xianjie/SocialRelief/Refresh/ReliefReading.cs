using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.SocialRelief.Benefits;

namespace Xianjie.SocialRelief.Refresh;

/// <summary>
/// Reads all accepted deliveries of the feeds that tell of social protection, oldest first, so that later rows replace earlier ones and
/// what was withdrawn is gone.
/// </summary>
internal sealed class ReliefReading(FileStore files, Seal seal)
{
    private static readonly string[] Others = ["家医签约", "慢病随访", "大病确诊"];

    public static string[] Feeds => [.. BenefitKinds.Readers.Keys, .. Others];

    /// <summary>Persons by village.</summary>
    public async Task<ILookup<long, PersonRelief>> ReadAsync(XianjieDb db, long from, long below, JobRun run)
    {
        var feeds = Feeds;
        var deliveries = await db.Set<Delivery>().AsNoTracking().Where(d => d.Division >= from && d.Division < below && d.State == DeliveryState.Accepted && d.PartId != null && feeds.Contains(d.Feed))
            .OrderBy(d => d.At).ThenBy(d => d.Id).ToListAsync(run.Cancelled);
        var people = await DeliveredRows.PeopleAsync(db, from, below, run.Cancelled);
        var found = new Dictionary<Guid, PersonRelief>();
        var rows = new DeliveredRows(files, seal);
        foreach (var (at, delivery) in deliveries.Index())
        {
            run.Report(at * 40 / deliveries.Count, $"读取{delivery.Feed}");
            foreach (var (who, cells) in rows.Read(delivery, people))
            {
                if (!found.TryGetValue(who.Id, out var person))
                    found.Add(who.Id, person = new PersonRelief(who));
                person.Take(delivery.Feed, cells);
            }
        }
        return found.Values.ToLookup(p => p.Who.Division);
    }
}
