using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Demo.Feeds;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Verbs;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Comparison;

public sealed class VerbTests
{
    [Fact]
    public async Task The_demo_county_opens_delivered_screened_visited_and_with_work_waiting()
    {
        using var place = TestPlace.Empty("sqlite");
        var folder = place.Folder;
        Assert.Equal(0, await Commands.RunAsync(["demo", "--people", "3000", "--data", folder]));
        var database = new Database(Path.Combine(folder, "xianjie.db"));
        await using (var db = database.Open(Scope.All(), TimeProvider.System))
        {
            var delivered = await db.Set<Delivery>().Where(d => d.State == DeliveryState.Accepted).Select(d => d.Feed).Distinct().ToListAsync();
            Assert.True(delivered.Count >= FeedLayouts.All.Length, string.Join('、', delivered));
            Assert.Equal([new DateOnly(2026, 9, 30), new DateOnly(2026, 10, 31)], await db.Set<ScreeningRun>().OrderBy(r => r.AsOf).Select(r => r.AsOf).ToListAsync());
            Assert.True(await db.Set<TruthRow>().AnyAsync(t => t.AtRisk));
            Assert.True(await db.Set<Visit>().AnyAsync());
            Assert.True(await db.Set<WorkItem>().AnyAsync(w => w.State == WorkState.Open));
        }
        var before = await CountAsync(database);
        Assert.Equal(0, await Commands.RunAsync(["screen", "--month", "2026-10", "--what-if", "单次住院自付线/其他=20000", "--data", folder]));
        Assert.Equal(1, await Commands.RunAsync(["screen", "--month", "2026-10", "--what-if", "没有=1", "--data", folder]));
        Assert.Equal(before, await CountAsync(database));
        // Households that were identified since the last run are now held to the lines of monitored ones, so the first run may find more.
        Assert.Equal(0, await Commands.RunAsync(["screen", "--month", "2026-10", "--data", folder]));
        before = await CountAsync(database);
        Assert.Equal(0, await Commands.RunAsync(["screen", "--month", "2026-10", "--data", folder]));
        var after = await CountAsync(database);
        Assert.Equal((before.Clues, before.Runs + 1), after);
        Assert.Equal(1, await Commands.RunAsync(["import", "feed", "机动车", Path.Combine(folder, "work", "demo", "departments", "机动车.csv"), "--data", folder]));
    }

    [Fact]
    public async Task A_folder_of_files_is_screened_without_a_database()
    {
        var folder = Directory.CreateTempSubdirectory("xianjie-files-").FullName;
        Assert.Equal(0, await Commands.RunAsync(["demo", "--people", "3000", "--out", folder]));
        var (hits, output) = (Path.Combine(folder, "hits.csv"), new StringWriter());
        Assert.Equal(0, await Commands.RunAsync(["screen", "files", folder, "--as-of", "2026-10-31", "--out", hits, "--json"], output));
        var told = System.Text.Json.JsonDocument.Parse(output.ToString()).RootElement;
        var lines = await File.ReadAllLinesAsync(hits);
        Assert.True(told.GetProperty("hits").GetInt32() > 50, output.ToString());
        Assert.Equal(told.GetProperty("hits").GetInt32(), lines.Count(l => char.IsAsciiLetterUpper(l[0])));
        Assert.Contains(lines, l => l.StartsWith("YB-3,", StringComparison.Ordinal) && l.Contains("住院", StringComparison.Ordinal));
        File.Delete(Path.Combine(folder, "registry", "成员.csv"));
        Assert.Equal(1, await Commands.RunAsync(["screen", "files", folder]));
        Assert.Equal(1, await Commands.RunAsync(["screen", "files", folder, "--as-of", "十月"]));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Every_shipped_rule_passes_its_own_tests() => Assert.Equal(0, await Commands.RunAsync(["rules", "test"]));

    private static async Task<(int Clues, int Runs)> CountAsync(Database database)
    {
        await using var db = database.Open(Scope.All(), TimeProvider.System);
        return (await db.Set<Clue>().CountAsync(), await db.Set<ScreeningRun>().CountAsync());
    }
}
