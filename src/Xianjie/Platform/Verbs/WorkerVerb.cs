using System.CommandLine;
using Xianjie.Platform.Data;
using Xianjie.Platform.Health;
using Xianjie.Platform.Jobs;

namespace Xianjie.Platform.Verbs;

internal static class WorkerVerb
{
    public static Command Build()
    {
        var command = new Command("worker", "只跑后台任务（导入、比对、导出），可与 serve 分开部署、可开多个");
        command.SetAction(async (parsed, ct) =>
        {
            var settings = Common.Settings(parsed);
            var builder = Host.CreateApplicationBuilder();
            Logs.Use(builder.Logging);
            Modules.Add(builder.Services, settings);
            builder.Services.AddNode(new NodeRole(Works: true, Serves: false));
            builder.Services.AddHostedService<Files.WorkFiles>();
            builder.Services.AddHostedService(s => s.GetRequiredService<Worker>());
            builder.Services.AddHostedService(s => s.GetRequiredService<Timetable>());
            builder.Services.AddHostedService(s => s.GetRequiredService<Backup.Sets.BackupKeeper>());
            using var host = builder.Build();
            Migrator.Migrate(host.Services.GetRequiredService<Database>());
            host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => Common.Done(parsed, "后台任务已启动（Ctrl+C 停止）", new { started = true }));
            await host.RunAsync(ct);
            return 0;
        });
        return command;
    }
}
