namespace Xianjie.Platform.Web;

public enum StepState { Waiting, Now, Done, Returned }

/// <summary>One step of a process as the step bar shows it.</summary>
/// <param name="Holder">Who has it or had it: a person, a role or an organisation.</param>
/// <param name="Since">Since when it lies there, or when it was done.</param>
/// <param name="DaysLeft">Days until the deadline, as its term is counted; negative when overdue; null without a deadline.</param>
/// <param name="DaysAllowed">Days the step may take in all; decides when "few days left" begins.</param>
/// <param name="Unit">天 or 个工作日.</param>
public sealed record Step(
    string Title, StepState State, string? Holder = null, DateOnly? Since = null, int? DaysLeft = null, int? DaysAllowed = null, string Unit = "天")
{
    /// <summary>Green above a quarter of the time, then amber, red once overdue.</summary>
    internal string DaysClass => DaysLeft switch
    {
        < 0 => "days-over",
        { } left when DaysAllowed is { } allowed && left * 4 <= allowed => "days-short",
        _ => "days-ok",
    };

    internal string? DaysWords => State is not (StepState.Now or StepState.Returned) ? null : DaysLeft switch
    {
        null => null,
        < 0 => $"已超期 {-DaysLeft} {Unit}",
        0 => "今天到期",
        _ => $"还剩 {DaysLeft} {Unit}",
    };
}
