using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.SocialRelief.Benefits;
using Xianjie.SocialRelief.Refresh;

namespace Xianjie.SocialRelief.Insurance;

/// <summary>Writes the open years of a village's once-poor people; closed years are only filled in where a person has none.</summary>
internal sealed class InsurancePart(ParameterValues values, DateOnly today) : IVillagePart
{
    public async Task WriteAsync(VillageContext village)
    {
        var (db, ct) = (village.Db, village.Cancelled);
        var open = OpenFrom(values, village.Division, today);
        var told = village.People.ToDictionary(p => p.Who.Id);
        var years = told.Values.SelectMany(p => p.Insured.Keys).Where(y => y <= today.Year).Distinct().Order().ToList();
        var homes = db.Set<Household>().Where(h => h.Division == village.Division && h.State == HouseholdState.Active && (h.IsExitedPoverty == true || h.RiskState == "脱贫户" || InsuranceYear.OncePoorTypes.Contains(h.HouseholdType)));
        var people = await db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present).Join(homes, p => p.HouseholdId, h => h.Id, (p, h) => new { p.Id, p.Name, p.HouseholdId, p.Division }).ToListAsync(ct);
        await db.Set<InsuranceYear>().Where(i => i.Division == village.Division && i.Year >= open).ExecuteDeleteAsync(ct);
        var ids = people.Select(p => p.Id).ToList();
        var kept = (await db.Set<InsuranceYear>().AsNoTracking().Where(i => ids.Contains(i.PersonId)).Select(i => new { i.PersonId, i.Year }).ToListAsync(ct)).Select(i => (i.PersonId, i.Year)).ToHashSet();
        Bulk.Insert(db, (List<InsuranceYear>)[.. from person in people from year in years where !kept.Contains((person.Id, year)) select RowOf(person.Id, person.Name, person.HouseholdId, person.Division, year, told.GetValueOrDefault(person.Id))]);
    }

    /// <summary>The first year that is still open: a year is closed from the first day of 年度待遇封存月份 of the next.</summary>
    public static int OpenFrom(ParameterValues values, long division, DateOnly today) => today.Month >= values.Whole("年度待遇封存月份", division) ? today.Year : today.Year - 1;

    private static InsuranceYear RowOf(Guid person, string name, Guid household, long division, int year, PersonRelief? told)
    {
        var insured = told?.Insured.GetValueOrDefault(year);
        var settled = told?.Lines.Values.Where(l => l.Kind is BenefitKinds.Reimbursed or BenefitKinds.MedicalAid && l.From / 100 == year).ToList() ?? [];
        return new()
        {
            PersonId = person, HouseholdId = household, Division = division, Name = name, Year = year, IsInsured = insured?.IsInsured, Scheme = insured?.Scheme, Subsidy = insured?.Subsidy ?? 0,
            Reimbursed = settled.Where(l => l.Kind == BenefitKinds.Reimbursed).Sum(l => l.Amount), Aid = settled.Where(l => l.Kind == BenefitKinds.MedicalAid).Sum(l => l.Amount), Settlements = settled.Select(l => l.Key).Distinct().Count(),
        };
    }
}
