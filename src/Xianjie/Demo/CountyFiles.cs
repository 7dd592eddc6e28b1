using Xianjie.Demo.Feeds;
using Xianjie.Demo.Land;
using Xianjie.Demo.Registry;
using Xianjie.Demo.Writing;

namespace Xianjie.Demo;

/// <summary>The open files of a county in the making.</summary>
internal sealed class CountyFiles : IDisposable
{
    private const int NewMonths = FeedSheet.Parts - 1;
    private readonly DemoOptions options;
    private readonly OutputFile divisions, groups, truth, defects;
    private readonly OutputFile[] registry;
    private readonly OutputFile[] history;
    private readonly OutputFile[][] months;
    private long mapBytes;

    public CountyFiles(World world)
    {
        options = world.Options;
        divisions = Open("divisions.csv", Divisions.Header);
        groups = Open("groups.csv", Divisions.GroupHeader);
        truth = Open("truth.csv", VillageOutput.TruthHeader);
        defects = Open("defects.csv", VillageOutput.DefectHeader);
        registry = [.. RegistryFiles.All.Select(file => Open($"registry/{file.Name}.csv", file.Header))];
        history = [.. FeedLayouts.All.Select(layout => Open("departments", layout))];
        months = [.. Enumerable.Range(0, NewMonths).Select(back => world.Period.End.AddMonths(back - NewMonths))
            .Select(month => FeedLayouts.All.Select(layout => Open($"departments-monthly/{month.Year:0000}-{month.Month:00}", layout)).ToArray())];
    }

    public void WritePlan(World world)
    {
        Divisions.Write(world.Plan, divisions, groups);
        mapBytes = GeoJson.Write(world.Plan, CountyMap.Draw(world.Plan, options.Seed), Path.Combine(options.OutDir, "map.geojson"));
    }

    public void Add(VillageOutput village)
    {
        for (var file = 0; file < registry.Length; file++)
            registry[file].Add(village.Registry[file]);
        for (var feed = 0; feed < history.Length; feed++)
        {
            history[feed].Add(village.Sheets[feed].Part(0));
            for (var month = 0; month < NewMonths; month++)
                months[month][feed].Add(village.Sheets[feed].Part(month + 1));
        }
        truth.Add(village.Truths);
        defects.Add(village.Defects);
    }

    /// <summary>Puts the newest months behind the history of every feed, but for those held back.</summary>
    public void Finish()
    {
        for (var month = 0; month < NewMonths - options.HoldBack; month++)
            for (var feed = 0; feed < history.Length; feed++)
                history[feed].Append(months[month][feed]);
        foreach (var file in All)
            file.Flush();
    }

    public long Bytes => All.Sum(file => file.Bytes) + mapBytes;

    public IReadOnlyList<DemoFile> List() =>
        [.. All.Select(file => new DemoFile(file.Path, file.Rows, file.Bytes)), new DemoFile("map.geojson", 0, mapBytes)];

    public void Dispose()
    {
        foreach (var file in All)
            file.Dispose();
    }

    private IEnumerable<OutputFile> All => [divisions, groups, truth, defects, .. registry, .. history, .. months.SelectMany(month => month)];

    private OutputFile Open(string path, string[] header) => new(options.OutDir, path, header);

    private OutputFile Open(string folder, FeedLayout layout) =>
        new(options.OutDir, $"{folder}/{layout.Fact}.csv", options.Dirt > 0 ? layout.OfficeHeader : layout.Columns, options.WritesGbk && layout.GbkOffice, layout.ByteOrderMark && options.Dirt > 0);
}
