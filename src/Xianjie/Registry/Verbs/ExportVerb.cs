using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Verbs;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Export;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;

namespace Xianjie.Registry.Verbs;

/// <summary><c>export households --area … --out …</c>: the register of an area as XLSX or CSV.</summary>
internal static class ExportVerb
{
    private static readonly Option<long> Area = new("--area") { Description = "12 位区划代码；不给则全部" };
    private static readonly Option<FileInfo> Out = new("--out") { Description = "写到这个文件，.xlsx 或 .csv", Required = true };
    private static readonly Option<bool> Full = new("--full") { Description = "户的全部字段（可再导入），而不是名册上的列" };
    private static readonly Option<string?> Reveal = new("--reveal") { Description = "不遮盖个人信息，写明用途；会记入审计" };

    public static Command Build()
    {
        var households = new Command("households", "导出农户名册") { Area, Out, Full, Reveal };
        households.SetAction((parsed, ct) => RunAsync(parsed, parsed.GetValue(Full) ? RegistryFields.Household : null, ct));
        var export = new Command("export", "导出名册、成员、收入等；导出的文件可再导入") { households };
        foreach (var (word, fact) in ExportModule.Facts.Where(f => f.Value != RegistryFields.Household))
        {
            var one = new Command(word, $"导出{fact}的全部字段") { Area, Out, Reveal };
            one.SetAction((parsed, ct) => RunAsync(parsed, fact, ct));
            export.Subcommands.Add(one);
        }
        return export;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string? fact, CancellationToken ct)
    {
        await using var services = Common.Services(Common.Settings(parsed));
        var database = services.GetRequiredService<Database>();
        Migrator.Migrate(database);
        var (area, path, purpose) = (parsed.GetValue(Area), parsed.GetValue(Out)!, parsed.GetValue(Reveal));
        await using var db = database.Open(area == 0 ? Scope.All() : Scope.Of(area), TimeProvider.System);
        var choice = new ExportChoice(new HouseholdQuery(), null, null, fact, path.Extension.Equals(".csv", StringComparison.OrdinalIgnoreCase), !string.IsNullOrWhiteSpace(purpose), purpose);
        db.Add(new Change { At = TimeProvider.System.GetUtcNow(), By = "命令行", What = choice.Reveal ? "导出名册（未遮盖）" : "导出名册", Why = purpose, Object = nameof(Household), ObjectId = Guid.Empty, Division = area });
        var (record, mark) = await ExportDesk.ForVerbAsync(db, services.GetRequiredService<Seal>(), new ExportWish(fact is null ? "名册" : fact, path.Name, purpose ?? "命令行导出", choice.Reveal, area, nameof(Household), null), TimeProvider.System.GetUtcNow(), ct);
        await db.SaveChangesAsync(ct);
        using var progress = new RowProgress(parsed, path.Name, RowProgress.IsShown(parsed) ? await RowsAsync(db, fact, ct) : 0);
        int rows;
        await using (var output = path.Create())
            rows = await services.GetRequiredService<HouseholdSheet>().WriteAsync(output, db, choice, progress.Report, ct, mark);
        await using (var written = path.OpenRead())
            (record.Rows, record.Prints, record.Hash) = (rows, mark.Prints?.Whole() ?? [], Convert.ToHexStringLower(await SHA256.HashDataAsync(written, ct)));
        await db.SaveChangesAsync(ct);
        return Common.Done(parsed, $"已导出 {rows:N0} 行：{path.FullName}", new { rows, file = path.FullName });
    }

    /// <summary>How many rows there will be, from the counts by village; 0 for facts that have none.</summary>
    private static Task<long> RowsAsync(XianjieDb db, string? fact, CancellationToken ct) => fact switch
    {
        null => db.Set<VillageCount>().SumAsync(v => (long)v.Households, ct),
        RegistryFields.Member => db.Set<VillageCount>().SumAsync(v => (long)v.People, ct),
        _ => Task.FromResult(0L),
    };
}
