using Xianjie.Platform.Access;
using Xianjie.Platform.Web;

namespace Xianjie.Comparison.Feeds;

/// <summary>Takes a department's file in.</summary>
internal sealed class Upload(FeedIntake intake, FeedDesk desk, CurrentUser user, StreamedUpload streamed)
{
    /// <returns>Where to go next, and words where the file was refused.</returns>
    public async Task<(string Next, string? Refusal)> TakeAsync(HttpContext context, string feedName)
    {
        if (desk.Find(feedName) is not { } feed)
            return ("/feeds", "没有这类送数，或不归您的部门。");
        var back = $"/feeds/{feed.English}";
        return await streamed.TakeAsync<(string, string?)>(context, async file =>
            (await intake.StoreAsync(file.Content, file.Name, file.Type, feed, Counties.Of(user.Division), user.Acts("上传送数文件"), context.RequestAborted))
                .Match<(string, string?)>(delivery => ($"/feeds/deliveries/{delivery.Id}/columns", null), refusal => (back, refusal)), (back, "请选择文件后再上传。"));
    }
}
