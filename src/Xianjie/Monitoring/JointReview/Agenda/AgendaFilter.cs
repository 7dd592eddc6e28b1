namespace Xianjie.Monitoring.JointReview.Agenda;

/// <summary>What the proposals for an agenda are narrowed to.</summary>
internal sealed class AgendaFilter
{
    public MatterSource Source { get; set; } = MatterSource.风险线索;
    /// <summary>A division of any level; not “area”, which is the one chosen in the top bar for the whole site.</summary>
    public long? Place { get; set; }
    public string? Risk { get; set; }
    /// <summary>Waiting for at least so many days.</summary>
    public int? Days { get; set; }
}

/// <summary>Something that the session should look at, and why.</summary>
internal sealed record Proposal(Guid SourceId, Guid? Household, string No, string Name, long Division, string Risk, string Title, string Reason, string Link);

/// <summary>Where proposals come from; most pressing first.</summary>
internal interface IAgendaSource
{
    MatterSource Source { get; }
    /// <summary>What the source offers, in words for the page.</summary>
    string Words { get; }
    Task<int> CountAsync(AgendaFilter filter, IQueryable<Guid> taken, CancellationToken ct);
    /// <param name="only">These alone; null for all that fit.</param>
    Task<IReadOnlyList<Proposal>> ReadAsync(AgendaFilter filter, IQueryable<Guid> taken, IReadOnlyCollection<Guid>? only, int skip, int take, CancellationToken ct);
}
