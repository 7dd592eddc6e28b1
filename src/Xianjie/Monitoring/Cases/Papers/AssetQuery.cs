using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Authorisations;
using Xianjie.Platform.Data;
using Xianjie.Platform;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases.Papers;

/// <summary>
/// 信息比对: what was asked about a household, under which authorisation. There is no other way to make one than
/// <see cref="Under"/>, and it refuses without an authorisation that holds today (monitoring.md 13.3).
/// </summary>
internal sealed class AssetQuery : IInDivision, IRecorded
{
    /// <summary>比对项 (W67).</summary>
    public static readonly IReadOnlyList<string> AllItems = LetterScope.Items;

    public static readonly IReadOnlyList<string> Channels = ["民政居民家庭经济状况核对平台", "县级部门"];

    private AssetQuery()
    {
    }

    public Guid Id { get; private init; } = Guid.CreateVersion7();
    public Guid CaseId { get; private init; }
    public Guid AuthorisationId { get; private init; }
    public long Division { get; private init; }
    public Guid FormKey { get; private init; }
    public string Items { get; private init; } = string.Empty;
    public string Channel { get; private init; } = string.Empty;
    public DateOnly AskedOn { get; private init; }
    public DateOnly? AnsweredOn { get; private set; }
    public string? Answer { get; private set; }
    public string By { get; private init; } = string.Empty;

    public static Result<AssetQuery, Refusal> Under(IEnumerable<Authorisation> given, IdentificationCase subject, Guid formKey, IReadOnlyCollection<string> items, string channel, DateOnly today, string by)
    {
        var known = given.Where(a => (a.CaseId is null || a.CaseId == subject.Id) && a.HouseholdId == subject.HouseholdId).OrderByDescending(a => a.SignedOn).ToList();
        if (known.Where(a => a.HoldsOn(today)).OrderByDescending(a => items.Count(a.CoversItem)).FirstOrDefault() is not { } valid)
            return new Refusal(known.FirstOrDefault() switch
            {
                null => "没有承诺授权书，不得发起信息比对。请先在“授权”中登记户主和家庭成员签字的授权书。",
                { RevokedOn: { } day } last => $"授权书 {last.Number} 已于 {day:yyyy-MM-dd} 撤回，不得再发起信息比对。农户重新签署授权书后再办理。",
                var last => $"授权书 {last.Number} 有效期到 {last.ValidUntil:yyyy-MM-dd}，今天不在有效期内，不得发起信息比对。请重新签署授权书。",
            }, "Items");
        if (items.Where(i => !valid.CoversItem(i)).ToList() is { Count: > 0 } beyond && beyond.TrueForAll(AllItems.Contains))
            return new Refusal($"授权书 {valid.Number} 没有授权核查{string.Join("、", beyond)}，请去掉这些项目，或由农户补签授权书。", "Items");
        if (items.Count == 0 || items.Except(AllItems).Any())
            return new Refusal("请勾选要比对的项目。", "Items");
        if (!Channels.Contains(channel))
            return new Refusal("请选择比对渠道。", "Channel");
        return new AssetQuery
        {
            CaseId = subject.Id, AuthorisationId = valid.Id, Division = subject.Division, FormKey = formKey, Items = string.Join('、', items), Channel = channel, AskedOn = today, By = by,
        };
    }

    public void Answered(DateOnly today, string answer)
    {
        if (AnsweredOn is not null)
            throw new InvalidOperationException("The query is answered already.");
        (AnsweredOn, Answer) = (today, answer);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<AssetQuery>
    {
        public void Configure(EntityTypeBuilder<AssetQuery> builder)
        {
            builder.ToTable("asset_query");
            builder.Property(q => q.Channel).HasMaxLength(40);
            builder.Property(q => q.By).HasMaxLength(140);
            builder.HasOne<Authorisation>().WithMany().HasForeignKey(q => q.AuthorisationId).OnDelete(DeleteBehavior.Restrict); // no query without an authorisation, in the database too
            builder.HasIndex(q => q.FormKey).IsUnique();   // the same form once
            builder.HasIndex(q => q.CaseId);               // queries of a case
        }
    }
}

/// <summary>A query that was wanted and refused: the attempt stays on record.</summary>
internal sealed class RefusedQuery : IInDivision, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CaseId { get; init; }
    public required long Division { get; init; }
    public required string Items { get; init; }
    public required string Words { get; init; }
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RefusedQuery>
    {
        public void Configure(EntityTypeBuilder<RefusedQuery> builder)
        {
            builder.ToTable("refused_query");
            builder.Property(r => r.By).HasMaxLength(140);
            builder.HasIndex(r => r.CaseId); // refused queries of a case
        }
    }
}
