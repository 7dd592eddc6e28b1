using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;

namespace Xianjie.Platform.Web;

/// <summary>What a person reads when something is not there, not theirs, or broken. Never a stack trace.</summary>
[AllowAnonymous, IgnoreAntiforgeryToken, ResponseCache(NoStore = true)]
internal sealed class ErrorPage(CurrentUser user, Places places) : PageModel
{
    public string Title { get; private set; } = "出错了";
    public string Words { get; private set; } = "系统处理时出错，您刚才的提交没有生效。请返回重试；仍不行请把下面的编号告诉系统管理员。";
    public string? Trace { get; private set; }
    private string Wait => int.TryParse(Response.Headers.RetryAfter, out var seconds) && seconds < 60 ? $"{seconds} 秒" : "一分钟";
    /// <summary>Where a narrower area is chosen: its name, and the same address with the whole of the account's own area.</summary>
    public (string Chosen, string Whole, string Href)? Narrowed { get; private set; }
    public Collision? Collision => HttpContext.Features.Get<Collision>();

    public void OnGet() => Show();

    [OwnTransaction]
    public void OnPost() => Show();

    private void Show()
    {
        // Not bound: what came in may be what could not be read
        int? code = int.TryParse(Request.Query["code"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null;
        var failed = HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is not null;
        (Title, Words) = (failed ? 500 : code) switch
        {
            400 => ("提交的内容无效", "页面可能打开太久已经过期。请返回上一页刷新后重新提交；填写的内容在草稿里。"),
            403 => ("没有权限", "您的角色不能打开这个页面。需要的话，请安全管理员调整授权。"),
            404 => ("没有找到", "这个页面或记录不存在，或者不在您的地区范围内。"),
            409 => ("内容已被他人修改", "就在您提交的同时，别人先保存了这条记录；您这次的提交没有生效，也没有覆盖别人的内容。请重新打开，核对最新内容后再提交。"),
            413 => ("文件太大", $"上传的内容超过 {UploadLimit.Of(HttpContext) >> 20} MB 的上限，没有保存任何内容。请把文件拆分成几个，分次上传。"),
            429 => ("请求太多", $"刚才操作得太频繁，请过 {Wait} 再试。您没有做错什么；一直出现请告诉系统管理员。"),
            null or 500 => (Title, Words),
            _ => ("不能完成", "请求的方式不对，请从菜单重新进入。"),
        };
        if (!failed && code == StatusCodes.Status404NotFound)
            Narrowed = Widen();
        if (failed)
            Trace = Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier;
    }

    /// <summary>Said whatever the address was, so that it tells nothing of what is there.</summary>
    private (string, string, string)? Widen()
    {
        if (!user.IsSignedIn || user.Area == user.Division || HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is not { } asked || !HttpMethods.IsGet(Request.Method))
            return null;
        var query = QueryHelpers.ParseQuery(asked.OriginalQueryString);
        query["area"] = user.Division.ToString(CultureInfo.InvariantCulture);
        return (places.Name(user.Area), places.Name(user.Division), QueryHelpers.AddQueryString(asked.OriginalPathBase + asked.OriginalPath, query));
    }
}
