using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Indicators;

/// <summary>Income, the three guarantees and water, completeness of the register.</summary>
internal sealed class RegistryIndicators(XianjieDb db) : IIndicatorSource
{
    private IQueryable<Household> Active => db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active);
    private IQueryable<Household> Exited => Active.Where(h => h.IsExitedPoverty == true || h.RiskState == "脱贫户");
    private IQueryable<Person> Present => db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present);

    public Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct) => Task.FromResult(Sets(key, month));

    private IndicatorSets? Sets(string key, IndicatorMonth month)
    {
        var year = (month.Value / 100) - 1;
        return key switch
        {
            "income" => new(Sum(Incomes(year).Where(i => i.Net != null), i => i.Net ?? 0, net: true), RowSet.Of(Exited.Where(h => db.Set<IncomeYear>().Any(i => i.HouseholdId == h.Id && i.Year == year && i.Net != null)),
                h => new IndicatorRow(h.Id, h.HeadName ?? h.HouseholdNo, "/households/" + h.Id, h.Division, h.HouseholdNo, h.MemberCount ?? 0), h => h.MemberCount ?? 0)),
            "income-growth" => new(Sum(Paired(year, year - 1), i => i.Net ?? 0, net: true), Sum(Paired(year - 1, year), i => i.Net ?? 0, net: true)),
            "transfer-share" => new(Sum(Incomes(year), i => i.Transfer ?? 0, net: false), RowSet.Of(Incomes(year), i => new IndicatorRow(i.Id, db.Set<Household>().Where(h => h.Id == i.HouseholdId).Select(h => h.HeadName).FirstOrDefault() ?? "", "/households/" + i.HouseholdId + "?tab=income", i.Division, i.Year + " 年四项收入",
                (i.Wage ?? 0) + (i.Business ?? 0) + (i.Property ?? 0) + (i.Transfer ?? 0)), i => (i.Wage ?? 0) + (i.Business ?? 0) + (i.Property ?? 0) + (i.Transfer ?? 0))),
            "income-fell" => new(Homes(Exited.Where(h => db.Set<IncomeYear>().Any(i => i.HouseholdId == h.Id && i.Year == year && db.Set<IncomeYear>().Any(b => b.HouseholdId == h.Id && b.Year == year - 1 && b.PerCapita > i.PerCapita)))),
                Homes(Exited.Where(h => db.Set<IncomeYear>().Any(i => i.HouseholdId == h.Id && i.Year == year && i.PerCapita != null) && db.Set<IncomeYear>().Any(i => i.HouseholdId == h.Id && i.Year == year - 1 && i.PerCapita != null)))),
            "posts" => new(RowSet.Of(Present.Where(p => p.PublicPost != null && p.PublicPost != ""), p => new IndicatorRow(p.Id, p.Name, "/households/" + p.HouseholdId + "?tab=members", p.Division, p.PublicPost!, 1)), null),
            "insured-all" => People(Present.Where(p => p.MedResident == true || p.MedEmployee == true), Present),
            "insured" => People(Key.Where(p => p.MedResident == true || p.MedEmployee == true), Key),
            "housed" => new(Homes(Housed("A级", "B级")), Homes(Active.Where(h => db.Set<Living>().Any(l => l.HouseholdId == h.Id && l.HouseGrade != null && l.HouseGrade != "")))),
            "watered" => new(Homes(Active.Where(h => db.Set<Living>().Any(l => l.HouseholdId == h.Id && l.WaterSafe == true))), Homes(Active.Where(h => db.Set<Living>().Any(l => l.HouseholdId == h.Id && l.WaterSafe != null)))),
            "schooled" => People(Pupils(month).Where(p => p.SchoolState != null && p.SchoolState != "非在校生"), Pupils(month)),
            "complete" => People(Present.Where(p => p.CitizenIdIndex != null && p.Sex != null && p.BirthDate != null && p.Health != null && p.Education != null && p.Labour != null), Present),
            _ => null,
        };
    }

    private IQueryable<IncomeYear> Incomes(int year) => db.Set<IncomeYear>().AsNoTracking().Where(i => i.Year == year && Exited.Any(h => h.Id == i.HouseholdId));

    /// <summary>Incomes of a year of households that have one of the other year too.</summary>
    private IQueryable<IncomeYear> Paired(int year, int other) => Incomes(year).Where(i => i.Net != null && db.Set<IncomeYear>().Any(o => o.HouseholdId == i.HouseholdId && o.Year == other && o.Net != null));

    private RowSet Sum(IQueryable<IncomeYear> rows, System.Linq.Expressions.Expression<Func<IncomeYear, long>> value, bool net) => net
        ? RowSet.Of(rows, i => new IndicatorRow(i.Id, db.Set<Household>().Where(h => h.Id == i.HouseholdId).Select(h => h.HeadName).FirstOrDefault() ?? "", "/households/" + i.HouseholdId + "?tab=income", i.Division, i.Year + " 年纯收入", i.Net ?? 0), value)
        : RowSet.Of(rows, i => new IndicatorRow(i.Id, db.Set<Household>().Where(h => h.Id == i.HouseholdId).Select(h => h.HeadName).FirstOrDefault() ?? "", "/households/" + i.HouseholdId + "?tab=income", i.Division, i.Year + " 年转移性收入", i.Transfer ?? 0), value);

    private IQueryable<Person> Key => Present.Where(p => db.Set<Household>().Any(h => h.Id == p.HouseholdId && h.State == HouseholdState.Active
        && (h.RiskState == HelpGaps.Monitored || h.RiskState == HelpGaps.Removed || h.IsExitedPoverty == true || h.RiskState == "脱贫户")));

    private IQueryable<Household> Housed(string one, string other) => Active.Where(h => db.Set<Living>().Any(l => l.HouseholdId == h.Id && (l.HouseGrade == one || l.HouseGrade == other)));

    private IQueryable<Person> Pupils(IndicatorMonth month)
    {
        var (youngest, oldest) = (month.Last.AddYears(-6), month.Last.AddYears(-16));
        return Present.Where(p => p.BirthDate != null && p.BirthDate <= youngest && p.BirthDate > oldest);
    }

    private static RowSet Homes(IQueryable<Household> homes) => RowSet.Of(homes, Shown.Household);

    private static IndicatorSets People(IQueryable<Person> top, IQueryable<Person> bottom) => new(RowSet.Of(top, Shown.Person), RowSet.Of(bottom, Shown.Person));
}
