using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.JointReview.Agenda;

/// <summary>Proposals for a session: what waits too long, without what is before a session already or still being handled.</summary>
internal sealed class AgendaBook(XianjieDb db, IEnumerable<IAgendaSource> sources)
{
    /// <summary>So many may be added at once; a session that looks at more looks at none.</summary>
    public const int MostAtOnce = 500;

    public IReadOnlyList<IAgendaSource> Sources { get; } = [.. sources.OrderBy(s => s.Source)];

    public IAgendaSource Of(AgendaFilter filter) => Sources.First(s => s.Source == filter.Source);

    public Task<int> CountAsync(Guid session, AgendaFilter filter, CancellationToken ct) => Of(filter).CountAsync(filter, Taken(session), ct);

    public Task<IReadOnlyList<Proposal>> ReadAsync(Guid session, AgendaFilter filter, IReadOnlyCollection<Guid>? only, int skip, int take, CancellationToken ct) =>
        Of(filter).ReadAsync(filter, Taken(session), only, skip, take, ct);

    private IQueryable<Guid> Taken(Guid session) =>
        db.Set<JointMatter>().Where(m => m.SessionId == session || (m.Step != MatterStep.已办结 && m.Step != MatterStep.已排除)).Select(m => m.SourceId);
}
