using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.JointReview;

/// <summary>Where a matter comes from.</summary>
internal enum MatterSource { 风险线索, 数据疑点, 规模性预警, 逾期案件 }

internal enum MatterConclusion { 转入户核查, 转部门处置, 持续关注, 排除 }

/// <summary>研判对象: one household (or, for a warning of scale, one place) before a session, with what was concluded and what came of it.</summary>
internal sealed class JointMatter : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required string SessionTitle { get; init; }
    public required MatterSource Source { get; init; }
    /// <summary>Id of the clue, doubt, warning or case.</summary>
    public required Guid SourceId { get; init; }
    /// <summary>Null where it is about a place.</summary>
    public Guid? HouseholdId { get; init; }
    public required string HouseholdNo { get; init; }
    /// <summary>Head of the household, or name of the place.</summary>
    public required string HeadName { get; init; }
    /// <summary>Village; for warnings of scale the place.</summary>
    public required long Division { get; init; }
    public required string Risk { get; init; }
    public required string Title { get; init; }
    /// <summary>Why it was proposed.</summary>
    public required string Reason { get; init; }
    public required string Link { get; init; }
    public MatterStep Step { get; private set; } = MatterProcess.Table.Start;
    public MatterConclusion? Conclusion { get; private set; }
    public string? Words { get; private set; }
    /// <summary>责任单位 as it is called.</summary>
    public string? Unit { get; private set; }
    public string? UnitRole { get; private set; }
    public DateOnly? ConcludedOn { get; private set; }
    public DateOnly? Due { get; private set; }
    public string? Feedback { get; private set; }
    public DateOnly? FeedbackOn { get; private set; }
    public DateOnly? EndedOn { get; private set; }
    public int Version { get; private set; }

    /// <exception cref="InvalidOperationException">The table has no such move.</exception>
    private void Move(MatterTrigger trigger) =>
        (Step, Version) = ((MatterProcess.Table.Find(Step, trigger) ?? throw new InvalidOperationException($"{trigger} is no move from {Step}.")).To, Version + 1);

    public void Assign(MatterConclusion conclusion, string words, (string Role, string Name) unit, DateOnly on, DateOnly due)
    {
        Move(MatterTrigger.定办理);
        (Conclusion, Words, UnitRole, Unit, ConcludedOn, Due) = (conclusion, words, unit.Role, unit.Name, on, due);
    }

    public void Dismiss(string words, DateOnly on)
    {
        Move(MatterTrigger.排除);
        (Conclusion, Words, ConcludedOn, EndedOn) = (MatterConclusion.排除, words, on, on);
    }

    public void Reconsider()
    {
        Move(MatterTrigger.重议);
        (Conclusion, Words, UnitRole, Unit, ConcludedOn, Due) = (null, null, null, null, null, null);
    }

    public void Answer(string words, DateOnly on)
    {
        Move(MatterTrigger.反馈);
        (Feedback, FeedbackOn) = (words, on);
    }

    public void Accept(DateOnly on)
    {
        Move(MatterTrigger.验收);
        EndedOn = on;
    }

    public void SendBack(DateOnly due)
    {
        Move(MatterTrigger.退回);
        Due = due;
    }

    internal sealed class Mapping : IEntityTypeConfiguration<JointMatter>
    {
        public void Configure(EntityTypeBuilder<JointMatter> builder)
        {
            builder.ToTable("joint_matter");
            builder.Property(m => m.SessionTitle).HasMaxLength(120);
            builder.Property(m => m.HouseholdNo).HasMaxLength(40);
            builder.Property(m => m.HeadName).HasMaxLength(120);
            builder.Property(m => m.Risk).HasMaxLength(40);
            builder.Property(m => m.Title).HasMaxLength(300);
            builder.Property(m => m.Reason).HasMaxLength(200);
            builder.Property(m => m.Link).HasMaxLength(300);
            builder.Property(m => m.Unit).HasMaxLength(60);
            builder.Property(m => m.UnitRole).HasMaxLength(40);
            builder.Property(m => m.Words).HasMaxLength(600);
            builder.Property(m => m.Feedback).HasMaxLength(1000);
            builder.Property(m => m.Version).IsConcurrencyToken();
            builder.HasIndex(m => new { m.SessionId, m.SourceId }).IsUnique(); // a thing stands once on an agenda
            builder.HasIndex(m => new { m.SourceId, m.Step });                 // what is before a session already is not proposed again; conclusions on a clue
            builder.HasIndex(m => m.HouseholdId);                              // conclusions on a household
            builder.HasIndex(m => new { m.Division, m.Step, m.Due });          // the list of an area, and what is overdue in it
        }
    }
}

/// <summary>What was said and done about a matter: conclusion, feedback, acceptance, return.</summary>
internal sealed class MatterNote : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid MatterId { get; init; }
    public required long Division { get; init; }
    public required string What { get; init; }
    public required string Words { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<MatterNote>
    {
        public void Configure(EntityTypeBuilder<MatterNote> builder)
        {
            builder.ToTable("matter_note");
            builder.Property(n => n.What).HasMaxLength(20);
            builder.Property(n => n.Words).HasMaxLength(1000);
            builder.Property(n => n.By).HasMaxLength(140);
            builder.HasIndex(n => n.MatterId); // the trail of a matter
        }
    }
}
