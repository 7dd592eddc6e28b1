using Microsoft.EntityFrameworkCore;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Overview.Supervision;

/// <param name="Unit">Key of the unit; null: the one that answers for the place.</param>
internal sealed record SupervisionWish(SupervisionKind Kind, string Key, string? By, long Place, DateOnly Day, string? Unit, string? Words);

/// <summary>Gives orders about figures, takes answers, closes. A refusal is words for the person.</summary>
internal sealed class SupervisionDesk(XianjieDb db, IndicatorReader reader, SupervisedUnits units, ParametersInForce parameters, WorkingDays calendar, CurrentUser user, Scope scope, Places places, Clock clock)
{
    public const int MostWords = 500;

    public bool MayAnswer(SupervisionOrder order) => order.Step == SupervisionStep.待答复 && user.May(Permissions.SupervisionAnswer) && order.IssuedById != user.Id && order.UnitRole == user.Role.Office && (order.Department is null || order.Department == user.Department);

    private bool IsIssuer(SupervisionOrder order) => user.May(Permissions.SupervisionIssue) && (order.IssuedById == user.Id || order.IssuedById == user.ActsForId);

    public bool MayJudge(SupervisionOrder order) => order.Step == SupervisionStep.待审定 && IsIssuer(order);

    public bool MayWithdraw(SupervisionOrder order) => order.Step == SupervisionStep.待答复 && IsIssuer(order);

    /// <summary>The open 督办 about a figure of a place; one is enough.</summary>
    public Task<SupervisionOrder?> OpenAsync(string key, string by, long place, CancellationToken ct) =>
        db.Set<SupervisionOrder>().FirstOrDefaultAsync(o => o.Indicator == key && o.Counted == by && o.Place == place && o.Kind == SupervisionKind.督办 && (o.Step == SupervisionStep.待答复 || o.Step == SupervisionStep.待审定), ct);

    /// <summary>The figure is read anew: an order names how it stands, not how a page showed it.</summary>
    public async Task<Result<SupervisionOrder, string>> IssueAsync(SupervisionWish wish, CancellationToken ct)
    {
        if (reader.Book.Find(wish.Key) is not { Missing: null } definition || !scope.Covers(wish.Place))
            return "没有这个指标，或不在您的地区。";
        var by = definition.By.Contains(wish.By ?? string.Empty) ? wish.By ?? string.Empty : definition.By[0];
        if (wish.Words?.Trim().Length > MostWords)
            return $"要求写到 {MostWords} 字以内。";
        var view = (await reader.ViewsAsync([(definition.Key, by)], wish.Place, wish.Day, ct))[0];
        if (wish.Kind == SupervisionKind.批示 && string.IsNullOrWhiteSpace(wish.Words))
            return "请写明批示内容。";
        if (wish.Kind == SupervisionKind.督办 && view.Light != Light.红)
            return "这个数现在不是红灯，不用督办；要交办事情请写批示。";
        if (wish.Kind == SupervisionKind.督办 && await OpenAsync(definition.Key, by, wish.Place, ct) is { } open)
            return open;
        var offered = await units.OfAsync(wish.Place, ct);
        if ((wish.Unit is null ? (offered.Count > 0 ? offered[0] : null) : offered.FirstOrDefault(u => u.Key == wish.Unit)) is not { } unit)
            return "请选择责任单位。";
        var values = await parameters.LoadAsync(ct);
        var act = db.Act = user.Acts(wish.Kind == SupervisionKind.督办 ? "发出督办" : "批示", wish.Words?.Trim());
        var order = new SupervisionOrder
        {
            Kind = wish.Kind, Indicator = definition.Key, Counted = by, Title = definition.Title, Place = wish.Place, Division = SupervisedUnits.Narrower(wish.Place, unit.Division), On = wish.Day,
            ValueThen = view.Now?.Text ?? "没有数据", LineThen = LineOf(view), Words = wish.Words?.Trim() is { Length: > 0 } words ? words : $"{definition.Title}越过红线，请查明原因，按期整改并答复。",
            Unit = unit.Title, UnitRole = unit.Role, Department = unit.Department, IssuedById = user.Id, IssuedBy = act.By, IssuerRole = user.Role.Office, IssuedAt = clock.Now,
            Due = calendar.Add(clock.Today, values.Whole(SupervisionProcess.Days, wish.Place, wish.Kind.ToString())),
        };
        db.Add(order);
        db.Add(Work(order, act.By));
        await db.SaveChangesAsync(ct);
        return order;
    }

    public async Task<string?> AnswerAsync(SupervisionOrder order, string? words, CancellationToken ct)
    {
        if (words?.Trim() is not { Length: >= 2 and <= 1000 } said)
            return "请写明办理情况（2 到 1000 字）。";
        var act = db.Act = user.Acts($"答复{order.Kind}", said);
        order.Reply(said, act.By, clock.Today);
        await FinishAsync(order, act.By, "已答复", ct);
        var due = calendar.Add(clock.Today, (await parameters.LoadAsync(ct)).Whole(SupervisionProcess.JudgeDays, order.Place));
        db.Add(Item(order, $"{order.Unit}已答复{order.Kind}：{order.Title}", order.IssuerRole, null, order.IssuedById, act.By, due));
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Agrees, or sends back with a reason and a fresh term.</summary>
    public async Task<string?> JudgeAsync(SupervisionOrder order, bool agree, string? words, CancellationToken ct)
    {
        if (words?.Trim().Length > MostWords || (!agree && string.IsNullOrWhiteSpace(words)))
            return $"退回要写明原因，意见写到 {MostWords} 字以内。";
        var said = string.IsNullOrWhiteSpace(words) ? "同意办结" : words.Trim();
        var act = db.Act = user.Acts(agree ? $"办结{order.Kind}" : $"退回{order.Kind}", said);
        await FinishAsync(order, act.By, agree ? "已办结" : "已退回", ct);
        if (agree)
        {
            order.Close(said, clock.Today);
        }
        else
        {
            order.SendBack(said, calendar.Add(clock.Today, (await parameters.LoadAsync(ct)).Whole(SupervisionProcess.Days, order.Place, order.Kind.ToString())));
            db.Add(Work(order, act.By));
        }
        await db.SaveChangesAsync(ct);
        return null;
    }

    public async Task<string?> WithdrawAsync(SupervisionOrder order, string? words, CancellationToken ct)
    {
        if (words?.Trim() is not { Length: > 0 and <= MostWords } said)
            return $"请写明撤回的原因（{MostWords} 字以内）。";
        var act = db.Act = user.Acts($"撤回{order.Kind}", said);
        order.Withdraw(said, clock.Today);
        foreach (var work in await Waiting(order).ToListAsync(ct))
            work.Withdraw(act.By, clock.Now, said);
        await db.SaveChangesAsync(ct);
        return null;
    }

    private async Task FinishAsync(SupervisionOrder order, string by, string outcome, CancellationToken ct)
    {
        foreach (var work in await Waiting(order).ToListAsync(ct))
            work.Finish(by, clock.Now, outcome);
    }

    private IQueryable<WorkItem> Waiting(SupervisionOrder order) => db.Set<WorkItem>().Where(w => w.Subject == order.Id && w.State == WorkState.Open);

    private WorkItem Work(SupervisionOrder order, string by) => Item(order, $"{order.Kind}：{places.Find(order.Place)?.Short}{order.Title} {order.ValueThen}", order.UnitRole, order.Department, null, by, order.Due);

    private WorkItem Item(SupervisionOrder order, string title, string role, string? department, Guid? assignee, string by, DateOnly due) => new()
    {
        Kind = SupervisionProcess.Name, Title = title, Link = $"/supervision/{order.Id}", Subject = order.Id, Division = order.Division, Role = role, Department = department, Assignee = assignee, CreatedBy = by, CreatedAt = clock.Now, Due = due,
    };

    private static string? LineOf(IndicatorView view) => view.Red is { } red ? $"红线 {red:0.##}{view.Definition.Unit}" : view.Target is { } target ? $"目标 {target:0.##}{view.Definition.Unit}" : null;
}
