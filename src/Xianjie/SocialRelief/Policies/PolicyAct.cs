using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;

namespace Xianjie.SocialRelief.Policies;

/// <summary>A policy as a county wants it.</summary>
internal sealed record PolicyOrder(string Key, long County, string Title, PolicyTrack Track, string BenefitNames, string Department, string Basis, string? Standard, DateOnly From, DateOnly? To, bool PerPerson, string? Fact, string? Where, string? When)
{
    public static PolicyOrder Of(ReliefPolicy p) => new(p.Key, p.County, p.Title, p.Track, p.BenefitNames, p.Department, p.Basis, p.Standard, p.ValidFrom, p.ValidTo, p.PerPerson, p.Fact, p.Where, p.When);

    public ReliefPolicy Policy() => new()
    {
        Key = Key, County = County, Title = Title, Track = Track, BenefitNames = BenefitNames, Department = Department, Basis = Basis, Standard = Standard, ValidFrom = From, ValidTo = To, PerPerson = PerPerson, Fact = Fact, Where = Where, When = When,
    };

    public void Onto(ReliefPolicy to)
    {
        (to.Title, to.Track, to.BenefitNames, to.Department, to.Basis, to.Standard) = (Title, Track, BenefitNames, Department, Basis, Standard);
        (to.ValidFrom, to.ValidTo, to.PerPerson, to.Fact, to.Where, to.When, to.Version) = (From, To, PerPerson, Fact, Where, When, to.Version + 1);
    }
}

/// <summary>救助政策: its condition decides who in the county is told to apply.</summary>
internal sealed class PolicyAct(XianjieDb db, RuleBook rules, Places places) : DangerousAct<PolicyOrder>
{
    public override string Key => "relief.policy";
    public override string Title => "救助政策修改";
    public override string Permission => Permissions.ParametersWrite;

    protected override async Task<ActPreview> PreviewAsync(PolicyOrder order, CancellationToken ct)
    {
        if (PolicyRules.Compile([order.Policy()], rules.Catalogue, rules.Rules.Parameters).Errors is { Count: > 0 } errors)
            return ActPreview.Refused($"条件有误：{errors[0].Message}");
        var known = await Same(order).AsNoTracking().FirstOrDefaultAsync(ct) ?? PolicyRules.Shipped.FirstOrDefault(p => p.Key == order.Key);
        List<string> lines =
        [
            $"政策：{order.Key} {order.Title}", $"执行范围：{places.Path(order.County)}", $"执行日期：{order.From:yyyy-MM-dd} 至 {order.To?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "长期"}", $"主管部门：{order.Department}", $"依据：{order.Basis}", $"标准：{order.Standard ?? "—"}",
            $"算作在享的待遇：{order.BenefitNames.Replace(';', '、')}", $"对象：{(order.PerPerson ? "按人" : "按户")}，{order.Fact ?? "只看户"}", $"条件：{order.Where ?? "—"}", $"合计条件：{order.When ?? "—"}",
        ];
        if (known is not null)
            lines.AddRange([$"原来的条件：{known.Where ?? "—"}", $"原来的合计条件：{known.When ?? "—"}", $"原来的执行日期：{known.ValidFrom:yyyy-MM-dd} 至 {known.ValidTo?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "长期"}"]);
        return new($"{(known is null ? "录入" : "修改")}救助政策 {order.Key} {order.Title}", order.County, 1, lines, $"{known?.County} {known?.Version}");
    }

    protected override async Task<ActDone> ExecuteAsync(PolicyOrder order, ActRun run, CancellationToken ct)
    {
        var row = await Same(order).FirstOrDefaultAsync(ct);
        if (row is null)
            db.Add(order.Policy());
        else
            order.Onto(row);
        db.Act = run.Acts(row is null ? "录入救助政策" : "修改救助政策");
        await db.SaveChangesAsync(ct);
        return new("政策已保存，下一次汇聚时按新条件核对到户。", $"/relief/policies/{order.Key}");
    }

    private IQueryable<ReliefPolicy> Same(PolicyOrder order) => db.Set<ReliefPolicy>().Where(p => p.County == order.County && p.Key == order.Key);
}
