using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;

namespace Xianjie.Overview;

internal static class PlaceTrail
{
    /// <summary>The places from the person's own area down to the one shown.</summary>
    public static IReadOnlyList<Places.Place> Of(Places places, Scope scope, long here)
    {
        var trail = new List<Places.Place>();
        for (var place = places.Find(here); place is not null && scope.Covers(place.Code); place = place.Parent is { } up ? places.Find(up) : null)
            trail.Insert(0, place);
        return trail;
    }
}
