using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Protection;
using Xianjie.Screening;
using Xianjie.SocialRelief.Refresh;

namespace Xianjie.SocialRelief.Health;

/// <summary>Opens a case for each diagnosis that has none; what people wrote into one is never touched.</summary>
internal sealed class CriticalPart(Catalogue catalogue, Seal seal, DateOnly today) : IVillagePart
{
    public async Task WriteAsync(VillageContext village)
    {
        var told = village.People.Where(p => p.Diagnoses.Count > 0).ToList();
        if (told.Count == 0)
            return;
        var ids = told.Select(p => p.Who.Id).ToList();
        var known = (await village.Db.Set<CriticalCase>().AsNoTracking().Where(c => ids.Contains(c.PersonId)).Select(c => new { c.PersonId, c.Disease }).ToListAsync(village.Cancelled)).Select(c => (c.PersonId, c.Disease)).ToHashSet();
        foreach (var person in told)
        {
            foreach (var ((words, on), line) in person.Diagnoses.Where(d => d.Key.On <= today).OrderBy(d => d.Key.On))
            {
                var disease = CodeOf(catalogue, words);
                if (known.Add((person.Who.Id, disease)))
                    village.Db.Add(new CriticalCase
                    {
                        HouseholdId = person.Who.HouseholdId, PersonId = person.Who.Id, Division = person.Who.Division, Name = person.Who.Name, Disease = disease, DiagnosisSealed = seal.CloseHealth(words), DiagnosedOn = on, Hospital = line.Hospital,
                        Care = line.Care, State = line.Care is null ? CriticalState.待救治 : CriticalState.救治中, TreatedOn = line.Care is null ? null : on, Source = "卫健局",
                    });
            }
        }
        await village.Db.SaveChangesAsync(village.Cancelled);
    }

    /// <summary>The listed disease that a diagnosis names, whole or within its words.</summary>
    public static string CodeOf(Catalogue catalogue, string diagnosis)
    {
        var codes = catalogue.Codes[CriticalCase.Codes];
        return codes.NumberOf(diagnosis) is > 0 and var number ? codes[number] : codes.Values.FirstOrDefault(v => diagnosis.Contains(v, StringComparison.Ordinal)) ?? CriticalCase.Other;
    }
}
