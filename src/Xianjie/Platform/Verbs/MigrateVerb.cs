using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Verbs;

internal static class MigrateVerb
{
    private static readonly Option<bool> Script = new("--print-model") { Description = "打印当前模型的建表脚本（供维护人员写升级脚本），不改数据库" };

    public static Command Build()
    {
        var command = new Command("migrate", "把数据库升级到本程序的版本") { Script };
        command.SetAction(parsed =>
        {
            var database = new Database(Common.Settings(parsed).DatabaseConnection);
            if (parsed.GetValue(Script))
            {
                using var db = database.Open(Scope.All(), TimeProvider.System);
                parsed.InvocationConfiguration.Output.Write(db.Database.GenerateCreateScript());
                return 0;
            }
            var ran = Migrator.Migrate(database);
            return Common.Done(parsed, ran.Count == 0 ? "数据库已是最新。" : $"已执行 {ran.Count} 个升级脚本：{string.Join("、", ran)}", new { ran });
        });
        return command;
    }
}
