using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Quality;
using Xianjie.Monitoring.ScaleWatch;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.JointReview.Agenda;

/// <summary>The common part of all sources: count and page of one query.</summary>
internal abstract class AgendaSource<T>(Clock clock) : IAgendaSource where T : class
{
    protected DateOnly Today => clock.Today;
    public abstract MatterSource Source { get; }
    public abstract string Words { get; }

    protected abstract IQueryable<T> Rows(AgendaFilter filter, IQueryable<Guid> taken);
    protected abstract IQueryable<T> Only(IQueryable<T> rows, IReadOnlyCollection<Guid> ids);
    protected abstract IOrderedQueryable<T> InOrder(IQueryable<T> rows);
    protected abstract Proposal Show(T row);

    public Task<int> CountAsync(AgendaFilter filter, IQueryable<Guid> taken, CancellationToken ct) => Rows(filter, taken).CountAsync(ct);

    public async Task<IReadOnlyList<Proposal>> ReadAsync(AgendaFilter filter, IQueryable<Guid> taken, IReadOnlyCollection<Guid>? only, int skip, int take, CancellationToken ct)
    {
        var rows = Rows(filter, taken);
        return [.. (await InOrder(only is null ? rows : Only(rows, only)).Skip(skip).Take(take).ToListAsync(ct)).Select(Show)];
    }

    protected static (long From, long Below) Range(AgendaFilter filter) => filter.Place is { } place ? Scope.Range(place) : (0, long.MaxValue);

    protected DateOnly Until(AgendaFilter filter) => filter.Days is > 0 and < 10_000 and var days ? Today.AddDays(-days) : DateOnly.MaxValue;
}

/// <summary>Open clues of risk that nobody has settled, late ones first.</summary>
internal sealed class ClueAgenda(XianjieDb db, Clock clock) : AgendaSource<Clue>(clock)
{
    public override MatterSource Source => MatterSource.风险线索;
    public override string Words => "没有办结的风险线索和预警";

    protected override IQueryable<Clue> Rows(AgendaFilter filter, IQueryable<Guid> taken)
    {
        var ((from, below), until) = (Range(filter), Until(filter));
        var rows = db.Set<Clue>().AsNoTracking().Where(c => (c.State == ClueState.待核查 || c.State == ClueState.核查中) && c.Kind != ClueKind.状态同步 && !taken.Contains(c.Id) && c.Division >= from && c.Division < below && c.FoundOn <= until);
        return filter.Risk is { Length: > 0 } risk ? rows.Where(c => c.Risk == risk) : rows;
    }

    protected override IQueryable<Clue> Only(IQueryable<Clue> rows, IReadOnlyCollection<Guid> ids) => rows.Where(c => ids.Contains(c.Id));

    protected override IOrderedQueryable<Clue> InOrder(IQueryable<Clue> rows)
    {
        var today = Today;
        return rows.OrderBy(c => c.Due < today ? 0 : 1).ThenByDescending(c => c.Priority).ThenBy(c => c.Id);
    }

    protected override Proposal Show(Clue clue) => new(clue.Id, clue.HouseholdId, clue.HouseholdNo, clue.HeadName, clue.Division, clue.Risk, clue.Title, clue switch
    {
        { Due: { } due } when due < Today => $"核查超期 {Today.DayNumber - due.DayNumber} 天，应于 {due:yyyy-MM-dd} 办结",
        { Due: { } due } => $"正在核查，{due:yyyy-MM-dd} 到期",
        _ => $"发现 {Today.DayNumber - clue.FoundOn.DayNumber} 天，还没有派发核查",
    }, $"/clues/{clue.Id}");
}

/// <summary>Doubts about the record that were neither mended nor explained; errors first, then the oldest.</summary>
internal sealed class DoubtAgenda(XianjieDb db, Clock clock) : AgendaSource<QualityDoubt>(clock)
{
    public override MatterSource Source => MatterSource.数据疑点;
    public override string Words => "没有改正也没有说明的数据疑点";

    protected override IQueryable<QualityDoubt> Rows(AgendaFilter filter, IQueryable<Guid> taken)
    {
        var ((from, below), until) = (Range(filter), Until(filter));
        return db.Set<QualityDoubt>().AsNoTracking().Where(d => d.State == DoubtState.待处理 && !taken.Contains(d.Id) && d.Division >= from && d.Division < below && d.FoundOn <= until);
    }

    protected override IQueryable<QualityDoubt> Only(IQueryable<QualityDoubt> rows, IReadOnlyCollection<Guid> ids) => rows.Where(d => ids.Contains(d.Id));

    protected override IOrderedQueryable<QualityDoubt> InOrder(IQueryable<QualityDoubt> rows) => rows.OrderBy(d => d.Severity == "E" ? 0 : 1).ThenBy(d => d.FoundOn).ThenBy(d => d.Id);

    protected override Proposal Show(QualityDoubt doubt) => new(doubt.Id, doubt.HouseholdId, doubt.HouseholdNo, doubt.HeadName, doubt.Division, string.Empty, doubt.Title,
        $"{DoubtFix.Severity(doubt.Severity)}，{Today.DayNumber - doubt.FoundOn.DayNumber} 天没有改正或说明", $"/doubts/{doubt.Id}");
}

/// <summary>Warnings of scale that were not settled.</summary>
internal sealed class ScaleAgenda(XianjieDb db, Places places, Clock clock) : AgendaSource<WorkItem>(clock)
{
    public override MatterSource Source => MatterSource.规模性预警;
    public override string Words => "没有处置的规模性返贫预警";

    protected override IQueryable<WorkItem> Rows(AgendaFilter filter, IQueryable<Guid> taken)
    {
        var (from, below) = Range(filter);
        return db.Set<WorkItem>().AsNoTracking().Where(w => w.Kind == ScaleAlerts.Kind && w.State == WorkState.Open && !taken.Contains(w.Id) && w.Division >= from && w.Division < below);
    }

    protected override IQueryable<WorkItem> Only(IQueryable<WorkItem> rows, IReadOnlyCollection<Guid> ids) => rows.Where(w => ids.Contains(w.Id));

    protected override IOrderedQueryable<WorkItem> InOrder(IQueryable<WorkItem> rows) => rows.OrderBy(w => w.Due).ThenBy(w => w.Id);

    protected override Proposal Show(WorkItem alert) => new(alert.Id, null, string.Empty, places.Path(alert.Division), alert.Division, string.Empty, alert.Title,
        alert.Due < Today ? $"预警处置超期 {Today.DayNumber - alert.Due.DayNumber} 天" : $"达到规模性返贫预警线，{alert.Due:yyyy-MM-dd} 前研判", alert.Link);
}

/// <summary>Cases of identification beyond the term of their step or of the whole.</summary>
internal sealed class CaseAgenda(XianjieDb db, Clock clock) : AgendaSource<IdentificationCase>(clock)
{
    public override MatterSource Source => MatterSource.逾期案件;
    public override string Words => "超过期限的认定案件";

    protected override IQueryable<IdentificationCase> Rows(AgendaFilter filter, IQueryable<Guid> taken)
    {
        var until = Until(filter);
        var rows = new CaseQuery { State = "overdue", Village = filter.Place }.Over(db.Set<IdentificationCase>().AsNoTracking(), Today).Where(c => !taken.Contains(c.Id) && c.OpenedOn <= until);
        return filter.Risk is { Length: > 0 } risk ? rows.Where(c => c.Risks != null && c.Risks.Contains(risk)) : rows;
    }

    protected override IQueryable<IdentificationCase> Only(IQueryable<IdentificationCase> rows, IReadOnlyCollection<Guid> ids) => rows.Where(c => ids.Contains(c.Id));

    protected override IOrderedQueryable<IdentificationCase> InOrder(IQueryable<IdentificationCase> rows) => rows.OrderBy(c => c.StepDue).ThenBy(c => c.Id);

    protected override Proposal Show(IdentificationCase item)
    {
        var due = new[] { item.StepDue, item.TotalDue }.OfType<DateOnly>().Where(d => d < Today).DefaultIfEmpty(Today).Min();
        return new(item.Id, item.HouseholdId, item.HouseholdNo, item.HeadName, item.Division, item.Risks?.Split(';')[0] ?? string.Empty, $"认定案件：{item.Problem}",
            $"停在“{CaseProcess.Table.Steps[item.Step].Title}”，超期 {Today.DayNumber - due.DayNumber} 天", $"/cases/{item.Id}");
    }
}
