using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.WebEncoders;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Platform;

internal static class PlatformSetup
{
    /// <summary>What every verb and the web stand on: database, keys, files, jobs, calendar.</summary>
    public static void AddPlatform(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Clock>();
        services.AddSingleton(WorkingDays.Embedded);
        services.AddSingleton(_ => Seal.FromFile(settings.KeyFile));
        services.AddSingleton(s => new FileStore(settings.FileFolder, s.GetRequiredService<Seal>(), s.GetRequiredService<TimeProvider>()));
        new Database(settings.DatabaseConnection).Register(services);
        services.AddSingleton<WriteGate>();
        services.AddSingleton<JobBoard>();
        services.AddSingleton<Worker>();
        services.AddSingleton<Places>();
        services.AddAccess();
    }

    public static void AddWeb(this IServiceCollection services)
    {
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddScoped<UnitOfWork>();
        services.AddAntiforgery(o => { o.Cookie.Name = "xianjie.form"; o.HeaderName = "X-Form-Token"; });
        services.AddRazorPages(o => o.RootDirectory = "/").AddMvcOptions(o =>
        {
            o.Filters.AddService<UnitOfWork>();
            ChineseMessages.Set(o.ModelBindingMessageProvider);
        });
        services.Configure<RazorViewEngineOptions>(o =>
        {
            o.PageViewLocationFormats.Add("/Platform/Web/Shared/{0}.cshtml");
            o.ViewLocationFormats.Add("/Platform/Web/Shared/{0}.cshtml");
        });
        services.AddResponseCompression(o => o.EnableForHttps = true);
    }
}
