namespace Xianjie.Platform.Time;

/// <summary>The local day is China's, wherever the server stands.</summary>
internal sealed class Clock(TimeProvider time)
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public DateTimeOffset Now => time.GetUtcNow();
    public DateOnly Today => DateOnly.FromDateTime(Now.ToOffset(China).DateTime);

    public static DateTime Local(DateTimeOffset instant) => instant.ToOffset(China).DateTime;
    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant));
}
