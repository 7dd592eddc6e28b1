namespace Xianjie.Platform.Jobs;

internal static class JobWords
{
    public static string Of(JobState state) => state switch
    {
        JobState.Waiting => "排队中",
        JobState.Running => "进行中",
        JobState.Done => "已完成",
        JobState.Failed => "未完成",
        _ => "已取消",
    };

    public static string Tone(JobState state) => state switch
    {
        JobState.Done => "tag-green",
        JobState.Failed => "tag-red",
        JobState.Cancelled => "tag-amber",
        _ => "tag-blue",
    };
}
