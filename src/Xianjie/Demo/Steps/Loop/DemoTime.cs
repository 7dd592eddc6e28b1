namespace Xianjie.Demo.Steps.Loop;

/// <summary>A clock that can be put back, so that the demo's cadres have worked for weeks when the demo opens.</summary>
internal sealed class DemoTime : TimeProvider
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private DateTimeOffset? standing;

    public override DateTimeOffset GetUtcNow() => standing ?? base.GetUtcNow();

    public void StandAt(DateOnly day, TimeOnly hour) => standing = new DateTimeOffset(day.ToDateTime(hour), China).ToUniversalTime();

    public void RunOn() => standing = null;
}
