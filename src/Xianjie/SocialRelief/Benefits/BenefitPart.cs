using Xianjie.Platform.Data;
using Xianjie.SocialRelief.Refresh;

namespace Xianjie.SocialRelief.Benefits;

internal sealed class BenefitPart(BenefitYears years) : IVillagePart
{
    public Task WriteAsync(VillageContext village) =>
        village.ReplaceAsync<Benefit>([.. village.People.SelectMany(years.Of)], village.Db.Set<Benefit>());
}
