using Xianjie.SocialRelief.Refresh;

namespace Xianjie.SocialRelief.Health;

internal sealed class ContractPart(DateOnly today) : IVillagePart
{
    public Task WriteAsync(VillageContext village) =>
        village.ReplaceAsync<DoctorContract>([.. village.People.Where(p => p.Contract is not null || p.Chronic.Values.Any(c => c.IsFollowed)).Select(RowOf)], village.Db.Set<DoctorContract>());

    private DoctorContract RowOf(PersonRelief person)
    {
        var ill = person.Chronic.Where(c => c.Value.IsFollowed).ToList();
        return new()
        {
            HouseholdId = person.Who.HouseholdId, PersonId = person.Who.Id, Division = person.Who.Division, Name = person.Who.Name,
            Diseases = ill.Count == 0 ? string.Empty : $";{string.Join(';', ill.Select(c => c.Key))};", SignedOn = person.Contract?.SignedOn, ExpiresOn = person.Contract?.ExpiresOn,
            Doctor = person.Contract?.Doctor ?? ill.Select(c => c.Value.Doctor).FirstOrDefault(d => d is not null), Institution = person.Contract?.Institution, Package = person.Contract?.Package,
            ServedOn = person.Contract?.ServedOn, FollowedOn = ill.Max(c => c.Value.VisitedOn), State = StateOf(person.Contract),
        };
    }

    private string StateOf(ContractLine? contract) => contract switch
    {
        null => DoctorContract.None,
        { State: "解约" } => DoctorContract.Ended,
        { ExpiresOn: { } until } when until < today => DoctorContract.Expired,
        { State: "到期" } => DoctorContract.Expired,
        _ => DoctorContract.Valid,
    };
}
