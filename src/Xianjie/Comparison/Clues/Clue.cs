using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Protection;

namespace Xianjie.Comparison.Clues;

internal enum ClueState { 待核查, 核查中, 属实, 不属实, 已知, 已撤回 }

/// <summary>风险线索 is for the village to look into; 排除疑点 asks a person to weigh; 状态同步 asks to bring the record up to date. What the data-quality rules find is no clue but a doubt.</summary>
internal enum ClueKind { 风险线索, 排除疑点, 状态同步 }

/// <summary>线索: what the comparison found about one household, for one risk and one cause, with all hits that joined it.</summary>
internal sealed class Clue : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required string HouseholdNo { get; init; }
    public required string HeadName { get; init; }
    /// <summary>Village.</summary>
    public required long Division { get; init; }
    public required ClueKind Kind { get; init; }
    /// <summary>A value of code list 风险; empty where the rule names none.</summary>
    public required string Risk { get; init; }
    public required string Cause { get; init; }
    public required string Title { get; init; }
    /// <summary>Ids of the rules that hit, joined by <c>;</c> with one at each end, so that a rule is found as <c>;YB-1;</c>.</summary>
    public required string Rules { get; set; }
    public required string Department { get; init; }
    /// <summary>By which channels it came, in the order in which they came (<see cref="ClueChannels"/>).</summary>
    public required string Channels { get; set; }
    public ClueState State { get; private set; } = ClueState.待核查;
    /// <summary>Higher comes first: rules that hit, severity of the kind, and the household's state.</summary>
    public required int Priority { get; set; }
    public required DateOnly FoundOn { get; init; }
    public required DateOnly LastHitOn { get; set; }
    public required int Hits { get; set; }
    public required Guid RunId { get; init; }
    /// <summary>Household, kind, risk and cause, while the clue is open: one open clue each.</summary>
    public string? OpenKey { get; private set; }
    public required string Key { get; init; }
    public DateOnly? DispatchedOn { get; private set; }
    public DateOnly? Due { get; private set; }
    public DateOnly? ClosedOn { get; private set; }
    public string? Outcome { get; private set; }
    public int Version { get; private set; }

    public bool IsOpen => State is ClueState.待核查 or ClueState.核查中;

    public Clue Opened()
    {
        OpenKey = Key;
        return this;
    }

    public void Dispatch(DateOnly today, DateOnly due)
    {
        if (State != ClueState.待核查)
            throw new InvalidOperationException("Only a clue that waits can be dispatched.");
        (State, DispatchedOn, Due, Version) = (ClueState.核查中, today, due, Version + 1);
    }

    public void Close(ClueState result, DateOnly on, string outcome)
    {
        if (!IsOpen || result is ClueState.待核查 or ClueState.核查中)
            throw new InvalidOperationException("Only an open clue can be closed, and only with a result.");
        (State, ClosedOn, Outcome, OpenKey, Version) = (result, on, outcome, null, Version + 1);
    }

    public void Join(DateOnly asOf, int hits, string rules, int priority)
    {
        (LastHitOn, Hits, Rules, Priority) = (asOf > LastHitOn ? asOf : LastHitOn, Hits + hits, rules, Math.Max(Priority, priority));
        Version++;
    }

    public void Came(ClueChannel channel) => Channels = ClueChannels.With(Channels, channel);

    /// <summary>Back from the village: it waits to be dispatched again.</summary>
    public void Return()
    {
        if (State != ClueState.核查中)
            throw new InvalidOperationException("Only a clue that was dispatched can come back.");
        (State, DispatchedOn, Due, Version) = (ClueState.待核查, null, null, Version + 1);
    }

    public static string KeyOf(Guid household, ClueKind kind, string risk, string cause) => $"{household:N}|{(int)kind}|{risk}|{cause}";

    internal sealed class Mapping : IEntityTypeConfiguration<Clue>
    {
        public void Configure(EntityTypeBuilder<Clue> builder)
        {
            builder.ToTable("clue");
            builder.Property(c => c.HouseholdNo).HasMaxLength(40);
            builder.Property(c => c.HeadName).HasMaxLength(120);
            builder.Property(c => c.Risk).HasMaxLength(40);
            builder.Property(c => c.Cause).HasMaxLength(120);
            builder.Property(c => c.Title).HasMaxLength(200);
            builder.Property(c => c.Department).HasMaxLength(40);
            builder.Property(c => c.Channels).HasMaxLength(80);
            builder.Property(c => c.OpenKey).HasMaxLength(240);
            builder.Property(c => c.Key).HasMaxLength(240);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.HasIndex(c => c.OpenKey).IsUnique();                                  // one open clue per household, kind, risk and cause
            builder.HasIndex(c => c.HouseholdId);                                         // clues of a household; earlier clues
            builder.HasIndex(c => new { c.State, c.Priority, c.Id });                     // the list of a state, most urgent first
            builder.HasIndex(c => new { c.Division, c.State });                           // counts and list of an area
        }
    }
}

/// <summary>One hit of one rule with its evidence; a hit seen again in a later run is not written twice.</summary>
internal sealed class ClueHit : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClueId { get; init; }
    public required Guid HouseholdId { get; init; }
    public Guid? PersonId { get; init; }
    public required long Division { get; init; }
    public required Guid RunId { get; init; }
    public required string RuleId { get; init; }
    public required string RuleHash { get; init; }
    public required DateOnly AsOf { get; init; }
    /// <summary>Rule, person and rows of the evidence, hashed: equal evidence is one hit.</summary>
    public required string Fingerprint { get; init; }
    /// <summary>JSON of <see cref="HitContent"/>, sealed.</summary>
    [SealedAs(Sealed.File)]
    public required byte[] ContentSealed { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<ClueHit>
    {
        public void Configure(EntityTypeBuilder<ClueHit> builder)
        {
            builder.ToTable("clue_hit");
            builder.Property(h => h.RuleId).HasMaxLength(40);
            builder.Property(h => h.RuleHash).HasMaxLength(16);
            builder.Property(h => h.Fingerprint).HasMaxLength(32);
            builder.HasIndex(h => new { h.ClueId, h.Fingerprint }).IsUnique(); // the hits of a clue, each once
            builder.HasIndex(h => h.HouseholdId);                              // department rows on the record page
        }
    }
}

/// <summary>What a hit says: the sentence, the rows behind it and the parameter values that it was judged by.</summary>
/// <param name="Letter">The letters of the household under which the rows were read; null where none is needed.</param>
internal sealed record HitContent(string Message, string Source, string? Person, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyDictionary<string, string> Parameters, string? Letter = null);

/// <summary>入户核实: what the visitors found.</summary>
internal sealed class Visit : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ClueId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required long Division { get; init; }
    public required DateOnly VisitedOn { get; init; }
    /// <summary>At least two names, joined by 、.</summary>
    public required string Visitors { get; init; }
    public required ClueState Result { get; init; }
    public required string Note { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Made with the form; a form sent twice is recorded once.</summary>
    public required Guid FormKey { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<Visit>
    {
        public void Configure(EntityTypeBuilder<Visit> builder)
        {
            builder.ToTable("visit");
            builder.Property(v => v.Visitors).HasMaxLength(200);
            builder.Property(v => v.By).HasMaxLength(140);
            builder.HasIndex(v => v.FormKey).IsUnique();  // the same form once
            builder.HasIndex(v => v.ClueId);              // visits of a clue
            builder.HasIndex(v => v.HouseholdId);         // visits of a household
        }
    }
}
