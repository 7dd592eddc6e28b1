namespace Xianjie.Platform.Time;

/// <summary>The local day is China's, wherever the server stands.</summary>
internal sealed class Clock(TimeProvider time)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public DateTimeOffset Now => time.GetUtcNow();
    public DateOnly Today => DateOnly.FromDateTime(Now.ToOffset(China).DateTime);

    public static DateTime Local(DateTimeOffset instant) => instant.ToOffset(China).DateTime;
    /// <summary>When a day begins in China.</summary>
    public static DateTimeOffset Start(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), China);
    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));
}
