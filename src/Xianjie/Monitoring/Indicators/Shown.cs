using System.Linq.Expressions;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.Cases;
using Xianjie.Platform.Indicators;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Indicators;

/// <summary>How the rows behind a figure are listed.</summary>
internal static class Shown
{
    public static readonly Expression<Func<Household, IndicatorRow>> Household = h => new IndicatorRow(h.Id, h.HeadName ?? h.HouseholdNo, "/households/" + h.Id, h.Division, h.HouseholdNo + " " + h.HouseholdType + " " + h.RiskState, 1);
    public static readonly Expression<Func<Person, IndicatorRow>> Person = p => new IndicatorRow(p.Id, p.Name, "/households/" + p.HouseholdId + "?tab=members", p.Division, p.Relation, 1);
    public static readonly Expression<Func<IdentificationCase, IndicatorRow>> Case = c => new IndicatorRow(c.Id, c.HeadName, "/cases/" + c.Id, c.Division, c.HouseholdNo + " " + c.Channel, 1);
    public static readonly Expression<Func<Clue, IndicatorRow>> Clue = c => new IndicatorRow(c.Id, c.HeadName, "/clues/" + c.Id, c.Division, c.HouseholdNo + " " + c.Title, 1);
}
