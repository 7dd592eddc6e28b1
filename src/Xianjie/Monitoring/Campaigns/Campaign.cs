using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>By what the objects are chosen.</summary>
internal enum ObjectChoice { 按户属性, 按户标签, 按帮扶单位, 按村 }

/// <summary>What is to be done for each object: a form of the surveys, a visit, or a check list.</summary>
internal enum CampaignTask { 填表, 走访, 清单 }

/// <summary>专项行动任务包: name and basis, from when to when, which objects, and what to do for each.</summary>
internal sealed class Campaign : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FormKey { get; init; }
    public required string Title { get; init; }
    public required string Basis { get; init; }
    public required long Division { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
    public required ObjectChoice Choice { get; init; }
    /// <summary>户属性 joined by <c>;</c>, a label, or a unit; empty for all.</summary>
    public required string Chosen { get; init; }
    /// <summary>Codes of townships or villages, joined by <c>;</c>; empty for the whole division.</summary>
    public required string Places { get; init; }
    public required CampaignTask Task { get; init; }
    /// <summary>The survey round in which the forms are filled in.</summary>
    public Guid? RoundId { get; init; }
    /// <summary>Items of the check list, one a line.</summary>
    public required string Checklist { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public DateOnly? ClosedOn { get; private set; }
    public string? Summary { get; private set; }
    public int Version { get; private set; }

    public bool IsOpen => ClosedOn is null;
    public IReadOnlyList<string> Items => Checklist.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public void Close(DateOnly on, string summary)
    {
        if (!IsOpen)
            throw new InvalidOperationException("The campaign is closed already.");
        (ClosedOn, Summary, Version) = (on, summary, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Campaign>
    {
        public void Configure(EntityTypeBuilder<Campaign> builder)
        {
            builder.ToTable("campaign");
            builder.Ignore(c => c.IsOpen);
            builder.Ignore(c => c.Items);
            builder.Property(c => c.Title).HasMaxLength(120);
            builder.Property(c => c.Basis).HasMaxLength(200);
            builder.Property(c => c.Chosen).HasMaxLength(120);
            builder.Property(c => c.By).HasMaxLength(140);
            builder.Property(c => c.Version).IsConcurrencyToken();
            builder.HasIndex(c => c.FormKey).IsUnique();                // the same form once
            builder.HasIndex(c => new { c.Division, c.From });          // campaigns of an area, newest first
        }
    }
}

/// <summary>One object of a campaign, and what was done, found and mended there.</summary>
internal sealed class CampaignObject : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CampaignId { get; init; }
    /// <summary>Empty where the object is the village.</summary>
    public required Guid HouseholdId { get; init; }
    public required string HouseholdNo { get; init; }
    /// <summary>Head of the household, or the village.</summary>
    public required string Name { get; init; }
    public required long Division { get; set; }
    /// <summary>The day on which it was entered, so that a day's report never changes afterwards.</summary>
    public DateOnly? DoneOn { get; private set; }
    public string? Visitors { get; private set; }
    public string? Words { get; private set; }
    public string? By { get; private set; }
    /// <summary>What is wrong; null where all is well.</summary>
    public string? Problem { get; private set; }
    public DateOnly? MendedOn { get; private set; }
    public string? Mended { get; private set; }
    public DateOnly? TriedOn { get; private set; }
    public int Version { get; private set; }

    public bool IsVillage => HouseholdId == Guid.Empty;

    public void Miss(DateOnly on) => (TriedOn, Version) = (on, Version + 1);

    /// <summary>Done; a correction afterwards keeps the day.</summary>
    public void Finish(DateOnly on, string visitors, string? words, string? problem, string by)
    {
        (DoneOn, Visitors, Words, By, Version) = (DoneOn ?? on, visitors, words, by, Version + 1);
        (MendedOn, Mended, Problem) = problem is null ? (null, null, null) : (MendedOn, Mended, problem);
    }

    public void Mend(DateOnly on, string words)
    {
        if (Problem is null || MendedOn is not null)
            throw new InvalidOperationException("There is nothing to mend.");
        (MendedOn, Mended, Version) = (on, words, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<CampaignObject>
    {
        public void Configure(EntityTypeBuilder<CampaignObject> builder)
        {
            builder.ToTable("campaign_object");
            builder.Ignore(o => o.IsVillage);
            builder.Property(o => o.HouseholdNo).HasMaxLength(40);
            builder.Property(o => o.Name).HasMaxLength(120);
            builder.Property(o => o.Visitors).HasMaxLength(200);
            builder.Property(o => o.Words).HasMaxLength(1000);
            builder.Property(o => o.Problem).HasMaxLength(1000);
            builder.Property(o => o.Mended).HasMaxLength(600);
            builder.Property(o => o.By).HasMaxLength(140);
            builder.Property(o => o.Version).IsConcurrencyToken();
            builder.HasIndex(o => new { o.CampaignId, o.Division, o.HouseholdId }).IsUnique(); // an object once; progress by village
            builder.HasIndex(o => new { o.CampaignId, o.DoneOn });                             // the report of a day
            builder.HasIndex(o => o.HouseholdId);                                              // campaigns of a household
        }
    }
}
