using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Backup.Sets;
using Xianjie.Platform.Data;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Backup;

/// <summary><c>backup FILE</c>, <c>backup continue FOLDER</c>, <c>restore FILE|FOLDER</c>, <c>verify backup FILE|FOLDER</c>.</summary>
internal static class BackupVerbs
{
    private static readonly Option<string?> At = new("--at") { Description = "备份组：恢复到这个时间（北京时间，如 \"2026-11-22 18:05\"），默认到最后" };

    private static Argument<string> PlaceArgument(string words) => new("place") { Description = words, Arity = ArgumentArity.ZeroOrOne };

    public static IEnumerable<Command> Build()
    {
        var backup = Verb("backup", "在线备份：数据库与文件，一个加密文件（密钥文件请另外保管）", "备份文件", Whole);
        backup.Subcommands.Add(Verb("continue", "接着备份：在文件夹里的备份组后面加一份变化；没有就先做全量", "备份组所在的文件夹", Continue));
        yield return backup;
        var restore = Verb("restore", "把备份恢复到一个空的数据目录或空库（需要原来的密钥文件）", "备份文件，或备份组所在的文件夹", Restore);
        restore.Options.Add(At);
        yield return restore;
        var verify = new Command("verify", "检查");
        verify.Subcommands.Add(Verb("backup", "从头到尾读一遍备份，检查完整与密钥", "备份文件，或备份组所在的文件夹", Verify));
        verify.Subcommands.Add(AuditVerb.Build());
        verify.Subcommands.Add(Retention.DeletionVerb.Build());
        yield return verify;
    }

    private static Command Verb(string name, string words, string place, Func<IServiceProvider, string, ParseResult, CancellationToken, Task<int>> run)
    {
        var argument = PlaceArgument(place);
        var command = new Command(name, words) { argument };
        command.SetAction(async (parsed, ct) =>
        {
            if (parsed.GetValue(argument) is not { Length: > 0 } at)
                return Common.Refused(parsed, $"请写明{place}。");
            await using var services = Common.Services(Common.Settings(parsed));
            try
            {
                return await run(services, at, parsed, ct);
            }
            catch (Exception error) when (error is InvalidDataException or EndOfStreamException or CryptographicException or FileNotFoundException)
            {
                return Common.Refused(parsed, error switch
                {
                    CryptographicException => "没有完成：备份与密钥文件不匹配，或文件已损坏。请核对密钥文件。",
                    FileNotFoundException => $"没有这个文件：{at}",
                    InvalidDataException when error.Message.Any(c => c > '\u2E7F') => $"没有完成：{error.Message}",
                    _ => $"没有完成：{at} 不是本系统的备份，或已损坏、不完整。",
                });
            }
        });
        return command;
    }

    private static Task<int> Whole(IServiceProvider services, string file, ParseResult parsed, CancellationToken ct)
    {
        var made = services.GetRequiredService<BackupService>().Write(file, VersionVerb.Version, Progress(parsed));
        return Task.FromResult(Common.Done(parsed, $"已备份到 {file}：{made.Rows.Values.Sum():N0} 行、{made.Files} 个文件，{new FileInfo(file).Length / 1048576.0:0.0} MB。", made));
    }

    private static async Task<int> Continue(IServiceProvider services, string folder, ParseResult parsed, CancellationToken ct)
    {
        MadePart? made = null;
        if (!await services.GetRequiredService<BackupTurns>().RunAsync(async stop => made = await services.GetRequiredService<SetMaker>().MakeAsync(folder, false, null, stop), ct))
            return Common.Refused(parsed, "另一个进程正在备份，请稍后再试。");
        var line = made!.Line;
        return Common.Done(parsed, $"已备份{(line.Number == 0 ? "全量" : $"第 {line.Number} 份增量")}到 {made.Set.Folder}：{line.Items:N0} {(services.GetRequiredService<Database>().IsPostgres ? "行" : "页")}、{line.Files} 个文件，{line.Size / 1048576.0:0.0} MB，{line.Seconds:0.0} 秒。", line);
    }

    private static Task<int> Verify(IServiceProvider services, string place, ParseResult parsed, CancellationToken ct)
    {
        if (Directory.Exists(place))
        {
            var sets = BackupSet.In(place);
            if (sets.Count == 0)
                throw new InvalidDataException($"{place} 里没有备份组。");
            var all = sets.Select(s => services.GetRequiredService<SetReader>().Check(s, s.Parts)).ToList();
            return Task.FromResult(Common.Done(parsed, $"备份完好：{all.Count} 组、{all.Sum(s => s.Parts)} 份，可恢复到 {Stamp(all[^1].At)}。", all));
        }
        var seen = services.GetRequiredService<BackupService>().Read(place, restore: false, Progress(parsed));
        return Task.FromResult(Common.Done(parsed, $"备份完好：{Stamp(seen.At)}，{seen.Rows.Values.Sum():N0} 行、{seen.Files} 个文件。", seen));
    }

    private static Task<int> Restore(IServiceProvider services, string place, ParseResult parsed, CancellationToken ct)
    {
        var (database, settings) = (services.GetRequiredService<Database>(), services.GetRequiredService<Settings>());
        DateTimeOffset? until = null;
        if (parsed.GetValue(At) is { } text)
        {
            if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
                return Task.FromResult(Common.Refused(parsed, "--at 看不懂，应写成 \"2026-11-22 18:05\" 的样子。"));
            until = new DateTimeOffset(local, TimeSpan.FromHours(8));
        }
        if (database.IsPostgres || File.Exists(database.Connection) || !Directory.Exists(place))
            Migrator.Migrate(database);
        if (database.IsPostgres || File.Exists(database.Connection))
        {
            using var db = database.Open(Scope.All(), TimeProvider.System);
            if (db.Set<User>().Any())
                return Task.FromResult(Common.Refused(parsed, "目标数据库里已有数据，不覆盖。请换一个空的数据目录（--data）或空库（--database）。"));
        }
        if (!Directory.Exists(place))
        {
            var back = services.GetRequiredService<BackupService>().Read(place, restore: true, Progress(parsed));
            return Task.FromResult(Common.Done(parsed, $"已恢复：{back.Rows.Values.Sum():N0} 行、{back.Files} 个文件，备份时间 {Stamp(back.At)}。", back));
        }
        var (set, parts) = SetReader.Choose(place, until);
        var seen = services.GetRequiredService<SetReader>().Restore(set, parts, settings, database, Console.IsErrorRedirected ? null : (_, words) => parsed.InvocationConfiguration.Error.WriteLine($"  {words}"));
        Migrator.Migrate(database);
        return Task.FromResult(Common.Done(parsed, $"已恢复到 {Stamp(seen.At)} 的状态：{seen.Parts} 份、{seen.Files} 个文件。", seen));
    }

    private static string Stamp(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"{at.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm:ss}（北京时间）");

    private static Action<string>? Progress(ParseResult parsed) =>
        Console.IsErrorRedirected ? null : table => parsed.InvocationConfiguration.Error.WriteLine($"  {table}");
}
