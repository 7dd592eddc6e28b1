using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;

namespace Xianjie.Overview.Supervision;

/// <summary>Who may be made to answer: role, place, and for a department its name.</summary>
internal sealed record SupervisedUnit(string Key, string Title, string Role, string? Department, long Division);

/// <summary>责任单位 for a figure of a place: the county's monitors, its townships and departments; for a township or village itself and those above it.</summary>
internal sealed class SupervisedUnits(XianjieDb db, Places places, Scope scope, CurrentUser user)
{
    /// <summary>The one that answers unless another is chosen comes first.</summary>
    public async Task<IReadOnlyList<SupervisedUnit>> OfAsync(long place, CancellationToken ct)
    {
        var (county, level) = (place / 1_000_000 * 1_000_000, places.Find(place)?.Level);
        var units = new List<SupervisedUnit>();
        if (level == DivisionLevel.Village)
            units.AddRange([Township(place / 1000 * 1000), new($"v:{place}", places.Path(place), Roles.Collector, null, place)]);
        else if (level == DivisionLevel.Township)
            units.Add(Township(place));
        units.Add(new("c", $"{places.Name(county)}监测员", Roles.Monitor, null, county));
        if (level is not (DivisionLevel.Village or DivisionLevel.Township))
            units.AddRange(places.Children(place).Select(t => Township(t.Code)));
        var departments = await db.Set<User>().AsNoTracking().Where(u => u.Role == Roles.Department && !u.Disabled && u.Department != null && u.Division == county).Select(u => u.Department!).Distinct().OrderBy(d => d).ToListAsync(ct);
        units.AddRange(departments.Select(d => new SupervisedUnit($"d:{d}", d, Roles.Department, d, county)));
        // A township's leader speaks to the own township, not to the county
        var own = Scope.Of(user.Division);
        return [.. units.Where(u => own.Covers(u.Division) && scope.Covers(Narrower(place, u.Division)))];
    }

    /// <summary>Where an order about a place stands so that the unit sees it and nobody beside it.</summary>
    public static long Narrower(long place, long unit) => Scope.Of(place).Covers(unit) ? unit : place;

    private SupervisedUnit Township(long code) => new($"t:{code}", places.Name(code), Roles.Clerk, null, code);
}
