using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Rotation;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Platform.Protection;

internal static class ProtectionSetup
{
    public static void AddProtection(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(s => Seal.FromFile(settings.KeyFile, settings.Suite, s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<WebKeys>();
        services.AddSingleton<Reseal>();
        services.AddSingleton<SealCounts>();
        services.AddScoped<IJobHandler, RotationJob>();
        services.AddScoped<IJobHandler, SealCountJob>();
        services.AddSingleton<IDueWork, EscrowReminder>();
        services.AddScoped<KeyDesk>();
        services.AddDangerousAct<TurnKeyAct>();
        services.AddDangerousAct<DestroyKeyAct>();
        services.AddSingleton(new MenuEntry(MenuSection.System, 4, "密钥", "/keys", Permissions.KeysManage));
    }
}
