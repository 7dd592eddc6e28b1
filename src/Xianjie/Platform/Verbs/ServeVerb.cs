using System.CommandLine;
using Xianjie.Platform.Data;
using Xianjie.Platform.Health;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web;

namespace Xianjie.Platform.Verbs;

internal static class ServeVerb
{
    private static readonly Option<string> Urls = new("--urls") { Description = "监听地址", DefaultValueFactory = _ => "http://localhost:5080" };
    private static readonly Option<bool> NoWorker = new("--no-worker") { Description = "不在本进程内跑后台任务（另用 worker）" };

    public static Command Build()
    {
        var command = new Command("serve", "启动网页服务（先自动升级数据库）") { Urls, NoWorker };
        command.SetAction(async (parsed, ct) =>
        {
            var settings = Common.Settings(parsed);
            using var alone = ServeLock.Take(new Database(settings.DatabaseConnection));
            if (alone is null)
                return Common.Refused(parsed, ServeLock.Refusal);
            var app = App(settings, worker: !parsed.GetValue(NoWorker), parsed.GetValue(Urls)!);
            app.Lifetime.ApplicationStarted.Register(() => Common.Done(parsed, $"网页服务已启动：{string.Join('、', app.Urls)}（Ctrl+C 停止）", new { urls = app.Urls }));
            await app.RunAsync(ct);
            return 0;
        });
        return command;
    }

    /// <summary>The web application; tests build it the same way.</summary>
    public static WebApplication App(Settings settings, bool worker, string urls, Action<WebApplicationBuilder>? adjust = null)
    {
        // Nothing here changes while it runs: no file watchers, of which a machine has only a hundred or so.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory, ApplicationName = "xianjie", Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Environment.WebRootFileProvider = new StillFiles(builder.Environment.WebRootPath);
        builder.WebHost.UseUrls(urls);
        builder.WebHost.ConfigureKestrel(ConnectionLimits.Set);
        Logs.Use(builder.Logging);
        Modules.Add(builder.Services, settings);
        builder.Services.AddWeb(settings);
        builder.Services.AddNode(new NodeRole(worker, Serves: true));
        builder.Services.AddHostedService<Files.WorkFiles>();
        if (worker)
        {
            builder.Services.AddHostedService(s => s.GetRequiredService<Worker>());
            builder.Services.AddHostedService(s => s.GetRequiredService<Timetable>());
            builder.Services.AddHostedService(s => s.GetRequiredService<Backup.Sets.BackupKeeper>());
        }
        adjust?.Invoke(builder);
        var app = builder.Build();
        Migrator.Migrate(app.Services.GetRequiredService<Database>());
        app.UsePlatform();
        Modules.Map(app);
        return app;
    }
}
