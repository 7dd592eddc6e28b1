using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Capture;

/// <summary>Tells the phone which pages it may keep, and answers forms that a phone sends from its outbox in a way that it can act on.</summary>
internal sealed class CaptureFilter(XianjieDb db, CurrentUser user, Clock clock) : IAsyncPageFilter
{
    public const string KeyHeader = "X-Capture-Key", TitleHeader = "X-Capture-Title", FilledHeader = "X-Capture-At", KeepHeader = "X-Keep-For";
    private const string Gone = "这一户、这条线索或这轮工作已不在您的范围内，或者已经结束，没有登记。", Forbidden = "这项工作已经结束，或者您的账号不能登记，没有登记。";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var request = context.HttpContext.Request;
        if (HttpMethods.IsGet(request.Method))
        {
            Offer(context, (await next()).Result);
            return;
        }
        if (!Guid.TryParse(request.Headers[KeyHeader], out var key))
        {
            await next();
            return;
        }
        var (print, cancelled) = (await Fingerprint.OfAsync(request, context.HttpContext.RequestAborted), context.HttpContext.RequestAborted);
        if (await db.Set<Submission>().AsNoTracking().FirstOrDefaultAsync(s => s.Key == key && s.Login == user.Login, cancelled) is { } known)
        {
            context.Result = (known.Fingerprint == print ? CaptureAnswer.Delivered(known.Words, known.Next, again: true) : CaptureAnswer.Returned(CaptureAnswer.OtherContents)).ToResult();
            return;
        }
        var done = await next();
        if (done.Exception is null && await AnswerAsync(done, key, print, cancelled) is { } answer)
            done.Result = answer.ToResult();
    }

    /// <summary>A page with a notice of something just done is not kept: it would say so again each time it is opened.</summary>
    private void Offer(PageHandlerExecutingContext context, IActionResult? result)
    {
        if (result is PageResult && user.IsSignedIn && context.HandlerInstance is PageModel page && !page.TempData.ContainsKey("Notice") && !page.TempData.ContainsKey("Warning"))
            context.HttpContext.Response.Headers[KeepHeader] = Uri.EscapeDataString(user.Login);
    }

    private async Task<CaptureAnswer?> AnswerAsync(PageHandlerExecutedContext done, Guid key, string print, CancellationToken ct)
    {
        if (done.HttpContext.Features.Get<CaptureConflict>() is { } conflict)
            return CaptureAnswer.Differs(conflict);
        if (!done.ModelState.IsValid)
            return CaptureAnswer.Returned(done.ModelState);
        switch (done.Result)
        {
            case SeeOtherResult seen:
                var answer = CaptureAnswer.Delivered(Taken(done, "Notice") ?? "已登记。", seen.Path);
                Taken(done, "DraftDone");
                db.Add(Sent(done.HttpContext.Request, key, print, answer));
                await db.SaveChangesAsync(ct);
                return answer;
            case NotFoundResult:
                return CaptureAnswer.Returned(Gone);
            case ForbidResult:
                return CaptureAnswer.Returned(Forbidden);
            case StatusCodeResult { StatusCode: StatusCodes.Status409Conflict }:
                return CaptureAnswer.Differs(new CaptureConflict("这条记录刚由别人办过，您填的内容没有登记。", [], null));
            default:
                return null;
        }
    }

    /// <summary>Words meant for the next page, which no one will open: they go into the answer.</summary>
    private static string? Taken(PageHandlerExecutedContext done, string name)
    {
        if (done.HandlerInstance is not PageModel { TempData: var kept } || kept[name] is not string words)
            return null;
        kept.Remove(name);
        return words;
    }

    private Submission Sent(HttpRequest request, Guid key, string print, CaptureAnswer answer) => new()
    {
        Key = key, Login = user.Login, Division = user.Division, Path = Short(request.Path, 200), Title = Short(Uri.UnescapeDataString(request.Headers[TitleHeader].ToString()), 120), Fingerprint = print,
        Words = Short(answer.Words, 400), Next = Short(answer.Next!, 200), FilledAt = Filled(request), At = clock.Now,
    };

    private DateTimeOffset? Filled(HttpRequest request) =>
        DateTimeOffset.TryParse(request.Headers[FilledHeader], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at <= clock.Now.AddMinutes(10) && at > clock.Now.AddDays(-60) ? at : null;

    private static string Short(string text, int most) => text.Length <= most ? text : text[..most];
}
