using Xianjie.Platform.Divisions;

namespace Xianjie.Monitoring.Letters.Import;

/// <summary>Villages of an area by the names that offices write.</summary>
internal sealed class VillageNames
{
    private readonly Dictionary<(string Town, string Village), long> full = [];
    private readonly Dictionary<string, long?> single = [];
    private readonly Dictionary<string, long> towns = [];
    private readonly long area;

    public VillageNames(Places places, long area)
    {
        this.area = area;
        Walk(places, area, places.Find(area) is { Level: DivisionLevel.Village, Parent: { } up } ? places.Name(up) : string.Empty);
    }

    /// <summary>The village; the township where only that is named; the whole area where neither is.</summary>
    public long? Find(string? town, string? village)
    {
        var (t, v) = (Plain(town), Plain(village));
        return v.Length == 0 ? t.Length == 0 ? area : towns.TryGetValue(t, out var place) ? place : null
            : t.Length > 0 ? full.TryGetValue((t, v), out var both) ? both : null
            : single.GetValueOrDefault(v);
    }

    private void Walk(Places places, long code, string town)
    {
        if (places.Find(code) is not { } place)
            return;
        if (place.Level == DivisionLevel.Village)
        {
            full.TryAdd((Plain(town), Plain(place.Name)), code);
            // A name that two townships have is no name by itself
            single[Plain(place.Name)] = single.ContainsKey(Plain(place.Name)) ? null : code;
            return;
        }
        if (place.Level == DivisionLevel.Township)
            towns.TryAdd(Plain(place.Name), code);
        foreach (var child in places.Children(code))
            Walk(places, child.Code, place.Level == DivisionLevel.Township ? place.Name : town);
    }

    private static string Plain(string? name)
    {
        var text = (name ?? string.Empty).Trim();
        foreach (var tail in (string[])["村民委员会", "社区居民委员会", "居民委员会", "居委会", "村委会", "社区", "村"])
        {
            if (text.Length > tail.Length + 1 && text.EndsWith(tail, StringComparison.Ordinal))
                return text[..^tail.Length];
        }
        return text;
    }
}
