using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.Registry.Import;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Registry;

/// <summary>Large loads into an empty registry: killed ones leave nothing, and whatever was taken off for speed is there again afterwards.</summary>
public sealed class ImportLoadTests
{
    private const int Rows = 60_000;

    /// <summary>Each database, and SQLite also when nobody else has it open, where a load uses another journal.</summary>
    public static TheoryData<string, bool> Loads
    {
        get
        {
            var loads = new TheoryData<string, bool>();
            foreach (var row in TestDatabases.All)
                loads.Add(row, true);
            loads.Add("sqlite", false);
            return loads;
        }
    }

    [Theory, MemberData(nameof(Loads))]
    public async Task A_killed_process_leaves_all_or_nothing(string database, bool shared)
    {
        await using var site = await Site.StartAsync(database);
        var path = Path.Combine(site.Folder, "户.csv");
        await File.WriteAllBytesAsync(path, ImportRows.Households([.. Enumerable.Range(1, Rows).Select(i => ($"H{i}", Site.VillageA1))]));
        var before = await IndexesAsync(site);
        if (!shared)
            site.Services.GetRequiredService<Database>().CloseIdle();
        await KillInMidImportAsync(path, site.Folder, site.Services.GetRequiredService<Database>());
        await using var db = site.Open();
        var households = await db.Set<Household>().CountAsync();
        Assert.Contains(households, new[] { 0, Rows });
        Assert.Equal(households, await db.Set<Change>().CountAsync(c => c.Object == "Household"));
        Assert.Equal(before, await IndexesAsync(site));
        var again = await site.Services.GetRequiredService<DiskImport>().RunAsync(path, null, null, null, default);
        Assert.Equal(Rows, again.Value.Outcome.Counts.Good);
        Assert.Equal((Rows, Rows), (await db.Set<Household>().CountAsync(), await db.Set<Change>().CountAsync(c => c.Object == "Household")));
        Assert.Equal(before, await IndexesAsync(site));
    }

    /// <summary>Kills once the tables have grown: well inside the one transaction.</summary>
    private static async Task KillInMidImportAsync(string path, string folder, Database database)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "xianjie.dll"), "import", "households", path, "--data", folder, "--database", database.Connection])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var before = await SizeAsync(database);
        using var process = Process.Start(start)!;
        for (var i = 0; i < 1200 && !process.HasExited && await SizeAsync(database) < before + 3_000_000; i++)
            await Task.Delay(50);
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private static async Task<long> SizeAsync(Database database)
    {
        if (!database.IsPostgres)
            return Directory.EnumerateFiles(Path.GetDirectoryName(database.Connection)!, Path.GetFileName(database.Connection) + "*").Sum(f => new FileInfo(f) is { Exists: true } file ? file.Length : 0);
        await using var connection = database.OpenRaw();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT pg_relation_size('household')";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task A_load_that_breaks_off_gives_the_indexes_back(string database)
    {
        await using var site = await Site.StartAsync(database);
        var before = await IndexesAsync(site);
        var path = Path.Combine(site.Folder, "户.csv");
        await File.WriteAllBytesAsync(path, ImportRows.Households([.. Enumerable.Range(1, 3000).Select(i => ($"H{i}", Site.VillageA1))]));
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => site.Services.GetRequiredService<DiskImport>().RunAsync(path, null, null, rows => { if (rows >= 2000) stop.Cancel(); }, stop.Token));
        Assert.Equal(before, await IndexesAsync(site));
        Assert.NotEmpty(before);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task The_people_of_a_list_are_its_present_members_whatever_was_declared(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var households = $"户编号,行政村代码,户类型,户属性,家庭人口\nH1,{Site.VillageA1},一般农户,普通户,9\nH2,{Site.VillageA2},一般农户,普通户,1\n";
        await ImportRows.SendAsync(site, clerk, "户.csv", Encoding.UTF8.GetBytes(households));
        await ImportRows.SendAsync(site, clerk, "人.csv", ImportRows.Members(("H1", ImportRows.Id(1), "张三", "户主"), ("H1", ImportRows.Id(2), "李四", "配偶"), ("H2", ImportRows.Id(3), "王五", "户主")));
        var list = await clerk.PageAsync("/households");
        Assert.Equal(["2", "3"], list.QuerySelectorAll(".total b").Select(b => b.TextContent));
        Assert.Equal(["2", "1"], list.QuerySelectorAll("td[data-col=members]").Select(c => c.TextContent.Trim()));
        var found = await clerk.PageAsync("/households?name=" + Uri.EscapeDataString("李四"));
        Assert.Equal(["1", "2"], found.QuerySelectorAll(".total b").Select(b => b.TextContent));
        await using var db = site.Open();
        Assert.Equal(9, (await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "H1")).MemberCount);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Rows_without_a_household_number_go_by_their_householder(string database)
    {
        await using var site = await Site.StartAsync(database);
        var clerk = await site.SignInAsync("clerk");
        var (head, wife, other) = (ImportRows.Id(1), ImportRows.Id(2), ImportRows.Id(3));
        var csv = $"户编号,行政村代码,户类型,户属性,户主证件号码,姓名,证件号码,与户主关系\n,{Site.VillageA1},一般农户,普通户,{head},张三,{head},户主\n,{Site.VillageA1},一般农户,普通户,{head},李四,{wife},配偶\n,{Site.VillageA1},一般农户,普通户,,王五,{other},户主\n,{Site.VillageA1},一般农户,普通户,,赵六,{ImportRows.Id(4)},配偶\n";
        var sent = await ImportRows.SendAsync(site, clerk, "导出.csv", Encoding.UTF8.GetBytes(csv));
        Assert.Equal((3, 1), (sent.Counts.Good, sent.Counts.Bad));
        await using (var db = site.Open())
        {
            var households = await db.Set<Household>().OrderBy(h => h.HeadName).ToListAsync();
            Assert.Equal(["张三", "王五"], households.Select(h => h.HeadName).Order(StringComparer.Ordinal));
            Assert.All(households, h => Assert.DoesNotContain(head[6..], h.HouseholdNo, StringComparison.Ordinal));
            Assert.Equal(2, households.Single(h => h.HeadName == "张三").Present);
        }
        // Again, and for a householder who has a number of their own by now
        Assert.Equal(3, (await ImportRows.SendAsync(site, clerk, "导出.csv", Encoding.UTF8.GetBytes(csv))).Counts.Unchanged);
        await ImportRows.SendAsync(site, clerk, "户.csv", ImportRows.Households(("H9", Site.VillageA2)));
        await ImportRows.SendAsync(site, clerk, "人.csv", ImportRows.Members(("H9", ImportRows.Id(5), "周七", "户主")));
        var child = await ImportRows.SendAsync(site, clerk, "人.csv", Encoding.UTF8.GetBytes($"户编号,户主身份证号,姓名,身份证号,与户主关系\n,{ImportRows.Id(5)},周小七,{ImportRows.Id(6)},之子\n"));
        Assert.Equal((1, 0), (child.Counts.Good, child.Counts.Bad));
        await using var after = site.Open();
        Assert.Equal(2, (await after.Set<Household>().SingleAsync(h => h.HouseholdNo == "H9")).Present);
    }

    [Theory, MemberData(nameof(TestDatabases.All), MemberType = typeof(TestDatabases))]
    public async Task Measures_of_the_national_export_come_in_from_their_group_columns(string database)
    {
        await using var site = await Site.StartAsync(database);
        var monitor = await site.SignInAsync("monitor");
        var csv = $"户编号,行政村代码,户类型,户属性,姓名,证件号码,与户主关系,产业帮扶,健康帮扶,搬迁\nN1,{Site.VillageA1},边缘易致贫户,未消除,张三,{ImportRows.Id(1)},户主,发展生产、技术指导,参加大病保险,无\nN1,{Site.VillageA1},边缘易致贫户,未消除,李四,{ImportRows.Id(2)},配偶,发展生产、技术指导,参加大病保险,无\n";
        var sent = await ImportRows.SendAsync(site, monitor, "导出.csv", Encoding.UTF8.GetBytes(csv));
        Assert.Equal((2, 0, 3), (sent.Counts.Good, sent.Counts.Bad, sent.Counts.Added["帮扶措施"]));
        await ImportRows.SendAsync(site, monitor, "导出.csv", Encoding.UTF8.GetBytes(csv));
        await using var db = site.Open();
        Assert.Equal(["产业帮扶/发展生产", "产业帮扶/技术指导", "健康帮扶/参加大病保险"],
            (await db.Set<Measure>().ToListAsync()).Select(m => $"{m.MeasureGroup}/{m.Name}").Order(StringComparer.Ordinal));
    }

    private static async Task<List<string>> IndexesAsync(Site site)
    {
        var database = site.Services.GetRequiredService<Database>();
        await using var connection = database.OpenRaw();
        await using var command = connection.CreateCommand();
        command.CommandText = database.IsPostgres ? "SELECT indexname FROM pg_indexes WHERE tablename = 'household'" : "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'household'";
        var names = new List<string>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            names.Add(rows.GetString(0));
        return [.. names.Order(StringComparer.Ordinal)];
    }
}
