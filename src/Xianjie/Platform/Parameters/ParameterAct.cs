using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;

namespace Xianjie.Platform.Parameters;

/// <summary>A value to be in force from a day on.</summary>
/// <param name="Title">As people know the parameter.</param>
/// <param name="What">As the record of changes names the act.</param>
/// <param name="Link">The page that shows the value.</param>
internal sealed record ParameterOrder(string Key, string Title, string? Dimension, long Division, string Value, DateOnly From, string Basis, string What, string Link);

/// <summary>参数变更: lines, days and amounts that decide about whole counties.</summary>
internal sealed class ParameterAct(XianjieDb db, ParametersInForce parameters, Places places) : DangerousAct<ParameterOrder>
{
    public override string Key => "parameter.change";
    public override string Title => "参数变更";
    public override string Permission => Permissions.ParametersWrite;

    protected override async Task<ActPreview> PreviewAsync(ParameterOrder order, CancellationToken ct)
    {
        var same = await SameAsync(order).AsNoTracking().Select(p => p.Value).FirstOrDefaultAsync(ct);
        var now = (await parameters.LoadAsync(ct)).Shown(order.Key, order.Division, order.From, order.Dimension);
        return new($"{order.Title}{Part(order)}改为 {order.Value}，自 {order.From:yyyy-MM-dd}", order.Division, 1,
            [$"参数：{order.Title}（{order.Key}）{Part(order)}", $"执行范围：{places.Path(order.Division)}", $"开始执行：{order.From:yyyy-MM-dd}", $"那一天原来的值：{now ?? "没有"}", $"新的值：{order.Value}", $"依据：{order.Basis}"], $"{same}|{now}");
    }

    protected override async Task<ActDone> ExecuteAsync(ParameterOrder order, ActRun run, CancellationToken ct)
    {
        if (await SameAsync(order).FirstOrDefaultAsync(ct) is { } same)
            (same.Value, same.Basis) = (order.Value, order.Basis);
        else
            db.Add(new Parameter { Key = order.Key, Dimension = order.Dimension, Division = order.Division, Value = order.Value, ValidFrom = order.From, Basis = order.Basis });
        db.Act = run.Acts(order.What, order.Basis);
        await db.SaveChangesAsync(ct);
        return new($"“{order.Title}”{Part(order)}自 {order.From:yyyy-MM-dd} 起为 {order.Value}。", order.Link);
    }

    private IQueryable<Parameter> SameAsync(ParameterOrder order) =>
        db.Set<Parameter>().Where(p => p.Key == order.Key && p.Dimension == order.Dimension && p.Division == order.Division && p.ValidFrom == order.From);

    private static string Part(ParameterOrder order) => order.Dimension is null ? string.Empty : $"（{order.Dimension}）";
}
