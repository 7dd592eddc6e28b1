namespace Xianjie.Demo.Steps.Loop;

/// <summary>A clock that can be put back, so that the demo's cadres have worked for weeks when the demo opens.</summary>
internal sealed class DemoTime : TimeProvider
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>The instant at which the clock stands; null while it runs.</summary>
    public DateTimeOffset? Standing { get; set; }

    public override DateTimeOffset GetUtcNow() => Standing ?? base.GetUtcNow();

    public void StandAt(DateOnly day, TimeOnly hour) => Standing = new DateTimeOffset(day.ToDateTime(hour), China).ToUniversalTime();
}
