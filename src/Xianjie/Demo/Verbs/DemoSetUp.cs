using System.Text.Json;
using Xianjie.Demo.Land;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Divisions.Import;
using Xianjie.Registry.Import;
using Xianjie.Registry.Verbs;

namespace Xianjie.Demo.Verbs;

/// <summary>
/// Sets the demo up in an empty database: files, divisions, outlines, registry, accounts, then the steps of the modules. The marker that makes
/// the sign-in page show the accounts is written last, so that a half-made demo is made again.
/// </summary>
internal static class DemoSetUp
{
    private static readonly JsonSerializerOptions MarkerFormat = new(ChangeJson.Options) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static async Task<(string? Refusal, IReadOnlyList<DemoAccount> Accounts)> RunAsync(ServiceProvider services, Settings settings, DemoOptions options, Action<string> say, CancellationToken ct)
    {
        Directory.CreateDirectory(options.OutDir);
        var summary = await DemoCounty.Generate(options, cancellation: ct);
        say($"已生成 {summary.People:N0} 人、{summary.Households:N0} 户、{summary.Villages:N0} 村的文件");
        var county = long.Parse(CountyPlan.CountyCode, System.Globalization.CultureInfo.InvariantCulture);
        if (await DivisionsAsync(services, options.OutDir, say, ct) is { } wrong)
            return (wrong, []);
        foreach (var (path, shape) in ImportVerbs.Find(Path.Combine(options.OutDir, "registry")))
        {
            var result = await services.GetRequiredService<DiskImport>().RunAsync(path, shape, null, null, ct);
            if (!result.IsOk)
                return (result.Refusal, []);
            say($"{shape.Title}：{result.Value.Outcome.Counts.Words}");
        }
        var accounts = await AccountsAsync(services, county, ct);
        var context = new DemoContext(services, options.OutDir, options, county, say);
        await using (var scope = services.CreateAsyncScope())
        {
            foreach (var step in scope.ServiceProvider.GetServices<IDemoStep>().OrderBy(s => s.Order))
                await step.RunAsync(context with { Services = scope.ServiceProvider }, ct);
        }
        var marker = Path.Combine(settings.DataFolder, "demo");
        await File.WriteAllTextAsync(marker + ".new", JsonSerializer.Serialize(accounts, MarkerFormat), ct);
        File.Move(marker + ".new", marker, overwrite: true);
        return (null, accounts);
    }

    private static async Task<string?> DivisionsAsync(ServiceProvider services, string folder, Action<string> say, CancellationToken ct)
    {
        await using var content = File.OpenRead(Path.Combine(folder, "divisions.csv"));
        if (!DivisionFiles.Read(content, "divisions.csv").TryGet(out var rows, out var refusal))
            return refusal;
        await using var db = services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await new DivisionImport(db).TakeAsync(rows, ct);
        await using (var map = File.OpenRead(Path.Combine(folder, "map.geojson")))
            await new DivisionImport(db).OutlinesAsync(map, ct);
        await transaction.CommitAsync(ct);
        services.GetRequiredService<Places>().Forget();
        say($"区划与边界 {rows.Count:N0} 个");
        return null;
    }

    private static async Task<IReadOnlyList<DemoAccount>> AccountsAsync(ServiceProvider services, long county, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System);
        db.Act = new Act("命令行", "建立演示账号");
        var accounts = await DemoAccounts.AddAsync(db, services.GetRequiredService<Screening.Catalogue>(), county, ct);
        await db.SaveChangesAsync(ct);
        return accounts;
    }
}
