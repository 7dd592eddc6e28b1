using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;

namespace Xianjie.Comparison.Rules;

internal sealed record SwitchOrder(string Rule, long County, bool On, string Reason);

/// <summary>规则开关: a rule that is off finds nobody in the whole county.</summary>
internal sealed class SwitchAct(XianjieDb db, RuleBook book, Clock clock) : DangerousAct<SwitchOrder>
{
    public override string Key => "rule.switch";
    public override string Title => "规则开关";
    public override string Permission => Permissions.RulesSwitch;

    protected override async Task<ActPreview> PreviewAsync(SwitchOrder order, CancellationToken ct)
    {
        if (book.Rules[order.Rule] is not { } rule)
            return ActPreview.Refused($"没有规则 {order.Rule}。");
        var known = await db.Set<RuleSwitch>().AsNoTracking().FirstOrDefaultAsync(s => s.Division == order.County && s.RuleId == order.Rule, ct);
        var now = known?.IsOn ?? rule.Enabled;
        var word = order.On ? "开启" : "关闭";
        return now == order.On ? ActPreview.Refused($"规则 {order.Rule} 已经是{word}的。")
            : new($"{word}规则 {order.Rule} {rule.Title}", order.County, 1, [$"规则：{order.Rule} {rule.Title}", $"现在：{(now ? "开启" : "关闭")}", $"改为：{word}，从下一次比对起生效", $"依据：{rule.Basis}"], $"{now} {book.HashOf(rule)}");
    }

    protected override async Task<ActDone> ExecuteAsync(SwitchOrder order, ActRun run, CancellationToken ct)
    {
        var word = order.On ? "开启" : "关闭";
        db.Act = run.Acts(word + "规则");
        if (await db.Set<RuleSwitch>().FirstOrDefaultAsync(s => s.Division == order.County && s.RuleId == order.Rule, ct) is { } known)
            (known.IsOn, known.Reason, known.By, known.At) = (order.On, order.Reason, db.Act.By, clock.Now);
        else
            db.Add(new RuleSwitch { RuleId = order.Rule, Division = order.County, IsOn = order.On, Reason = order.Reason, By = db.Act.By, At = clock.Now });
        await db.SaveChangesAsync(ct);
        return new($"规则 {order.Rule} 已{word}，从下一次比对起生效。", $"/rules/{order.Rule}");
    }
}
