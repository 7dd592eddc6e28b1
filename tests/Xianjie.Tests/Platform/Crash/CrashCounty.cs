using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit.Alerts;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Jobs;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Crash;

/// <summary>A county whose real server and import processes are killed while people decide, files come in, screening runs and backups are made.</summary>
internal sealed class CrashCounty : IAsyncDisposable
{
    public const int Rows = 1500, Homes = 150, LedgerRows = 5_200, MostOpen = 8;
    private const string Ledger = "governance-matters";
    private readonly Random random;
    private int rounds;

    public Site Site { get; }
    public List<Guid> Work { get; } = [];
    public HashSet<Guid> Confirmed { get; } = [];
    public List<(string Prefix, string Path, bool Confirmed)> Imports { get; } = [];
    public List<Guid> Screenings { get; } = [];

    /// <summary>Jobs that take a long file into a ledger.</summary>
    public List<Guid> Loads { get; } = [];
    public string Backups => Path.Combine(Site.Folder, "backups");
    private Database Database => Site.Services.GetRequiredService<Database>();

    private CrashCounty(Site site, int seed) => (Site, random) = (site, new Random(seed));

    public static async Task<CrashCounty> PlantAsync(string database, int seed)
    {
        var county = new CrashCounty(await Site.StartAsync(database), seed);
        await Comparison.KilledRunTests.PlantAsync(county.Site, Homes);
        // The servers that die live by the real clock: what is sent in here must not have run out by theirs
        if (TimeProvider.System.GetUtcNow() - county.Site.Clock.GetUtcNow() is { } behind && behind > TimeSpan.Zero)
            county.Site.Clock.Move(behind);
        return county;
    }

    private async Task AddWorkAsync(int count)
    {
        await using var db = Site.Open();
        db.Act = new Act("test", "plant");
        for (var i = 0; i < count; i++)
        {
            var item = new WorkItem
            {
                Kind = AuditAlerts.Kind, Title = $"核查 {i}", Link = "/audit", Subject = Guid.CreateVersion7(), Division = Site.County, Role = Roles.AuditAdmin, CreatedBy = "系统",
                CreatedAt = Site.Clock.GetUtcNow(), Due = new DateOnly(2026, 11, 30),
            };
            db.Add(item);
            Work.Add(item.Id);
        }
        await db.SaveChangesAsync();
    }

    /// <summary>One life of a server with an import beside it; either is killed at a random instant, the other once it is over.</summary>
    public async Task RoundAsync()
    {
        var number = ++rounds;
        await AddWorkAsync(25);
        // Servers that live for seconds do not get through as much as is ordered: what waits stays little, so that kills fall into what is being done
        if (await OpenJobsAsync() < MostOpen)
        {
            await OrderScreeningAsync(number);
            await SendRowsAsync(number);
        }
        var path = Path.Combine(Site.Folder, $"K{number:D4}.csv");
        await File.WriteAllBytesAsync(path, ImportRows.Households([.. Enumerable.Range(1, Rows).Select(i => ($"K{number:D4}-{i}", Site.VillageA2))]));
        using var server = await Served.StartAsync(Site.Folder, Database.Connection);
        using var import = Served.Run("import", "households", path, "--data", Site.Folder, "--database", Database.Connection);
        var deciding = DecideAsync(server);
        await Task.Delay(random.Next(0, 4000));
        var importFirst = random.Next(3) == 0;
        (importFirst ? import : server.Process).Kill(entireProcessTree: true);
        await Task.Delay(random.Next(0, 700));
        server.Process.Kill(entireProcessTree: true);
        await deciding;
        if (!importFirst && random.Next(2) == 0)
            import.Kill(entireProcessTree: true);
        await import.WaitForExitAsync();
        Imports.Add(($"K{number:D4}-", path, import.ExitCode == 0));
        await LetTimePassAsync();
    }

    private async Task OrderScreeningAsync(int number)
    {
        var order = new ScreeningOrder(Site.County, new DateOnly(2026, 10, 31), false, "test");
        var job = Site.Services.GetRequiredService<JobBoard>().Draft(ScreeningOrder.JobKind, $"{order.Title} {number}", order, Site.County, "monitor");
        await using var db = Site.Open();
        db.Add(job);
        await db.SaveChangesAsync();
        Screenings.Add(job.Id);
    }

    private async Task SendRowsAsync(int number)
    {
        var csv = "*区划,*类别,*事项,*开展日期,*参与人数\n" + string.Concat(Enumerable.Range(1, LedgerRows).Select(i => $"柳树村,自治,议事 {number}-{i},2026-10-{(i % 28) + 1:D2},{i % 90}\n"));
        var answer = await (await Site.SignInAsync(Roles.Clerk)).PostAsync($"/ledgers/{Ledger}/import", [], ("upload", $"议事{number}.csv", Encoding.UTF8.GetBytes(csv)));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Loads.Add(Guid.Parse(answer.Headers.Location!.ToString()["/jobs/".Length..]));
    }

    /// <summary>Decides one piece of work after the other until the server is gone; what it confirms is noted.</summary>
    private async Task DecideAsync(Served server)
    {
        try
        {
            var visitor = await server.SignInAsync(Roles.AuditAdmin);
            foreach (var id in Work.Where(w => !Confirmed.Contains(w)).ToList())
            {
                var answer = await visitor.PostToAsync($"/inbox/{id}", $"/inbox/{id}?handler=Finish", new() { ["version"] = "0", ["words"] = $"已核查，第 {rounds} 轮" });
                if (answer.StatusCode == HttpStatusCode.SeeOther)
                    Confirmed.Add(id);
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException or SocketException)
        {
            return;
        }
    }

    /// <summary>What a minute does in life: leases of the dead run out.</summary>
    private async Task LetTimePassAsync()
    {
        await using var db = Site.Open();
        var past = DateTimeOffset.UnixEpoch;
        await db.Set<Job>().Where(j => j.State == JobState.Running).ExecuteUpdateAsync(s => s.SetProperty(j => j.LeasedUntil, past));
        await db.Set<BackupTurn>().ExecuteUpdateAsync(s => s.SetProperty(t => t.HeldUntil, (DateTimeOffset?)null));
    }

    /// <summary>A last server that is left in peace: everything begun comes to its end.</summary>
    public async Task SettleAsync()
    {
        for (var i = 0; i < Imports.Count; i++)
        {
            if (Imports[i].Confirmed)
                continue;
            using var again = Served.Run("import", "households", Imports[i].Path, "--data", Site.Folder, "--database", Database.Connection);
            await again.WaitForExitAsync();
            Imports[i] = (Imports[i].Prefix, Imports[i].Path, again.ExitCode == 0);
        }
        using var server = await Served.StartAsync(Site.Folder, Database.Connection);
        await DecideAsync(server);
        // As long as something is finished now and then: after many kills much waits
        for (var (idle, open) = (0, await OpenJobsAsync()); open > 0 && idle < 600; idle++)
        {
            await Task.Delay(200);
            if (await OpenJobsAsync() is var left && left < open)
                (open, idle) = (left, 0);
        }
        server.Process.Kill(entireProcessTree: true);
        await LetTimePassAsync();
    }

    private async Task<int> OpenJobsAsync()
    {
        await using var db = Site.Open();
        return await db.Set<Job>().CountAsync(j => (Screenings.Contains(j.Id) || Loads.Contains(j.Id)) && (j.State == JobState.Running || j.State == JobState.Waiting));
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}
