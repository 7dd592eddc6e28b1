using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Process;
using Xianjie.Registry.Households;

namespace Xianjie.SocialRelief.Referrals;

internal enum ReferralState { 待办理, 待补正, 已批准, 未批准, 已撤回 }

internal enum ReferralTrigger { 批准, 不批准, 退回补正, 补正后重报, 撤回 }

/// <summary>救助申请转办: the office that watches hands an application to the department that decides, and keeps its answer.</summary>
internal static class ReferralProcess
{
    public const string Name = "救助申请转办";

    public static readonly Process<ReferralState, ReferralTrigger> Table = new(Name, ReferralState.待办理, new Dictionary<ReferralState, StepRule>
    {
        [ReferralState.待办理] = new("待部门办理", Roles.Department, "救助转办办理天数"),
        [ReferralState.待补正] = new("退回补正", Roles.Clerk, "退回补正天数"),
        [ReferralState.已批准] = new("已批准", Roles.Department, IsEnd: true),
        [ReferralState.未批准] = new("未批准", Roles.Department, IsEnd: true),
        [ReferralState.已撤回] = new("已撤回", Roles.Clerk, IsEnd: true),
    },
    [
        new(ReferralState.待办理, ReferralTrigger.批准, ReferralState.已批准, "批准", Permissions.ReliefAnswer),
        new(ReferralState.待办理, ReferralTrigger.不批准, ReferralState.未批准, "不批准", Permissions.ReliefAnswer, NeedsReason: true),
        new(ReferralState.待办理, ReferralTrigger.退回补正, ReferralState.待补正, "退回补正", Permissions.ReliefAnswer, NeedsReason: true),
        new(ReferralState.待办理, ReferralTrigger.撤回, ReferralState.已撤回, "撤回", Permissions.ReliefRefer, NeedsReason: true),
        new(ReferralState.待补正, ReferralTrigger.补正后重报, ReferralState.待办理, "补正后重报", Permissions.ReliefRefer, NeedsReason: true),
        new(ReferralState.待补正, ReferralTrigger.撤回, ReferralState.已撤回, "撤回", Permissions.ReliefRefer, NeedsReason: true),
    ]);
}

/// <summary>One application handed to one department.</summary>
internal sealed class Referral : IOfHousehold, IRecorded
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FormKey { get; init; }
    public required Guid HouseholdId { get; init; }
    public required Guid PersonId { get; init; }
    public required long Division { get; set; }
    public required string HouseholdNo { get; init; }
    public required string ApplicantName { get; init; }
    /// <summary>临时救助, 大病救助 …: a dimension of the parameter 救助转办部门.</summary>
    public required string Kind { get; init; }
    public required string Department { get; init; }
    public required string Reason { get; init; }
    /// <summary>From where it was started: 农户, 线索 or 认定案件, with its address.</summary>
    public required string Origin { get; init; }
    public string? OriginLink { get; init; }
    /// <summary>Names of the papers that go with it, and ids of those kept with the household, joined by <c>;</c>.</summary>
    public required string Papers { get; set; }
    public required string Attachments { get; set; }
    public required DateOnly SentOn { get; init; }
    public required string SentBy { get; init; }
    public required string SenderRole { get; init; }
    public required DateOnly Due { get; set; }
    public ReferralState State { get; private set; } = ReferralState.待办理;
    public DateOnly? AnsweredOn { get; private set; }
    public string? AnsweredBy { get; private set; }
    public string? Answer { get; private set; }
    /// <summary>分 that were granted.</summary>
    public long? Amount { get; private set; }
    /// <summary>The measure of the household that the grant became.</summary>
    public Guid? MeasureId { get; private set; }
    public int Version { get; private set; }

    public IReadOnlyList<Guid> AttachmentIds => [.. Attachments.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)];
    public bool IsOpen => !ReferralProcess.Table.Steps[State].IsEnd;

    public void Move(ReferralTrigger trigger, DateOnly on, string by, string? words, long? amount = null, Guid? measure = null)
    {
        var move = ReferralProcess.Table.Find(State, trigger) ?? throw new InvalidOperationException($"{trigger} is no move from {State}.");
        (State, Version) = (move.To, Version + 1);
        if (move.Permission == Permissions.ReliefAnswer)
            (AnsweredOn, AnsweredBy, Answer, Amount, MeasureId) = (on, by, words, amount, measure);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<Referral>
    {
        public void Configure(EntityTypeBuilder<Referral> builder)
        {
            builder.ToTable("referral");
            builder.Ignore(r => r.AttachmentIds);
            builder.Ignore(r => r.IsOpen);
            builder.Property(r => r.HouseholdNo).HasMaxLength(40);
            builder.Property(r => r.ApplicantName).HasMaxLength(120);
            builder.Property(r => r.Kind).HasMaxLength(40);
            builder.Property(r => r.Department).HasMaxLength(40);
            builder.Property(r => r.Origin).HasMaxLength(40);
            builder.Property(r => r.OriginLink).HasMaxLength(200);
            builder.Property(r => r.SentBy).HasMaxLength(140);
            builder.Property(r => r.SenderRole).HasMaxLength(40);
            builder.Property(r => r.AnsweredBy).HasMaxLength(140);
            builder.Property(r => r.Version).IsConcurrencyToken();
            builder.HasIndex(r => r.FormKey).IsUnique();                            // the same form once
            builder.HasIndex(r => r.HouseholdId);                                   // referrals of a household
            builder.HasIndex(r => new { r.Department, r.State, r.Due });            // what a department has to answer, soonest first
            builder.HasIndex(r => new { r.Division, r.State, r.Due });              // referrals of an area
        }
    }
}

internal static class ReferralWords
{
    public static string Tone(ReferralState state) => state switch { ReferralState.已批准 => "tag-green", ReferralState.未批准 => "tag-red", ReferralState.待补正 => "tag-amber", ReferralState.已撤回 => "tag-grey", _ => "tag-blue" };

    public static string Of(Referral referral) => referral.State == ReferralState.已批准 ? $"已批准 {Monitoring.HouseholdWords.Yuan(referral.Amount)} 元" : referral.State.ToString();
}
