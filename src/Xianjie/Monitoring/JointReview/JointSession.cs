using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.JointReview;

/// <summary>会商研判 of a county: the one session of a month (数据月集中研判), or one held beside it for a special cause.</summary>
internal sealed class JointSession : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>County.</summary>
    public required long Division { get; init; }
    public required string Title { get; init; }
    /// <summary>yyyyMM, for the session of a month; null for one held beside it.</summary>
    public int? RegularMonth { get; init; }
    public required Guid FormKey { get; init; }
    public required DateOnly HeldOn { get; set; }
    public string? Place { get; set; }
    public string? Chair { get; set; }
    public string? Recorder { get; set; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateOnly? ClosedOn { get; private set; }
    public string? Summary { get; private set; }
    public int Version { get; private set; }

    public bool IsOpen => ClosedOn is null;

    public static string TitleOf(DateOnly day) => $"{day:yyyy 年 M 月}数据集中研判";

    public void Arrange(DateOnly on, string? place, string? chair, string? recorder) => (HeldOn, Place, Chair, Recorder, Version) = (on, place, chair, recorder, Version + 1);

    public void Close(DateOnly on, string summary)
    {
        if (!IsOpen)
            throw new InvalidOperationException("The session is closed already.");
        (ClosedOn, Summary, Version) = (on, summary, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<JointSession>
    {
        public void Configure(EntityTypeBuilder<JointSession> builder)
        {
            builder.ToTable("joint_session");
            builder.Ignore(s => s.IsOpen);
            builder.Property(s => s.Title).HasMaxLength(120);
            builder.Property(s => s.Place).HasMaxLength(80);
            builder.Property(s => s.Chair).HasMaxLength(60);
            builder.Property(s => s.Recorder).HasMaxLength(60);
            builder.Property(s => s.By).HasMaxLength(140);
            builder.Property(s => s.Version).IsConcurrencyToken();
            builder.HasIndex(s => s.FormKey).IsUnique();                           // the same form once
            builder.HasIndex(s => new { s.Division, s.RegularMonth }).IsUnique();  // one of each county and month, whoever opens it
            builder.HasIndex(s => new { s.Division, s.HeldOn });                   // the sessions of a county, newest first
        }
    }
}

/// <summary>参会: one unit and who came for it.</summary>
internal sealed class JointAttendee : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required long Division { get; init; }
    public required string Unit { get; init; }
    /// <summary>Names joined by 、.</summary>
    public required string Names { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<JointAttendee>
    {
        public void Configure(EntityTypeBuilder<JointAttendee> builder)
        {
            builder.ToTable("joint_attendee");
            builder.Property(a => a.Unit).HasMaxLength(60);
            builder.Property(a => a.Names).HasMaxLength(200);
            builder.HasIndex(a => a.SessionId); // who came to a session
        }
    }
}

/// <summary>议题, and what was agreed on it.</summary>
internal sealed class JointTopic : IInDivision, IRecorded
{
    public static readonly IReadOnlyList<string> Usual = ["通报本月监测预警、线索核查和数据质量情况", "逐户研判重点对象，明确处置意见、责任单位和期限", "上次研判事项的办理情况"];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid SessionId { get; init; }
    public required long Division { get; init; }
    public required int Number { get; init; }
    public required string Words { get; init; }
    public string? Outcome { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<JointTopic>
    {
        public void Configure(EntityTypeBuilder<JointTopic> builder)
        {
            builder.ToTable("joint_topic");
            builder.Property(t => t.Words).HasMaxLength(200);
            builder.Property(t => t.Outcome).HasMaxLength(600);
            builder.HasIndex(t => t.SessionId); // the topics of a session
        }
    }
}
