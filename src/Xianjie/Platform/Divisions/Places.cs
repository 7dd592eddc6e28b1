using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Divisions;

/// <summary>Names and parents of places, read once and kept; <see cref="Forget"/> after an import of divisions.</summary>
internal sealed class Places(Database database, TimeProvider time)
{
    public sealed record Place(long Code, string Name, DivisionLevel Level, long? Parent)
    {
        /// <summary>The name as people say it: without the committee that heads a village or community.</summary>
        public string Short { get; } = Level == DivisionLevel.Village ? PlaceNames.Short(Name) : Name;
    }

    private readonly ConcurrentDictionary<long, Place?> known = new();
    private readonly ConcurrentDictionary<long, IReadOnlyList<Place>> children = new();

    public string Name(long code) => Find(code)?.Name ?? code.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Township and village, as people say it: 青禾镇 · 大坪村, not 大坪村村民委员会.</summary>
    public string Path(long code, DivisionLevel below = DivisionLevel.County)
    {
        var names = new List<string>();
        for (var place = Find(code); place is not null && place.Level > below; place = place.Parent is { } up ? Find(up) : null)
            names.Insert(0, place.Short);
        return names.Count == 0 ? Name(code) : string.Join(" · ", names);
    }

    public Place? Find(long code) => known.GetOrAdd(code, c =>
    {
        using var db = database.Open(Access.Scope.All(), time);
        return db.Set<Division>().AsNoTracking().Where(d => d.Code == c).Select(d => new Place(d.Code, d.Name, d.Level, d.Parent)).FirstOrDefault();
    });

    public IReadOnlyList<Place> Children(long code) => children.GetOrAdd(code, c =>
    {
        using var db = database.Open(Access.Scope.All(), time);
        var list = db.Set<Division>().AsNoTracking().Where(d => d.Parent == c && d.ValidTo == null).OrderBy(d => d.Code)
            .Select(d => new Place(d.Code, d.Name, d.Level, d.Parent)).ToList();
        foreach (var place in list)
            known[place.Code] = place;
        return list;
    });

    public void Forget()
    {
        known.Clear();
        children.Clear();
    }
}
