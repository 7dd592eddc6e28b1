using System.Globalization;
using Xianjie.Platform.Parameters;

namespace Xianjie.Platform.SmallCells;

/// <summary>Counts of places as they may be published: what is left out stands as 〈k.</summary>
internal sealed class PublishedCounts(int threshold)
{
    public const string Key = "公开统计最小人数";

    public static PublishedCounts In(ParameterValues values, long division) => new(values.Whole(Key, division));

    public string Mark => string.Create(CultureInfo.InvariantCulture, $"<{threshold}或为保护隐私不公开");

    /// <summary>The texts of a list and of its total.</summary>
    public (IReadOnlyList<string> Texts, string Total) Of(IReadOnlyList<int> counts)
    {
        var hidden = SmallCells.Hidden(counts, threshold);
        return ([.. counts.Select((n, i) => Text(n, hidden[i]))], Text(counts.Sum(), hidden[counts.Count]));
    }

    private string Text(int count, bool isHidden) => isHidden ? Mark : count.ToString("N0", CultureInfo.InvariantCulture);
}
