using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Quality;

/// <summary>
/// 待处理 is for the village to mend or explain; 待认可 waits for the township, 待批豁免 for the county; 已认可 and 已豁免 rest until the data
/// change or the exemption ends; 已消除 means that the data are right.
/// </summary>
internal enum DoubtState { 待处理, 待认可, 已认可, 待批豁免, 已豁免, 已消除 }

/// <summary>
/// 数据疑点: one rule that one household (or one person of it) does not meet. Opened and closed by the runs alone, which is why those changes
/// are not recorded beside; what people do with it is a <see cref="DoubtAct"/> each.
/// </summary>
internal sealed class QualityDoubt : IOfHousehold
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid HouseholdId { get; init; }
    public required string HouseholdNo { get; init; }
    public required string HeadName { get; init; }
    public Guid? PersonId { get; init; }
    public required long Division { get; set; }
    public required string RuleId { get; init; }
    public required string Title { get; init; }
    /// <summary>E 错误, W 疑点, I 提示.</summary>
    public required string Severity { get; init; }
    /// <summary>The part of the record that mends it: 家庭成员, 收入支出 ….</summary>
    public required string Fix { get; init; }
    public required string Fingerprint { get; set; }
    /// <summary>Words and evidence, sealed.</summary>
    [SealedAs(Sealed.File)]
    public required byte[] ContentSealed { get; set; }
    public DoubtState State { get; private set; } = DoubtState.待处理;
    public required DateOnly FoundOn { get; init; }
    /// <summary>yyyyMM of <see cref="FoundOn"/>, so that a trend is counted in the database.</summary>
    public required int FoundMonth { get; init; }
    public DateOnly? ClosedOn { get; private set; }
    public int? ClosedMonth { get; private set; }
    public string? ClosedWhy { get; private set; }
    public DateOnly? ExemptUntil { get; private set; }
    /// <summary>Who explained or asked last: another person must accept.</summary>
    public Guid? AskedBy { get; private set; }
    /// <summary>Household, rule and person while it is not closed: one each.</summary>
    public string? OpenKey { get; private set; }
    public int Version { get; private set; }

    public static string KeyOf(Guid household, string rule, Guid? person) => $"{household:N}|{rule}|{person:N}";

    public QualityDoubt Opened()
    {
        OpenKey = KeyOf(HouseholdId, RuleId, PersonId);
        return this;
    }

    public void Explain(Guid by) => (State, AskedBy, Version) = (DoubtState.待认可, by, Version + 1);

    public void AskExemption(Guid by, DateOnly until) => (State, AskedBy, ExemptUntil, Version) = (DoubtState.待批豁免, by, until, Version + 1);

    /// <summary>The second person's word.</summary>
    public void Answer(bool yes) => (State, ExemptUntil, Version) = (State, yes) switch
    {
        (DoubtState.待认可, true) => (DoubtState.已认可, null, Version + 1),
        (DoubtState.待批豁免, true) => (DoubtState.已豁免, ExemptUntil, Version + 1),
        (DoubtState.待认可 or DoubtState.待批豁免, false) => (DoubtState.待处理, (DateOnly?)null, Version + 1),
        _ => throw new InvalidOperationException("Nobody asked."),
    };

    /// <summary>The data changed but are still not right, or the exemption has ended.</summary>
    public void Reopen() => (State, AskedBy, ExemptUntil, Version) = (DoubtState.待处理, null, null, Version + 1);

    public void Renew(string fingerprint, byte[] content) => (Fingerprint, ContentSealed, Version) = (fingerprint, content, Version + 1);

    public void Close(DateOnly on, string why)
    {
        var day = on < FoundOn ? FoundOn : on;
        (State, ClosedOn, ClosedMonth, ClosedWhy, OpenKey, Version) = (DoubtState.已消除, day, (day.Year * 100) + day.Month, why, null, Version + 1);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<QualityDoubt>
    {
        public void Configure(EntityTypeBuilder<QualityDoubt> builder)
        {
            builder.ToTable("quality_doubt");
            builder.Property(d => d.HouseholdNo).HasMaxLength(40);
            builder.Property(d => d.HeadName).HasMaxLength(120);
            builder.Property(d => d.RuleId).HasMaxLength(40);
            builder.Property(d => d.Title).HasMaxLength(200);
            builder.Property(d => d.Severity).HasMaxLength(4);
            builder.Property(d => d.Fix).HasMaxLength(100);
            builder.Property(d => d.Fingerprint).HasMaxLength(32);
            builder.Property(d => d.ClosedWhy).HasMaxLength(40);
            builder.Property(d => d.OpenKey).HasMaxLength(120);
            builder.Property(d => d.Version).IsConcurrencyToken();
            builder.HasIndex(d => d.OpenKey).IsUnique();                           // one open doubt per household, rule and person
            builder.HasIndex(d => d.HouseholdId);                                  // doubts of a household
            builder.HasIndex(d => new { d.Division, d.State, d.Severity });        // the list of an area, and its counts
            builder.HasIndex(d => new { d.Division, d.FoundMonth, d.ClosedMonth }); // the trend of a village
        }
    }
}

/// <summary>What someone did with a doubt: explained it, asked for an exemption, accepted, approved or sent it back.</summary>
internal sealed class DoubtAct : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid DoubtId { get; init; }
    public required long Division { get; init; }
    public required string What { get; init; }
    public required string Words { get; init; }
    public DateOnly? Until { get; init; }
    public required string By { get; init; }
    public required Guid ById { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DoubtAct>
    {
        public void Configure(EntityTypeBuilder<DoubtAct> builder)
        {
            builder.ToTable("doubt_act");
            builder.Property(a => a.What).HasMaxLength(20);
            builder.Property(a => a.Words).HasMaxLength(400);
            builder.Property(a => a.By).HasMaxLength(140);
            builder.HasIndex(a => a.DoubtId); // what was done with a doubt
        }
    }
}

/// <summary>A run of the data-quality rules over a county; the daily run looks here whether today has been done.</summary>
internal sealed class QualityRunDone : IInDivision
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required long Division { get; init; }
    public required DateOnly On { get; init; }
    public required DateTimeOffset At { get; init; }
    public required int Opened { get; init; }
    public required int Closed { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<QualityRunDone>
    {
        public void Configure(EntityTypeBuilder<QualityRunDone> builder)
        {
            builder.ToTable("quality_run_done");
            builder.HasIndex(r => new { r.Division, r.On }); // the latest run of a county
        }
    }
}
