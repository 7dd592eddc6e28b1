using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Data;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Protection;

namespace Xianjie.Monitoring.Letters;

/// <summary>Whose household it is has to be found (待核对), was found (已对上), is that of an earlier letter of the same person (已并入), or it is not ours to handle.</summary>
internal enum LetterState { 待核对, 已对上, 已并入, 不予受理 }

/// <summary>来件: a difficulty that a person told us of — by the public form, by phone, on the spot, by petition, hotline, media or inspection.</summary>
internal sealed class Letter : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FormKey { get; init; }
    public required ClueChannel Channel { get; init; }
    /// <summary>One of <see cref="LetterSources"/>.</summary>
    public required string Source { get; init; }
    /// <summary>The number that the source gave it.</summary>
    public string? Number { get; init; }
    /// <summary>回执号, for self-reports: 60 random bits, the only key to the public page of its state.</summary>
    public string? Receipt { get; init; }
    public required DateOnly ReceivedOn { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    /// <summary>The village that was named; the household's own once it is found; township or county where no village is known.</summary>
    public required long Division { get; set; }
    public required string Name { get; init; }
    [SealedAs(Sealed.CitizenId)]
    public byte[]? CitizenIdSealed { get; init; }
    public byte[]? CitizenIdIndex { get; init; }
    [SealedAs(Sealed.Phone)]
    public byte[]? PhoneSealed { get; init; }
    public byte[]? PhoneIndex { get; init; }
    /// <summary>代申报: who, and in what relation.</summary>
    public string? Proxy { get; init; }
    [SealedAs(Sealed.Phone)]
    public byte[]? ProxyPhoneSealed { get; init; }
    /// <summary>Values of code list 风险, joined by <c>;</c>.</summary>
    public required string Risks { get; init; }
    /// <summary>What was said, sealed.</summary>
    [SealedAs(Sealed.File)]
    public required byte[] WordsSealed { get; init; }
    public Guid? PhotoId { get; init; }
    /// <summary>By when the source wants an answer.</summary>
    public DateOnly? AnswerBy { get; init; }
    public DateOnly? AnsweredOn { get; private set; }
    public string? AnsweredBy { get; private set; }
    public string? Answer { get; private set; }
    public LetterState State { get; private set; } = LetterState.待核对;
    public Guid? HouseholdId { get; private set; }
    /// <summary>How the household was found, or why the letter was turned down.</summary>
    public string? Note { get; private set; }
    public Guid? MergedInto { get; private set; }
    /// <summary>Keyed hash of the sender's network address, against floods.</summary>
    public byte[]? AddressIndex { get; init; }
    public Guid? Batch { get; init; }
    public int Version { get; private set; }

    public IReadOnlyList<string> RiskList => Risks.Split(';', StringSplitOptions.RemoveEmptyEntries);

    public void Found(Guid household, long village, string how)
    {
        if (State != LetterState.待核对)
            throw new InvalidOperationException("The household of the letter is settled already.");
        (State, HouseholdId, Division, Note, Version) = (LetterState.已对上, household, village, how, Version + 1);
    }

    public void Merge(Letter earlier) => (State, MergedInto, HouseholdId, Division, Version) = (LetterState.已并入, earlier.Id, earlier.HouseholdId, earlier.Division, Version + 1);

    public void TurnDown(string reason)
    {
        if (State != LetterState.待核对)
            throw new InvalidOperationException("Only a letter whose household is not known can be turned down.");
        (State, Note, Version) = (LetterState.不予受理, reason, Version + 1);
    }

    public void Reply(string words, DateOnly on, string by) => (Answer, AnsweredOn, AnsweredBy, Version) = (words, on, by, Version + 1);

    internal sealed class Mapping : IEntityTypeConfiguration<Letter>
    {
        public void Configure(EntityTypeBuilder<Letter> builder)
        {
            builder.ToTable("letter");
            builder.Ignore(l => l.RiskList);
            builder.Property(l => l.Source).HasMaxLength(40);
            builder.Property(l => l.Number).HasMaxLength(80);
            builder.Property(l => l.Receipt).HasMaxLength(12);
            builder.Property(l => l.Name).HasMaxLength(60);
            builder.Property(l => l.Proxy).HasMaxLength(120);
            builder.Property(l => l.Risks).HasMaxLength(120);
            builder.Property(l => l.By).HasMaxLength(60);
            builder.Property(l => l.AnsweredBy).HasMaxLength(60);
            builder.Property(l => l.Version).IsConcurrencyToken();
            builder.HasIndex(l => l.FormKey).IsUnique();                                   // the same form once
            builder.HasIndex(l => l.Receipt).IsUnique();                                   // the public page of its state
            builder.HasIndex(l => new { l.Source, l.Number });                             // the same order of a hotline once
            builder.HasIndex(l => new { l.Division, l.State, l.Id });                      // the list of an area and state
            builder.HasIndex(l => l.HouseholdId);                                          // letters of a household
            builder.HasIndex(l => new { l.PhoneIndex, l.At });                             // how often a phone was used; letters of the same person
            builder.HasIndex(l => new { l.CitizenIdIndex, l.At });                         // letters of the same person
            builder.HasIndex(l => new { l.AddressIndex, l.At });                           // how many came from one address
            builder.HasIndex(l => l.MergedInto);                                           // repeats of a letter
        }
    }
}

/// <summary>Where letters come from, by channel.</summary>
internal static class LetterSources
{
    public const string Scanned = "扫码申报";

    public static IReadOnlyList<string> Of(ClueChannel channel) => channel switch
    {
        ClueChannel.自主申报 => ["电话申报", "当面申报", "书面申报", Scanned],
        ClueChannel.基层排查 => ["日常走访", "月度摸排", "集中排查", "网格上报"],
        ClueChannel.信访舆情 => ["信访", "12345", "12317", "媒体舆情", "领导信箱"],
        ClueChannel.监督检查反馈 => ["督查检查", "巡视巡察", "审计", "考核评估", "第三方评估"],
        _ => [],
    };

    /// <summary>What a cadre may type in; the comparison writes its own.</summary>
    public static IReadOnlyList<ClueChannel> Channels => [ClueChannel.自主申报, ClueChannel.基层排查, ClueChannel.信访舆情, ClueChannel.监督检查反馈];

    public static ClueChannel? ChannelOf(string source) => Channels.Where(c => Of(c).Contains(source)).Select(c => (ClueChannel?)c).FirstOrDefault();
}
