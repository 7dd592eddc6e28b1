using Xianjie.Demo.People;

namespace Xianjie.Demo.Events;

internal readonly record struct Bill(Person Patient, DateOnly Day, string Kind, string Disease, int Total, int Pooled, int Critical, int Aid)
{
    public int SelfPay => Total - Pooled - Critical - Aid;
}

internal readonly record struct SchoolTrouble(Person Pupil, DateOnly From, DateOnly Until, string State, string Reason, int Fee = 0);

internal readonly record struct HouseCheck(DateOnly Day, string Grade, bool OnlyHouse);

internal readonly record struct CardChange(Person Holder, DateOnly Day, string Kind, int FormerLevel);

internal readonly record struct JobStop(Person Worker, DateOnly Day, string Reason, DateOnly? BackOn);

internal readonly record struct Relief(Person Receiver, DateOnly Day, string Cause, int Amount);

internal readonly record struct Loss(DateOnly Day, string Kind, int Amount, string Damage);

internal readonly record struct Loan(Person Debtor, DateOnly Start, int Amount, DateOnly? OverdueSince, DateOnly? RepaidOn);

internal readonly record struct RegisterChange(Person Member, DateOnly Day, string Kind);

internal readonly record struct Asset(Person Owner, DateOnly Day, AssetKind Kind, string State, int Value);

internal enum AssetKind { Vehicle, Business, House }

/// <summary>Events of a household that some department will report, beside the everyday ones that each feed makes up itself.</summary>
internal sealed class Happenings
{
    public List<Bill> Bills { get; } = [];
    public List<SchoolTrouble> SchoolTroubles { get; } = [];
    public List<HouseCheck> HouseChecks { get; } = [];
    public List<CardChange> CardChanges { get; } = [];
    public List<JobStop> JobStops { get; } = [];
    public List<Relief> Reliefs { get; } = [];
    public List<Loss> Losses { get; } = [];
    public List<Loan> Loans { get; } = [];
    public List<RegisterChange> RegisterChanges { get; } = [];
    public List<Asset> Assets { get; } = [];
}

/// <summary>What is really so. Nature: 风险 (a new risk), 已纳入 (already monitored and still at risk), 干扰项 (warned, not at risk),
/// 排除属实 (monitored though well off), 排除不实 (the asset misleads).</summary>
internal sealed record Truth(bool AtRisk, string Risk, DateOnly Start, string Reason, string Nature)
{
    public SortedSet<string> Rules { get; } = new(StringComparer.Ordinal);

    public Truth By(params ReadOnlySpan<string> rules)
    {
        foreach (var rule in rules)
            Rules.Add(rule);
        return this;
    }
}
