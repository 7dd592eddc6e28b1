using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.Clinics;

/// <summary>How a village without a clinic of its own is served.</summary>
internal enum ClinicService { 本村卫生室, 邻村延伸服务, 乡镇巡诊, 没有 }

/// <summary>村卫生室 of a village as it stands: its form of service and the building.</summary>
internal sealed class VillageClinic : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>Village.</summary>
    public required long Division { get; init; }
    public required ClinicService Service { get; set; }
    public string? Name { get; set; }
    public bool Standard { get; set; }
    public required string By { get; set; }
    public required DateTimeOffset At { get; set; }
    public int Version { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<VillageClinic>
    {
        public void Configure(EntityTypeBuilder<VillageClinic> builder)
        {
            builder.ToTable("village_clinic");
            builder.Property(c => c.Name).HasMaxLength(80);
            builder.Property(c => c.By).HasMaxLength(140);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.HasIndex(c => c.Division).IsUnique(); // one per village
        }
    }
}

/// <summary>村医: who serves a village, from when to when.</summary>
internal sealed class VillageDoctor : IInDivision, IRecorded
{
    public static readonly IReadOnlyList<string> Kinds = ["执业医师", "执业助理医师", "乡村全科执业助理医师", "乡村医生", "乡镇派驻"];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required long Division { get; init; }
    public required string Name { get; init; }
    public required string Kind { get; init; }
    public required DateOnly From { get; init; }
    public DateOnly? To { get; private set; }

    public void Leave(DateOnly on) => To = To is null ? on : throw new InvalidOperationException("The doctor left before.");

    internal sealed class Mapping : IEntityTypeConfiguration<VillageDoctor>
    {
        public void Configure(EntityTypeBuilder<VillageDoctor> builder)
        {
            builder.ToTable("village_doctor");
            builder.Property(d => d.Name).HasMaxLength(60);
            builder.Property(d => d.Kind).HasMaxLength(20);
            builder.HasIndex(d => new { d.Division, d.To }); // who serves a village now
        }
    }
}

internal enum BlankKind { 无卫生室, 无村医 }

/// <summary>空白点: a village without a clinic or without a doctor, from the day it was seen to the day it was filled.</summary>
internal sealed class ClinicBlank : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required long Division { get; init; }
    public required BlankKind Kind { get; init; }
    public required DateOnly OpenedOn { get; init; }
    public DateOnly? ClosedOn { get; private set; }
    public string? ClosedBy { get; private set; }

    public void Close(DateOnly on, string by) => (ClosedOn, ClosedBy) = ClosedOn is null ? (on, by) : throw new InvalidOperationException("The blank is filled already.");

    internal sealed class Mapping : IEntityTypeConfiguration<ClinicBlank>
    {
        public void Configure(EntityTypeBuilder<ClinicBlank> builder)
        {
            builder.ToTable("clinic_blank");
            builder.Property(b => b.ClosedBy).HasMaxLength(200);
            builder.HasIndex(b => new { b.Division, b.Kind, b.ClosedOn }); // the open blanks of a village
        }
    }
}
