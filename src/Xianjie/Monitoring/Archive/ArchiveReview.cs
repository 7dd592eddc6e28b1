using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Authorisations;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Removal;
using Xianjie.Platform.Data;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Papers;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Archive;

internal enum ArchiveState { 不需要, 未到环节, 缺件, 待签字件, 已归档 }

/// <summary>One kind of paper in the archive of one household.</summary>
internal sealed record ArchiveLine(PaperTemplate Template, ArchiveState State, IReadOnlyList<PaperCopy> Copies);

/// <summary>The archive of one household, and what it lacks at the step where the household stands.</summary>
internal sealed record ArchiveOf(Guid Household, IReadOnlyList<ArchiveLine> Lines)
{
    public int Missing => Lines.Count(l => l.State == ArchiveState.缺件);
    public int Unsigned => Lines.Count(l => l.State == ArchiveState.待签字件);
}

/// <summary>Where a household stands: how far each process has come, and what there is that papers can be made of.</summary>
internal sealed record ArchiveStanding(bool IsMonitored, int? CasePassed, int? RemovalPassed, IReadOnlySet<string> Has);

/// <summary>
/// Which papers must be there by now. A paper is due once the step it belongs to has been left; what is only made where something
/// happened (comparison, doubts, refusal) is due only then.
/// </summary>
internal sealed class ArchiveReview(XianjieDb db, PaperBook book)
{
    private static readonly string[] CaseStages = ["受理", "入户核实", "民主评议", "村内公示", "乡镇审核", "县级审定"], RemovalStages = ["待入户", "待评议", "公示中", "待乡镇审核", "待县级审定", "待标注"];

    public async Task<IReadOnlyList<ArchiveOf>> OfAsync(IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        var copies = (await db.Set<PaperCopy>().AsNoTracking().Where(c => households.Contains(c.HouseholdId)).OrderByDescending(c => c.Id).ToListAsync(ct)).ToLookup(c => c.HouseholdId);
        var standings = await StandingsAsync(households, ct);
        return [.. households.Where(standings.ContainsKey).Select(h => new ArchiveOf(h, [.. book.All.Where(t => t.About is "户" or "认定" or "消除" or "公示").Select(t => Line(t, standings[h], [.. copies[h].Where(c => c.Code == t.Code)]))]))];
    }

    private static ArchiveLine Line(PaperTemplate template, ArchiveStanding standing, IReadOnlyList<PaperCopy> copies)
    {
        var valid = copies.Where(c => !c.IsVoid).ToList();
        if (valid.Exists(c => c.IsSigned) || (valid.Count > 0 && !template.IsSigned))
            return new(template, ArchiveState.已归档, copies);
        return new(template, valid.Count > 0 ? ArchiveState.待签字件 : Due(template, standing), copies);
    }

    internal static ArchiveState Due(PaperTemplate template, ArchiveStanding standing)
    {
        if (template.Needs is { } needs && !standing.Has.Contains(needs))
            return ArchiveState.不需要;
        return template.About switch
        {
            // A household found to be without risk signs no authorisation.
            "认定" when template.Code == "authorisation" && !standing.Has.Contains("授权") => standing.CasePassed is null or > 1 ? ArchiveState.不需要 : ArchiveState.未到环节,
            "认定" or "公示" when template.Stage == "告知" => ArchiveState.缺件,
            "认定" or "公示" => After(standing.CasePassed, Array.IndexOf(CaseStages, template.Stage)),
            "消除" => After(standing.RemovalPassed, Array.IndexOf(RemovalStages, template.Stage)),
            _ when template.Stage == "帮扶" => standing.IsMonitored ? ArchiveState.缺件 : ArchiveState.不需要,
            _ => standing.IsMonitored ? ArchiveState.缺件 : After(standing.CasePassed, Array.IndexOf(CaseStages, template.Stage)),
        };
    }

    private static ArchiveState After(int? passed, int stage) => passed is not { } far ? ArchiveState.不需要 : far > stage ? ArchiveState.缺件 : ArchiveState.未到环节;

    private async Task<Dictionary<Guid, ArchiveStanding>> StandingsAsync(IReadOnlyCollection<Guid> households, CancellationToken ct)
    {
        var homes = await db.Set<Household>().AsNoTracking().Where(h => households.Contains(h.Id)).Select(h => new { h.Id, h.RiskState }).ToListAsync(ct);
        var cases = Latest(await db.Set<IdentificationCase>().AsNoTracking().Where(c => households.Contains(c.HouseholdId)).ToListAsync(ct), c => c.HouseholdId, c => c.Id);
        var removals = Latest(await db.Set<RemovalCase>().AsNoTracking().Where(c => households.Contains(c.HouseholdId)).ToListAsync(ct), c => c.HouseholdId, c => c.Id);
        var subjects = cases.Values.Select(c => c.Id).ToList();
        var acts = (await db.Set<CaseAct>().AsNoTracking().Where(a => subjects.Contains(a.CaseId)).Select(a => new { a.CaseId, a.From, a.To }).ToListAsync(ct)).ToLookup(a => a.CaseId);
        var queried = (await db.Set<AssetQuery>().Where(q => subjects.Contains(q.CaseId)).Select(q => q.CaseId).Distinct().ToListAsync(ct)).ToHashSet();
        var doubted = (await db.Set<Doubt>().Where(d => subjects.Contains(d.CaseId)).Select(d => d.CaseId).Distinct().ToListAsync(ct)).ToHashSet();
        var authorised = (await db.Set<Authorisation>().Where(a => households.Contains(a.HouseholdId)).Select(a => new { a.CaseId, a.HouseholdId }).ToListAsync(ct)).ToLookup(a => a.HouseholdId, a => a.CaseId);
        var noticed = (await db.Set<PublicNotice>().Where(n => subjects.Contains(n.Subject)).Select(n => n.Subject).Distinct().ToListAsync(ct)).ToHashSet();
        return homes.ToDictionary(h => h.Id, h =>
        {
            var (own, gone) = (cases.GetValueOrDefault(h.Id), removals.GetValueOrDefault(h.Id));
            var has = new HashSet<string>();
            if (own is not null && queried.Contains(own.Id)) has.Add("比对");
            if (own is not null && doubted.Contains(own.Id)) has.Add("疑点");
            if (own is not null && authorised[h.Id].Any(c => c is null || c == own.Id)) has.Add("授权");
            if (own is not null && noticed.Contains(own.Id)) has.Add("公示户");
            if (own is not null && acts[own.Id].Any(a => a.To == CaseStep.无需认定)) has.Add("不予原因");
            if (gone is not null) has.Add("消除发起日期");
            return new ArchiveStanding(h.RiskState == HelpGaps.Monitored, own is null ? null : Passed(own.Step, acts[own.Id].Select(a => a.From)), gone is null ? null : Passed(gone.Step), has);
        });
    }

    private static Dictionary<Guid, T> Latest<T>(List<T> rows, Func<T, Guid> household, Func<T, Guid> id) => rows.GroupBy(household).ToDictionary(g => g.Key, g => g.MaxBy(id)!);

    /// <summary>Steps of the main way that the case has left; a side step counts as the place that it was left from.</summary>
    private static int Passed(CaseStep step, IEnumerable<CaseStep> left) => step switch
    {
        CaseStep.待受理 or CaseStep.待补正 => 0,
        CaseStep.待入户 => 1,
        CaseStep.待评议 => 2,
        CaseStep.公示中 or CaseStep.异议复核 => 3,
        CaseStep.待乡镇审核 => 4,
        CaseStep.待县级审定 => 5,
        CaseStep.待录入 or CaseStep.已认定 => 6,
        _ => left.Where(s => s is CaseStep.待受理 or CaseStep.待入户 or CaseStep.待评议 or CaseStep.公示中 or CaseStep.待乡镇审核 or CaseStep.待县级审定).Select(s => Passed(s, []) + 1).DefaultIfEmpty(0).Max(),
    };

    private static int Passed(RemovalStep step) => step switch
    {
        RemovalStep.待评议 => 1,
        RemovalStep.公示中 or RemovalStep.异议复核 => 2,
        RemovalStep.待乡镇审核 => 3,
        RemovalStep.待县级审定 => 4,
        RemovalStep.待标注 => 5,
        RemovalStep.已消除 => 6,
        _ => 0,
    };
}
