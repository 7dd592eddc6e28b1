using System.Net;
using System.Text;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Health;

/// <summary>
/// What cannot be done just now: the database is away or locked, a disk is full. The answer is a page of its own that needs neither database nor
/// session, says when to try again, and gives back what was typed.
/// </summary>
internal static partial class Outage
{
    private const int RetrySeconds = 15;

    /// <summary>Words for the user; null where the fault is another.</summary>
    public static string? Words(Exception error) => error switch
    {
        _ when IsDiskFull(error) => "服务器的磁盘已满，您刚才的提交没有保存。请联系系统管理员清理磁盘，之后重新提交。",
        _ when Database.IsTransient(error) => "数据库暂时连不上或正忙，您刚才的提交没有保存。系统会自动恢复，请稍等片刻再试。",
        _ => null,
    };

    public static bool IsDiskFull(Exception error) =>
        (error is IOException && ((error.HResult & 0xFFFF) is 28 or 112)) || Database.IsFull(error) || (error.InnerException is { } inner && IsDiskFull(inner));

    /// <summary>Before everything that asks the database, and after the handler of other faults.</summary>
    public static void UseOutage(this WebApplication app)
    {
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Xianjie.Outage");
        app.Use(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (Exception error) when (!context.Response.HasStarted && Words(error) is not null)
            {
                NotNow(log, error);
                await AnswerAsync(context, Words(error)!);
            }
        });
    }

    public static async Task AnswerAsync(HttpContext context, string words, int seconds = RetrySeconds)
    {
        Meters.Outages.Add(1);
        var typed = await TypedAsync(context.Request);
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'";
        context.Response.Headers[CorrelationId.Header] = CorrelationId.Of(context);
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(Page(context.Request.PathBase, words, typed, CorrelationId.Of(context)));
    }

    private static async Task<List<(string Name, string Value)>> TypedAsync(HttpRequest request)
    {
        try
        {
            var form = request.HasFormContentType ? await request.ReadFormAsync() : null;
            return form is null ? [] : [.. form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal) && !IsSecret(f.Key))
                .SelectMany(f => f.Value, (f, v) => (f.Key, v ?? string.Empty)).Where(f => f.Item2.Any(c => c > '\u2E7F'))];
        }
        catch (Exception unread) when (unread is IOException or InvalidDataException or InvalidOperationException)
        {
            return [];
        }
    }

    private static bool IsSecret(string field) => field.Contains("password", StringComparison.OrdinalIgnoreCase) || field.Contains("code", StringComparison.OrdinalIgnoreCase);

    private static string Page(string root, string words, List<(string Name, string Value)> typed, string id)
    {
        var page = new StringBuilder("<!DOCTYPE html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>暂时不能完成</title>")
            .Append(Styles.Replace("~", WebUtility.HtmlEncode(root), StringComparison.Ordinal))
            .Append("</head><body><main class=\"plain\" id=\"content\"><div class=\"plain-card\"><h1>暂时不能完成</h1><p>").Append(WebUtility.HtmlEncode(words)).Append("</p>");
        if (typed.Count > 0)
        {
            page.Append("<p>您刚才填写的文字（没有保存，可复制；也可以用浏览器的“后退”回到填好的表单）：</p><ul>");
            typed.ForEach(t => page.Append("<li>").Append(WebUtility.HtmlEncode(t.Value)).Append("</li>"));
            page.Append("</ul>");
        }
        return page.Append("<p class=\"help\">编号：").Append(WebUtility.HtmlEncode(id)).Append("</p></div></main></body></html>").ToString();
    }

    private const string Styles = "<link rel=\"stylesheet\" href=\"~/lib/bootstrap/bootstrap.min.css\"><link rel=\"stylesheet\" href=\"~/css/xianjie.css\"><link rel=\"stylesheet\" href=\"~/css/frame.css\">";

    [LoggerMessage(Level = LogLevel.Error, Message = "A request could not be served just now.")]
    private static partial void NotNow(ILogger log, Exception error);
}
