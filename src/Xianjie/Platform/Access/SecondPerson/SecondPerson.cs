using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Access.SecondPerson;

/// <summary>Where to go after asking: the page of the request, or of what was done at once; or why nothing was asked.</summary>
internal sealed record Asked(string? Refusal, string Link, string Notice, bool IsWaiting = false)
{
    /// <summary>Says the notice on the next page and goes there.</summary>
    public IActionResult Go(Microsoft.AspNetCore.Mvc.RazorPages.PageModel from)
    {
        from.TempData["Notice"] = Notice;
        return new SeeOtherResult(Link);
    }
}

/// <summary>
/// 双人复核. One asks, with the reason, what exactly and what it touches; another account with the permission and the area confirms or
/// refuses; confirmed, it is done once, in the transaction of the confirmation, if nothing it rests on has changed.
/// </summary>
internal sealed class SecondPersonDesk(XianjieDb db, CurrentUser user, Seal seal, ParametersInForce parameters, Clock clock, WorkingDays calendar)
{
    public const string Kind = "双人复核", Switch = "双人复核", Days = "双人复核有效天数", Page = "/confirmations";

    /// <summary>Whether the place wants a second person for this act; an act that no value names needs one.</summary>
    public async Task<bool> IsNeededAsync(IDangerousAct act, long division, CancellationToken ct) =>
        act.Always || (await parameters.LoadAsync(ct)).Text(Switch, division, act.Title) != "否";

    /// <summary>
    /// Asks for the act, or does it at once where the county wants no second person for it. Drops whatever the caller tried out on tracked
    /// rows. Inside the page's transaction.
    /// </summary>
    /// <exception cref="InvalidOperationException">The caller let somebody ask who may not.</exception>
    public Task<Asked> AskAsync<T>(DangerousAct<T> act, T order, string why, CancellationToken ct) where T : notnull => AskAsync(act, DangerousAct<T>.Write(order), why, ct);

    private async Task<Asked> AskAsync(IDangerousAct act, string payload, string why, CancellationToken ct)
    {
        if (!user.May(act.Permission))
            throw new InvalidOperationException($"{act.Key} asked without {act.Permission}.");
        db.ChangeTracker.Clear();
        var preview = await act.PreviewAsync(payload, ct);
        if (preview.Refusal is { } words)
            return new(words, string.Empty, string.Empty);
        if (!db.Scope.Covers(preview.Division))
            return new("这件事涉及您负责地区以外的记录，不能办理。", string.Empty, string.Empty);
        return await IsNeededAsync(act, preview.Division, ct) ? await KeepAsync(act, payload, preview, why, ct) : await DoAsync(act, payload, why, ct);
    }

    private async Task<Asked> DoAsync(IDangerousAct act, string payload, string why, CancellationToken ct)
    {
        var done = await act.ExecuteAsync(payload, new ActRun(user.Id, user.Acts(act.Title).By, null, why), ct);
        return new(done.Refusal, done.Link, done.Notice);
    }

    private async Task<Asked> KeepAsync(IDangerousAct act, string payload, ActPreview preview, string why, CancellationToken ct)
    {
        var digest = Digest(act.Key, payload, preview.Basis);
        if (await db.Set<ActRequest>().Where(r => r.State == RequestState.待复核 && r.AskedById == user.Id && r.Digest == digest).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct) is { } same)
            return new(null, $"{Page}/{same}", "这件事您已经申请过，正在等另一位同事复核。", true);
        Guid?[] barred = [user.Id, user.ActsForId, preview.Barred];
        var due = calendar.Add(clock.Today, (await parameters.LoadAsync(ct)).Whole(Days, preview.Division));
        var request = new ActRequest
        {
            Key = act.Key, Title = preview.What, Permission = act.ConfirmPermission, Division = preview.Division, Department = user.Department, Rows = preview.Rows, Why = why.Trim(),
            PayloadSealed = seal.Close(payload, Sealed.Form), PreviewSealed = seal.Close(JsonSerializer.Serialize(preview.Lines, ChangeJson.Options), Sealed.Form), Digest = digest,
            AskedById = user.Id, AskedBy = user.Acts(act.Title).By, AskedAt = clock.Now, Barred = string.Join(',', barred.OfType<Guid>().Distinct()), Due = due,
        };
        db.Add(request);
        db.Add(Work(request));
        db.Act = user.Acts("申请复核：" + act.Title, why.Trim());
        await db.SaveChangesAsync(ct);
        return new(null, $"{Page}/{request.Id}", "已提交，等另一位有权限的同事复核；同意之前什么都不会改变。", true);
    }

    private static WorkItem Work(ActRequest request) => new()
    {
        Kind = Kind, Title = "复核：" + request.Title, Link = $"{Page}/{request.Id}", Subject = request.Id, Division = request.Division, Department = request.Department,
        Role = WorkItem.ForPermission(request.Permission), Barred = request.Barred, CreatedBy = request.AskedBy, CreatedAt = request.AskedAt, Due = request.Due,
    };

    public static byte[] Digest(string key, string payload, string basis) => SHA256.HashData(Encoding.UTF8.GetBytes($"{key}\n{payload.Length}\n{payload}\n{basis}"));
}
