using Xianjie.Monitoring.Letters.Import;
using Xianjie.Monitoring.SelfReport;
using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Monitoring.Letters;

internal static class LettersSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<HouseholdMatch>();
        services.AddScoped<LetterDesk>();
        services.AddScoped<IFigures, LetterFigures>();
        services.AddSingleton<LetterBatch>();
        services.AddScoped<LetterUploads>();
        PublicSetup.Add(services);
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 19, "申报与来件", "/letters", Permissions.CluesRead));
    }
}
