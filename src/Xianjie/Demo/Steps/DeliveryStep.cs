using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Jobs;

namespace Xianjie.Demo.Steps;

/// <summary>Hands in the department files of the generated county, each as its department would.</summary>
internal sealed class DeliveryStep(FeedIntake intake, RuleBook book, Worker worker) : IDemoStep
{
    public int Order => 100;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        var count = 0;
        foreach (var path in Directory.EnumerateFiles(Path.Combine(context.Folder, "departments"), "*.csv").Order(StringComparer.Ordinal))
        {
            if (book.Catalogue[Path.GetFileNameWithoutExtension(path)] is not { } feed)
                continue;
            await using var content = File.OpenRead(path);
            var sent = await intake.SendAsync(content, Path.GetFileName(path), feed, context.County, new Act($"{feed.Department}联络员（演示）", "上传送数文件"), context.Options.AsOf, ct);
            if (!sent.IsOk)
                context.Say(sent.Refusal);
            else
                count++;
            await worker.RunAllAsync(ct);
        }
        context.Say($"部门数据 {count} 类已收下");
    }
}
