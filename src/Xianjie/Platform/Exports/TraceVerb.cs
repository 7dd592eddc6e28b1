using System.CommandLine;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Exports;

/// <summary><c>trace FILE</c>: which export a file that turned up outside came from.</summary>
internal static class TraceVerb
{
    private static readonly Argument<FileInfo> File = new("file") { Description = "外面见到的文件（xlsx、csv）" };

    public static Command Build()
    {
        var command = new Command("trace", "追查一个外流的文件出自哪一次导出") { File };
        command.SetAction(async (parsed, ct) =>
        {
            await using var services = Common.Services(Common.Settings(parsed));
            await using var db = services.GetRequiredService<Database>().Open(Scope.All(), TimeProvider.System);
            var found = await new Trace(db, services.GetRequiredService<Seal>()).FindAsync(parsed.GetValue(File)!.FullName, ct);
            return found.Count == 0 ? Common.Refused(parsed, "没有找到对应的导出。只有少数几行、又改写过的内容无法追查。")
                : Common.Done(parsed, string.Join('\n', found.Select(f => $"第 {f.Number} 份　{f.By}　{Clock.Local(f.At):yyyy-MM-dd HH:mm}　{f.Title}　用途：{f.Purpose}　（{f.How}，相符的行 {f.Share:P0}）")), found);
        });
        return command;
    }
}
