using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Indicators;

/// <summary>务工人数与分布: who works, and how far from home, by the place of work of the register (down to the county).</summary>
internal sealed class WorkIndicators(XianjieDb db, Places places, CurrentUser user) : IIndicatorSource
{
    private static readonly Expression<Func<Person, IndicatorRow>> show = p =>
        new IndicatorRow(p.Id, p.Name, "/households/" + p.HouseholdId + "?tab=members", p.Division, (p.WorkPlace ?? "未填地点") + " " + p.WorkMonths + " 个月", 1);

    public Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct)
    {
        var workers = db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && p.WorkMonths > 0);
        var sets = key == "workers" ? new IndicatorSets(RowSet.Of(workers, show), null) : Where(key, workers) is { } some ? new(RowSet.Of(some, show), RowSet.Of(workers, show)) : null;
        return Task.FromResult(sets);
    }

    private IQueryable<Person>? Where(string key, IQueryable<Person> workers)
    {
        var (county, city, province) = Home();
        var placed = workers.Where(p => p.WorkPlace != null && p.WorkPlace != "");
        return key switch
        {
            "workers-unknown" => workers.Where(p => p.WorkPlace == null || p.WorkPlace == ""),
            "workers-county" => placed.Where(p => p.WorkPlace!.Contains(county)),
            "workers-city" => placed.Where(p => !p.WorkPlace!.Contains(county) && p.WorkPlace.Contains(city)),
            "workers-province" => placed.Where(p => !p.WorkPlace!.Contains(county) && !p.WorkPlace.Contains(city) && p.WorkPlace.Contains(province)),
            "workers-away" => placed.Where(p => !p.WorkPlace!.Contains(county) && !p.WorkPlace.Contains(city) && !p.WorkPlace.Contains(province)),
            _ => null,
        };
    }

    /// <summary>The names of the county and of what it lies in; a county directly under its province has no city of its own.</summary>
    private (string County, string City, string Province) Home()
    {
        var county = places.Find(user.Area / 1_000_000 * 1_000_000);
        var city = county?.Parent is { } up ? places.Find(up) : null;
        var province = city?.Parent is { } top ? places.Find(top) : null;
        var name = county?.Name ?? "本县";
        return (name, city?.Name ?? name, province?.Name ?? city?.Name ?? name);
    }
}
