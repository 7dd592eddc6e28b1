using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.SocialRelief.Benefits;
using Xianjie.SocialRelief.Health;
using Xianjie.SocialRelief.Insurance;
using Xianjie.SocialRelief.Policies;
using Xianjie.SocialRelief.Pool;

namespace Xianjie.SocialRelief.Refresh;

internal sealed record ReliefOrder(long County);

/// <summary>
/// Gathers what departments delivered of benefits, insurance, contracts and diagnoses to the households, and sets it against the policies;
/// village by village in short transactions. Doing it again changes nothing, so the job may be killed and run again.
/// </summary>
internal sealed class ReliefJob(JobBoard board, WriteGate gate, ShippedParameters shipped, RuleBook book, RegistryFields fields, FileStore files, Seal seal, Clock clock, IEnumerable<IFactSource> sources, IDataConsent consent) : IJobHandler
{
    public const string JobKind = "social-relief", Title = "汇聚社会保障数据";

    public string Kind => JobKind;

    public async Task RunAsync(JobRun run)
    {
        var county = run.Payload<ReliefOrder>().County;
        var (from, below) = Scope.Range(county);
        await using var db = board.Open();
        var villages = await db.Set<Household>().Where(h => h.Division >= from && h.Division < below).Select(h => h.Division).Distinct().OrderBy(d => d).ToListAsync(run.Cancelled);
        var values = await ParametersInForce.LoadAsync(shipped, db, clock.Today, run.Cancelled);
        var people = await new ReliefReading(files, seal).ReadAsync(db, from, below, run);
        var policies = await new PolicyScreening(db, book, fields, files, seal, sources, consent).RunAsync(county, clock.Today, run);
        IVillagePart[] parts =
        [
            new BenefitPart(new BenefitYears(values, clock.Today)), new InsurancePart(values, clock.Today), new ContractPart(clock.Today), new CriticalPart(book.Catalogue, seal, clock.Today),
            new PoolPart(values, clock.Today), new PolicyPart(policies, clock.Today),
        ];
        foreach (var (at, village) in villages.Index())
        {
            run.Report(60 + (at * 39 / villages.Count), $"写入第 {at + 1} 个村，共 {villages.Count} 个");
            await VillageAsync(village, [.. people[village]], parts, run.Cancelled);
        }
        await run.CompleteAsync(_ => Task.FromResult(new JobResult($"已核对 {villages.Count} 个村、{people.Sum(v => v.Count()):N0} 人的部门数据和 {policies.Policies.Count} 项政策。", "/relief/benefits")));
    }

    private async Task VillageAsync(long village, IReadOnlyList<PersonRelief> people, IVillagePart[] parts, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = board.Open();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.Act = new Act("系统", Title);
        foreach (var part in parts)
            await part.WriteAsync(new VillageContext(db, village, people, ct));
        await transaction.CommitAsync(ct);
    }
}
