using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Counts;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Help;

/// <summary>What a household under monitoring can lack (monitoring.md 6.1, 6.3).</summary>
internal enum HelpGap { 无措施, 风险未对应, 无开发式, 无责任人, 走访超期 }

/// <summary>
/// The households of each gap as queries inside the scope, so that a figure, a list and its export count the same rows. Only measures
/// that are under way or done count; a plan is no help yet.
/// </summary>
internal sealed class HelpGaps(XianjieDb db, ParametersInForce inForce, CurrentUser user, Clock clock)
{
    public const string Monitored = "未消除风险监测户", Removed = "已消除风险监测户";

    public static IReadOnlyList<HelpGap> All { get; } = Enum.GetValues<HelpGap>();

    public IQueryable<Household> UnderMonitoring => db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.RiskState == Monitored);

    public async Task<IQueryable<Household>> OfAsync(HelpGap gap, CancellationToken ct)
    {
        var values = await inForce.LoadAsync(ct);
        return gap switch
        {
            HelpGap.无措施 => WithoutMeasure(MonthBefore(values.Whole("无措施报警月数", user.Area))),
            HelpGap.风险未对应 => UnderMonitoring.Where(Unanswered()),
            HelpGap.无开发式 => WithoutDevelopment(MonthBefore(values.Whole("开发式到位月数", user.Area))),
            HelpGap.无责任人 => UnderMonitoring.Where(h => h.HelperName == null || h.HelperName == ""),
            _ => Overdue.Households(db, values, user.Area, clock.Today),
        };
    }

    private int MonthBefore(int months) => Month(clock.Today.AddMonths(-months));

    public static int Month(DateOnly day) => (day.Year * 100) + day.Month;

    /// <summary>More than the months ago identified, or nobody knows when, and not one measure given.</summary>
    private IQueryable<Household> WithoutMeasure(int month) => UnderMonitoring
        .Where(h => h.IdentifiedMonth == null || h.IdentifiedMonth < month)
        .Where(h => !db.Set<Measure>().Any(m => m.HouseholdId == h.Id && (m.Progress == MeasureProgress.落实中 || m.Progress == MeasureProgress.已完成)));

    private IQueryable<Household> WithoutDevelopment(int month)
    {
        var (groups, slight) = (MeasureCatalogue.Shipped.DevelopmentGroups.ToArray(), MeasureCatalogue.Shipped.SlightKeys.ToArray());
        return UnderMonitoring.Where(h => h.IdentifiedMonth == null || h.IdentifiedMonth <= month)
            .Where(h => db.Set<Person>().Any(p => p.HouseholdId == h.Id && p.State == PersonState.Present && (p.Labour == Labour.Common || p.Labour == Labour.Skilled)))
            .Where(h => !db.Set<Measure>().Any(m => m.HouseholdId == h.Id && (m.Progress == MeasureProgress.落实中 || m.Progress == MeasureProgress.已完成)
                && groups.Contains(m.MeasureGroup) && !slight.Contains(m.MeasureGroup + "/" + m.Name)));
    }

    /// <summary>At least one risk of the household has no measure that answers it.</summary>
    private Expression<Func<Household, bool>> Unanswered()
    {
        Expression<Func<Household, bool>>? any = null;
        foreach (var risk in Traits.Risks)
        {
            var one = Lacks(Traits.OfRisk(risk), [.. MeasureCatalogue.Shipped.Answering(risk, MeasureCatalogue.Open)]);
            any = any is null ? one : Either(any, one);
        }
        return any!;
    }

    private Expression<Func<Household, bool>> Lacks(long bit, string[] groups) => groups.Length == 0
        ? h => (h.Traits & bit) != 0 && !db.Set<Measure>().Any(m => m.HouseholdId == h.Id && (m.Progress == MeasureProgress.落实中 || m.Progress == MeasureProgress.已完成))
        : h => (h.Traits & bit) != 0 && !db.Set<Measure>().Any(m => m.HouseholdId == h.Id && (m.Progress == MeasureProgress.落实中 || m.Progress == MeasureProgress.已完成)
            && groups.Contains(m.MeasureGroup));

    private static Expression<Func<Household, bool>> Either(Expression<Func<Household, bool>> one, Expression<Func<Household, bool>> other) =>
        Expression.Lambda<Func<Household, bool>>(Expression.OrElse(one.Body, new Renamed(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters);

    private sealed class Renamed(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}

/// <summary>What the members can do for their living.</summary>
internal static class Labour
{
    public const string Common = "普通劳动力", Skilled = "技能劳动力", Weak = "弱劳动力或半劳动力";

    public static bool IsAble(Person person) => person.Labour is Common or Skilled;

    /// <summary>True where every member's ability is known and nobody has any, weak ability included.</summary>
    public static bool IsAbsent(IReadOnlyCollection<Person> members) => members.Count > 0 && members.All(m => m.Labour is not (null or Common or Skilled or Weak));
}
