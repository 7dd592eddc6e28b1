using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Unmatched;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;

namespace Xianjie.Comparison.Feeds;

/// <summary>The job that reads a delivered file: part, receipt, error workbook and unmatched rows appear together or not at all.</summary>
internal sealed class ReadDelivery(JobBoard board, FileStore files, Seal seal, RuleBook book, Clock clock) : IJobHandler
{
    public const string JobKind = "feed-read";
    public static readonly TableLimits Limits = TableLimits.Default with { FileBytes = 500L << 20 };

    /// <param name="Today">Later days lie in the future; null takes the clock's.</param>
    public sealed record Payload(Guid Delivery, DateOnly? Today = null);

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        await using var db = board.Open();
        var delivery = await db.Set<Delivery>().AsNoTracking().SingleAsync(d => d.Id == run.Payload<Payload>().Delivery, run.Cancelled);
        run.Report(1, "打开文件");
        await using var content = files.Open(delivery.FileId);
        var opened = TableReader.Open(content, delivery.FileName, Limits);
        if (!opened.TryGet(out var table, out var refusal))
        {
            await RefuseAsync(run, delivery, refusal);
            return;
        }
        using (table)
        {
            await using var reading = new DeliveryReading(delivery, book.Catalogue[delivery.Feed]!, table, files, seal, run.Payload<Payload>().Today ?? clock.Today, await KnownPeople.LoadAsync(db, delivery.Division, run.Cancelled));
            await reading.ReadAsync(run);
            if (table.Failure is { } failure)
                await RefuseAsync(run, delivery, failure);
            else
                await FinishAsync(run, db, delivery, reading);
        }
    }

    private static Task RefuseAsync(JobRun run, Delivery delivery, string why) => run.CompleteAsync(async db =>
    {
        var row = await db.Set<Delivery>().SingleAsync(d => d.Id == delivery.Id);
        row.Refuse(why);
        db.Act = new Act(delivery.By, "退回送数文件", why);
        await db.SaveChangesAsync();
        return new JobResult($"文件没有收下：{why}", $"/feeds/deliveries/{delivery.Id}");
    });

    private async Task FinishAsync(JobRun run, XianjieDb reader, Delivery delivery, DeliveryReading reading)
    {
        run.Report(92, "为对不上的行找相近的人");
        var finder = new CandidateFinder(reader, seal, delivery.Division);
        await finder.LoadAsync(reading.Loose.Select(l => l.Name), run.Cancelled);
        var (part, errors) = await reading.StoreAsync();
        await run.CompleteAsync(async db =>
        {
            var row = await db.Set<Delivery>().SingleAsync(d => d.Id == delivery.Id);
            row.Accept(reading.Receipt(part.Id, errors?.Id));
            db.Add(part);
            if (errors is not null)
                db.Add(errors);
            db.Act = new Act(delivery.By, "收下送数文件");
            await db.SaveChangesAsync();
            Bulk.Insert(db, reading.Loose.Select(l => Row(delivery, l, finder)));
            return new JobResult($"{delivery.Feed}：收下 {row.Accepted} 行，退回 {row.Refused} 行，对不上人 {row.Unmatched} 行，重复 {row.Duplicates} 行。", $"/feeds/deliveries/{delivery.Id}");
        });
    }

    private UnclaimedRow Row(Delivery delivery, LooseRow loose, CandidateFinder finder) => new()
    {
        DeliveryId = delivery.Id, Feed = delivery.Feed, Department = delivery.Department, Division = delivery.Division, RowNumber = loose.Number,
        Reason = loose.Reason.Length > 200 ? loose.Reason[..200] : loose.Reason, Name = loose.Name.Length > 120 ? loose.Name[..120] : loose.Name, InPart = loose.InPart,
        CitizenIdSealed = loose.IdText.Length == 0 ? null : seal.Close(loose.IdText, Sealed.CitizenId),
        CitizenIdIndex = loose.InPart ? seal.Index(loose.IdText, Sealed.CitizenId) : null,
        RowSealed = seal.Close(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(loose.Cells, ChangeJson.Options)), Sealed.File),
        Candidates = JsonSerializer.Serialize(finder.Find(loose.Name, loose.IdText, loose.Holder)),
    };
}
