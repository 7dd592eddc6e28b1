namespace Xianjie.Platform.Intake;

/// <summary>线索渠道: the five ways by which a difficulty comes to be known (monitoring.md 4.1, W16).</summary>
internal enum ClueChannel { 自主申报, 基层排查, 部门筛查预警, 信访舆情, 监督检查反馈 }

/// <summary>A set of channels as one text, <c>;自主申报;基层排查;</c>, so that a channel is found as <c>;自主申报;</c>.</summary>
internal static class ClueChannels
{
    public const string Screening = ";部门筛查预警;";

    public static string Of(ClueChannel channel) => $";{channel};";

    public static string With(string channels, ClueChannel channel) => channels.Contains(Of(channel), StringComparison.Ordinal) ? channels : $"{channels}{channel};";

    public static IReadOnlyList<ClueChannel> In(string channels) =>
        [.. channels.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Enum.Parse<ClueChannel>)];
}
