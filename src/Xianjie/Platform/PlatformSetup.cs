using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.WebEncoders;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Backup;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Files;
using Xianjie.Platform.Health;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Processing;
using Xianjie.Platform.Retention;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Platform;

internal static class PlatformSetup
{
    /// <summary>What every verb and the web stand on: database, keys, files, jobs, calendar.</summary>
    public static void AddPlatform(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Clock>();
        services.AddSingleton(_ => WorkingDays.Embedded.Copy());
        services.AddHostedService<CalendarStart>();
        services.AddSingleton(s => new FileStore(settings.FileFolder, s.GetRequiredService<Seal>(), s.GetRequiredService<TimeProvider>()));
        new Database(settings.DatabaseConnection).Register(services);
        services.AddSingleton<WriteGate>();
        services.AddSingleton<JobBoard>();
        services.AddSingleton<Worker>();
        services.AddSingleton<Timetable>();
        services.AddSingleton<Inbox.Escalations>();
        services.AddSingleton<IDueWork>(s => s.GetRequiredService<Inbox.Escalations>());
        services.AddSingleton<IDueWork, FileSweep>();
        services.AddScoped<Inbox.WorkDesk>();
        services.AddScoped<Indicators.IOfficeFigures, Inbox.InboxFigures>();
        services.AddScoped<Indicators.IOfficeFigures, Exports.ExportFigures>();
        services.AddScoped<Tabular.SheetDownload>();
        services.AddScoped<Papers.PaperDownload>();
        services.AddScoped<Exports.ExportDesk>();
        services.AddScoped<Exports.HandBack>();
        services.AddHttpContextAccessor();
        services.AddScoped<Reveals.RevealWindow>();
        services.AddDangerousAct<Exports.ReleaseExportAct>();
        services.AddDangerousAct<Exports.BulkExportAct>();
        services.AddSingleton<Places>();
        services.AddSingleton<Parameters.ShippedParameters>();
        services.AddScoped<Parameters.ParametersInForce>();
        services.AddSingleton(new Departments(["医保局", "教育局", "残联", "民政局", "住建局", "水利局", "人社局", "公安局", "市场监管局", "自然资源局", "金融办", "应急局"]));
        services.AddBackup(settings);
        services.AddHealth();
        services.AddSingleton<Papers.PaperBook>();
        services.AddSingleton<Papers.PdfMaker>();
        services.AddAccess(settings);
        services.AddSecondPerson();
        services.AddDangerousAct<Parameters.ParameterAct>();
        services.AddAudit(settings);
        services.AddProtection(settings);
        services.AddRetention();
        services.AddProcessing();
        services.AddSingleton(new MenuEntry(MenuSection.Home, 2, "待办", "/inbox", Permissions.SignedIn));
        services.AddSingleton(new MenuEntry(MenuSection.Home, 7, "工作日历", "/calendar", Permissions.SignedIn));
        services.AddSingleton(new MenuEntry(MenuSection.Home, 8, "后台任务", "/jobs", Permissions.SignedIn));
        services.AddSingleton(new MenuEntry(MenuSection.Home, 9, "下载中心", "/downloads", Permissions.SignedIn));
        services.AddSingleton(new MenuEntry(MenuSection.System, 5, "导出记录", "/exports", Permissions.AuditRead));
        services.AddSingleton(new MenuEntry(MenuSection.System, 1, "账号", "/users", Permissions.UsersManage));
        services.AddSingleton(new MenuEntry(MenuSection.System, 2, "登录会话", "/users/sessions", Permissions.UsersManage));
    }

    public static void AddWeb(this IServiceCollection services, Settings settings)
    {
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddDataProtection().SetApplicationName("xianjie").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.DataFolder, "keys", "web")));
        services.AddOptions<Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions>().Configure<Seal>((o, seal) => o.XmlEncryptor = new WebKeyEncryptor(seal));
        // Forms are kept in memory, never in clear on disk; large files are streamed into the store (StreamedUpload)
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(o => (o.MultipartBodyLengthLimit, o.MemoryBufferThreshold) = (UploadLimit.FormBytes, (int)UploadLimit.FormBytes));
        services.AddScoped<StreamedUpload>();
        services.AddScoped<UnitOfWork>();
        services.AddScoped<IFrame, UserFrame>();
        services.AddSingleton<PageGate>();
        services.AddSingleton<UserLimits>();
        services.AddSingleton<PublicLimits>();
        services.Configure<Microsoft.AspNetCore.HostFiltering.HostFilteringOptions>(o => o.AllowedHosts = [.. settings.SignIn.Hosts]);
        services.Configure<Microsoft.AspNetCore.Mvc.CookieTempDataProviderOptions>(o => o.Cookie.Name = "xianjie.notice");
        services.AddAntiforgery(o => { o.Cookie.Name = "xianjie.form"; o.HeaderName = "X-Form-Token"; });
        services.AddRazorPages(o => o.RootDirectory = "/").AddMvcOptions(o =>
        {
            o.Filters.AddService<UnitOfWork>();
            // The way in which jQuery writes lists: nothing here sends it, and its reader throws at brackets that are not closed
            o.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            o.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
            o.ModelBinderProviders.Insert(0, new BoundedDays());
            ChineseMessages.Set(o.ModelBindingMessageProvider);
            o.ModelMetadataDetailsProviders.Add(new RequiredWords());
        });
        services.Configure<RazorViewEngineOptions>(o =>
        {
            o.PageViewLocationFormats.Add("/Platform/Web/Shared/{0}.cshtml");
            o.ViewLocationFormats.Add("/Platform/Web/Shared/{0}.cshtml");
        });
        services.AddResponseCompression(o => o.EnableForHttps = true);
    }
}
