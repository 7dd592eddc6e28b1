using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>授权书: what households have allowed to be looked at, asked by every comparison.</summary>
internal static class AuthorisationsSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<ConsentWork>();
        services.AddSingleton<IDueWork>(s => s.GetRequiredService<ConsentWork>());
        services.AddSingleton<IDataConsent, LetterConsent>();
        services.AddSingleton<AuthorisationTarget>();
        services.AddScoped<AuthorisationDesk>();
        services.AddScoped<AuthorisationFile>();
        services.AddScoped<LetterScan>();
        services.AddScoped<IHouseholdTab, LettersTab>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 32, "授权书", "/authorisations", Permissions.CasesRead));
    }
}
