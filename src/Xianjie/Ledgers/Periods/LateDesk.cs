using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Ledgers.Periods;

/// <summary>Opens a frozen period for single units, so that they can report late or put something right.</summary>
internal sealed class LateDesk(XianjieDb db, PeriodDesk periods, ParametersInForce parameters, CurrentUser user, Places places, Clock clock)
{
    public const string Days = "台账补报天数";

    /// <summary>The department that answers for the ledger, and who may open periods at all.</summary>
    public bool MayOpen(Ledger ledger) => user.May(Permissions.LedgersFreeze) || (user.May(Permissions.LedgersWrite) && user.Role.Office == Roles.Department && user.Department == ledger.Owner);

    public async Task<IReadOnlyList<LateOpening>> ListAsync(Ledger ledger, Span span, long area, CancellationToken ct)
    {
        var ((from, below), number) = (Scope.Range(area), span.Number);
        return await db.Set<LateOpening>().AsNoTracking().Where(o => o.Ledger == ledger.Key && o.Period == number && o.Division >= from && o.Division < below).OrderByDescending(o => o.Id).Take(200).ToListAsync(ct);
    }

    /// <summary>Words where it can't be opened.</summary>
    public async Task<string?> OpenAsync(Ledger ledger, Span span, long unit, string? why, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(why) || why.Length > 200)
            return "请写明为什么开放补报（200 字以内）。";
        if (!periods.Units(ledger, user.Area).Any(u => u.Code == unit))
            return "请选择要开放补报的单位。";
        if ((await periods.ViewAsync(ledger, span, unit, ct)).State != PeriodState.Frozen)
            return "这一期没有冻结，不用开放补报。";
        if (!await periods.IsFrozenAsync(ledger, span, unit, ct))
            return $"已经向“{places.Name(unit)}”开放补报。";
        var until = clock.Today.AddDays((await parameters.LoadAsync(ct)).Whole(Days, unit));
        var act = db.Act = user.Acts($"开放补报{ledger.Title}{span.Title}", $"{places.Name(unit)}：{why.Trim()}");
        db.Add(new LateOpening { Ledger = ledger.Key, Period = span.Number, Division = unit, Until = until, Why = why.Trim(), By = act.By, At = clock.Now });
        await db.SaveChangesAsync(ct);
        return null;
    }
}
