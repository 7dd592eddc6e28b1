using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Housing;

internal enum HazardState { 整改中, 待验收, 已销号 }

/// <summary>隐患: from the day it was found to the day a second person accepted that it is gone.</summary>
internal sealed class HouseHazard : IOfHousehold, IRecorded
{
    public static readonly IReadOnlyList<string> Measures = ["维修加固", "拆除重建", "避险搬离", "易地搬迁", "拆除违建、停止经营", "其他"];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FindingId { get; init; }
    public required Guid HouseholdId { get; init; }
    public required string HouseholdNo { get; init; }
    public required string HeadName { get; init; }
    public required long Division { get; set; }
    public required string Grade { get; init; }
    public required string Seen { get; init; }
    public required bool SelfBuilt { get; init; }
    public required string Measure { get; init; }
    public required string Responsible { get; init; }
    public required DateOnly FoundOn { get; init; }
    public required DateOnly Due { get; init; }
    public HazardState State { get; private set; } = HazardState.整改中;
    public DateOnly? MendedOn { get; private set; }
    public string? MendedWords { get; private set; }
    public string? MendedBy { get; private set; }
    public DateOnly? AcceptedOn { get; private set; }
    public string? AcceptedBy { get; private set; }
    public string? AcceptedWords { get; private set; }
    public string? GradeAfter { get; private set; }
    public int Returns { get; private set; }
    public int Version { get; private set; }

    public void Mend(DateOnly on, string words, string by)
    {
        Demand(HazardState.整改中);
        (State, MendedOn, MendedWords, MendedBy, Version) = (HazardState.待验收, on, words, by, Version + 1);
    }

    public void Accept(DateOnly on, string words, string gradeAfter, string by)
    {
        Demand(HazardState.待验收);
        if (by == MendedBy)
            throw new InvalidOperationException("Who reported the repair accepts it.");
        (State, AcceptedOn, AcceptedWords, GradeAfter, AcceptedBy, Version) = (HazardState.已销号, on, words, gradeAfter, by, Version + 1);
    }

    public void Return(string words, string by)
    {
        Demand(HazardState.待验收);
        (State, AcceptedWords, AcceptedBy, Returns, Version) = (HazardState.整改中, words, by, Returns + 1, Version + 1);
    }

    private void Demand(HazardState state)
    {
        if (State != state)
            throw new InvalidOperationException("The hazard is not in a state for that.");
    }

    internal sealed class Mapping : IEntityTypeConfiguration<HouseHazard>
    {
        public void Configure(EntityTypeBuilder<HouseHazard> builder)
        {
            builder.ToTable("house_hazard");
            builder.Property(h => h.HouseholdNo).HasMaxLength(40);
            builder.Property(h => h.HeadName).HasMaxLength(120);
            builder.Property(h => h.Grade).HasMaxLength(20);
            builder.Property(h => h.GradeAfter).HasMaxLength(20);
            builder.Property(h => h.Seen).HasMaxLength(200);
            builder.Property(h => h.Measure).HasMaxLength(40);
            builder.Property(h => h.Responsible).HasMaxLength(60);
            builder.Property(h => h.MendedWords).HasMaxLength(400);
            builder.Property(h => h.MendedBy).HasMaxLength(140);
            builder.Property(h => h.AcceptedBy).HasMaxLength(140);
            builder.Property(h => h.AcceptedWords).HasMaxLength(400);
            builder.Property(h => h.Version).IsConcurrencyToken();
            builder.HasIndex(h => h.FindingId).IsUnique();              // one per finding
            builder.HasIndex(h => new { h.State, h.Due, h.Division });  // what is open, soonest due first
            builder.HasIndex(h => h.HouseholdId);                       // hazards of a household
        }
    }
}
