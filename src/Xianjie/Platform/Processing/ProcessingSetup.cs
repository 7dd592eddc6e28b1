using Xianjie.Platform.Access;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Platform.Processing;

internal static class ProcessingSetup
{
    public static void AddProcessing(this IServiceCollection services)
    {
        services.AddScoped<ProcessingBook>();
        services.AddSingleton<ReviewReminder>();
        services.AddSingleton<IDueWork>(s => s.GetRequiredService<ReviewReminder>());
        services.AddSingleton(new MenuEntry(MenuSection.System, 7, "个人信息处理记录", "/processing", Permissions.RetentionRead));
    }
}
