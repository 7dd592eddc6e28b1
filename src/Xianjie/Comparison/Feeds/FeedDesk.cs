using Xianjie.Comparison.Rules;
using Xianjie.Platform.Access;
using Xianjie.Platform.Time;
using Xianjie.Screening;

namespace Xianjie.Comparison.Feeds;

/// <summary>The feeds that someone may see: a department officer the department's own, others all.</summary>
internal sealed class FeedDesk(RuleBook book, CurrentUser user)
{
    public bool SeesAll => !user.IsOfDepartment;

    public IReadOnlyList<FactTable> Mine => SeesAll ? book.Feeds : [.. book.Feeds.Where(f => f.Department == user.Department)];

    /// <summary>The feed by English (or Chinese) name; null where it is unknown or another department's.</summary>
    public FactTable? Find(string name) => book.Catalogue[name] is { } fact && Mine.Contains(fact) ? fact : null;

    public bool Sees(Delivery delivery) => SeesAll || delivery.Department == user.Department;

    /// <summary>Feeds of which nothing has been taken since the first of the month.</summary>
    public static IEnumerable<FactTable> Missing(IEnumerable<FactTable> feeds, IEnumerable<Delivery> deliveries, DateOnly today)
    {
        var sent = deliveries.Where(d => d.Counts && Clock.Day(d.At) >= today.AddDays(1 - today.Day)).Select(d => d.Feed).ToHashSet(StringComparer.Ordinal);
        return feeds.Where(f => !sent.Contains(f.Name));
    }

    /// <summary>Restricts rows to the own department.</summary>
    public IQueryable<Delivery> Within(IQueryable<Delivery> rows) => SeesAll ? rows : rows.Where(d => d.Department == user.Department);
}
