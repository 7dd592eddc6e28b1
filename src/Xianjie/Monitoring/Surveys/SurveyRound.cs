using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Monitoring.Surveys;

/// <summary>One round of 排查: which form, where, of which households, from when to when.</summary>
internal sealed class SurveyRound : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FormKey { get; init; }
    public required string Title { get; init; }
    /// <summary>常态排查, 月度排查 or 集中排查.</summary>
    public required string Kind { get; init; }
    /// <summary>Key of the form.</summary>
    public required string Form { get; init; }
    /// <summary>County, township or village.</summary>
    public required long Division { get; init; }
    /// <summary>户属性 of the households to visit, joined by <c>;</c>; empty for all.</summary>
    public required string Target { get; init; }
    /// <summary>The campaign whose objects are to be visited instead.</summary>
    public Guid? CampaignId { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required string Basis { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateOnly? ClosedOn { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<string> States => Target.Split(';', StringSplitOptions.RemoveEmptyEntries);
    public bool IsOpen => ClosedOn is null;

    public void Close(DateOnly on) => (ClosedOn, Version) = (on, Version + 1);

    internal sealed class Mapping : IEntityTypeConfiguration<SurveyRound>
    {
        public void Configure(EntityTypeBuilder<SurveyRound> builder)
        {
            builder.ToTable("survey_round");
            builder.Ignore(r => r.States);
            builder.Ignore(r => r.IsOpen);
            builder.Property(r => r.Title).HasMaxLength(120);
            builder.Property(r => r.Kind).HasMaxLength(20);
            builder.Property(r => r.Form).HasMaxLength(40);
            builder.Property(r => r.Target).HasMaxLength(80);
            builder.Property(r => r.Basis).HasMaxLength(200);
            builder.Property(r => r.By).HasMaxLength(60);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.HasIndex(r => r.FormKey).IsUnique();      // the same form once
            builder.HasIndex(r => new { r.Division, r.From }); // rounds of an area, newest first
        }
    }
}

/// <summary>入户结果 of a survey (monitoring.md 1.3).</summary>
internal enum SurveyContact { 有人在家, 电话联系, 无法联系 }

/// <summary>What one household answered in one round; may be corrected while the round is open.</summary>
internal sealed class SurveySheet : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid RoundId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required string HouseholdNo { get; init; }
    public required string HeadName { get; init; }
    /// <summary>Village.</summary>
    public required long Division { get; init; }
    /// <summary>Key of the form that was sent last: sent twice it is recorded once.</summary>
    public required Guid FormKey { get; set; }
    public required DateOnly VisitedOn { get; set; }
    public required SurveyContact Contact { get; set; }
    public required string Visitors { get; set; }
    /// <summary>JSON: key of the question to its answers, sealed.</summary>
    [SealedAs(Sealed.File)]
    public required byte[] AnswersSealed { get; set; }
    /// <summary>Words of the outcomes, joined by <c>；</c>; empty where all is well.</summary>
    public required string Findings { get; set; }
    /// <summary>Risks that became clues, joined by <c>;</c>.</summary>
    public required string Risks { get; set; }
    public required string By { get; set; }
    public required DateTimeOffset At { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SurveySheet>
    {
        public void Configure(EntityTypeBuilder<SurveySheet> builder)
        {
            builder.ToTable("survey_sheet");
            builder.Property(s => s.HouseholdNo).HasMaxLength(40);
            builder.Property(s => s.HeadName).HasMaxLength(120);
            builder.Property(s => s.Visitors).HasMaxLength(200);
            builder.Property(s => s.Risks).HasMaxLength(200);
            builder.Property(s => s.By).HasMaxLength(60);
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.HasIndex(s => new { s.RoundId, s.HouseholdId }).IsUnique(); // one sheet per household and round; who is still to be visited
            builder.HasIndex(s => new { s.RoundId, s.Division });               // coverage by village
            builder.HasIndex(s => s.HouseholdId);                               // surveys of a household
        }
    }
}
