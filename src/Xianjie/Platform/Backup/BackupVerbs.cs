using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Audit;
using Xianjie.Platform.Data;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Backup;

/// <summary><c>backup FILE</c>, <c>restore FILE</c>, <c>verify backup FILE</c>.</summary>
internal static class BackupVerbs
{
    private static Argument<string> FileArgument() => new("file") { Description = "备份文件" };

    public static IEnumerable<Command> Build()
    {
        yield return Verb("backup", "在线备份：数据库与文件，一个加密文件（密钥文件请另外保管）", (service, file, parsed) =>
        {
            var made = service.Write(file, VersionVerb.Version, Progress(parsed));
            return Common.Done(parsed, $"已备份到 {file}：{made.Rows.Values.Sum():N0} 行、{made.Files} 个文件，{new FileInfo(file).Length / 1048576.0:0.0} MB。", made);
        });
        yield return Verb("restore", "把备份恢复到一个空的数据目录（需要原来的密钥文件）", Restore);
        var verify = new Command("verify", "检查");
        verify.Subcommands.Add(Verb("backup", "从头到尾读一遍备份，检查完整与密钥", (service, file, parsed) =>
        {
            var seen = service.Read(file, restore: false, Progress(parsed));
            return Common.Done(parsed, string.Create(CultureInfo.InvariantCulture, $"备份完好：{seen.At:yyyy-MM-dd HH:mm} UTC，{seen.Rows.Values.Sum():N0} 行、{seen.Files} 个文件。"), seen);
        }));
        verify.Subcommands.Add(AuditVerb.Build());
        yield return verify;
    }

    private static Command Verb(string name, string words, Func<BackupService, string, ParseResult, int> run)
    {
        var file = FileArgument();
        var command = new Command(name, words) { file };
        command.SetAction(parsed =>
        {
            using var services = Common.Services(Common.Settings(parsed));
            try
            {
                return run(services.GetRequiredService<BackupService>(), parsed.GetValue(file)!, parsed);
            }
            catch (Exception error) when (error is InvalidDataException or EndOfStreamException or CryptographicException or FileNotFoundException)
            {
                return Common.Refused(parsed, error switch
                {
                    CryptographicException => "没有完成：备份与密钥文件不匹配，或文件已损坏。请核对密钥文件。",
                    FileNotFoundException => $"没有这个文件：{parsed.GetValue(file)}",
                    _ => $"没有完成：{parsed.GetValue(file)} 不是本系统的备份，或已损坏、不完整。",
                });
            }
        });
        return command;
    }

    private static int Restore(BackupService service, string file, ParseResult parsed)
    {
        var database = new Database(Common.Settings(parsed).DatabaseConnection);
        Migrator.Migrate(database);
        using (var db = database.Open(Scope.All(), TimeProvider.System))
        {
            if (db.Set<User>().Any())
                return Common.Refused(parsed, "目标数据库里已有数据，不覆盖。请换一个空的数据目录（--data）或空库（--database）。");
        }
        var back = service.Read(file, restore: true, Progress(parsed));
        return Common.Done(parsed, $"已恢复：{back.Rows.Values.Sum():N0} 行、{back.Files} 个文件，备份时间 {back.At:yyyy-MM-dd HH:mm} UTC。", back);
    }

    private static Action<string>? Progress(ParseResult parsed) =>
        Console.IsErrorRedirected ? null : table => parsed.InvocationConfiguration.Error.WriteLine($"  {table}");
}
