using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Platform.Access.SecondPerson;

internal static class SecondPersonSetup
{
    public static void AddSecondPerson(this IServiceCollection services)
    {
        services.AddScoped<SecondPersonDesk>();
        services.AddScoped<Confirmation>();
        services.AddScoped<Indicators.IOfficeFigures, ConfirmationFigures>();
        services.AddSingleton<IDueWork, RequestExpiry>();
        services.AddSingleton(new MenuEntry(MenuSection.Home, 3, "双人复核", SecondPersonDesk.Page, Permissions.SignedIn));
    }

    /// <summary>Registers an act, for its pages by its own type and for confirmations by its key.</summary>
    public static void AddDangerousAct<T>(this IServiceCollection services) where T : class, IDangerousAct
    {
        services.AddScoped<T>();
        services.AddScoped<IDangerousAct>(s => s.GetRequiredService<T>());
    }
}
