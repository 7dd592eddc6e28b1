using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Identity;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Access.Accounts;

/// <summary><c>user add|list|password|disable</c>: how the first administrators come to be, and the way back in when all are locked out.</summary>
internal static class UserVerbs
{
    private static readonly Argument<string> Login = new("login") { Description = "账号" };
    private static readonly Option<string> Name = new("--name") { Description = "姓名", Required = true };
    private static readonly Option<string> RoleKey = new("--role") { Description = "角色：" + string.Join("、", Roles.All.Values.Select(r => $"{r.Key}（{r.Title}）")), Required = true };
    private static readonly Option<long> Division = new("--division") { Description = "12 位区划代码", Required = true };
    private static readonly Option<string?> Department = new("--department") { Description = "部门（部门联络员）" };

    public static Command Build()
    {
        var command = new Command("user", "账号：新建、列出、改密码、停用");
        command.Subcommands.Add(Verb("add", "新建账号；密码从标准输入读一行", [Login], [Name, RoleKey, Division, Department], Add));
        command.Subcommands.Add(Verb("list", "列出账号", [], [], List));
        command.Subcommands.Add(Verb("password", "改密码并解锁；新密码从标准输入读一行", [Login], [], SetPassword));
        command.Subcommands.Add(Verb("disable", "停用账号", [Login], [], Disable));
        return command;
    }

    private static Command Verb(string name, string words, Argument[] arguments, Option[] options, Func<XianjieDb, ParseResult, Task<int>> run)
    {
        var command = new Command(name, words);
        Array.ForEach(arguments, command.Arguments.Add);
        Array.ForEach(options, command.Options.Add);
        command.SetAction(async (parsed, _) =>
        {
            var database = new Database(Common.Settings(parsed).DatabaseConnection);
            Migrator.Migrate(database);
            await using var db = database.Open(Scope.All(), TimeProvider.System);
            db.Act = new Act("命令行", $"user {name}");
            return await run(db, parsed);
        });
        return command;
    }

    private static async Task<int> Add(XianjieDb db, ParseResult parsed)
    {
        var (login, role) = (parsed.GetValue(Login)!, parsed.GetValue(RoleKey)!);
        if (!Roles.All.ContainsKey(role))
            return Common.Refused(parsed, $"没有角色 {role}。可用：{string.Join("、", Roles.All.Keys)}");
        if (await db.Set<User>().AnyAsync(u => u.Login == login))
            return Common.Refused(parsed, $"账号 {login} 已存在。");
        var password = Console.In.ReadLine() ?? string.Empty;
        if (PassphraseRule.Refusal(password, login, parsed.GetValue(Name)!) is { } weak)
            return Common.Refused(parsed, $"{weak}密码从标准输入给一行。");
        var user = Credentials.Fresh(login, parsed.GetValue(Name)!, role, parsed.GetValue(Division), password, parsed.GetValue(Department));
        user.PasswordGivenAt = TimeProvider.System.GetUtcNow();
        db.Add(user);
        await db.SaveChangesAsync();
        return Common.Done(parsed, $"账号 {login} 已建好。", new { login, role });
    }

    private static async Task<int> List(XianjieDb db, ParseResult parsed)
    {
        var users = await db.Set<User>().AsNoTracking().OrderBy(u => u.Login).Select(u => new { u.Login, u.Name, u.Role, u.Division, u.Department, u.Disabled }).ToListAsync();
        return Common.Done(parsed, string.Join('\n', users.Select(u => $"{u.Login}\t{u.Name}\t{u.Role}\t{u.Division}\t{u.Department}\t{(u.Disabled ? "停用" : "正常")}")), users);
    }

    private static async Task<int> SetPassword(XianjieDb db, ParseResult parsed)
    {
        if (await FindAsync(db, parsed) is not { } user)
            return Common.Refused(parsed, $"没有账号 {parsed.GetValue(Login)}。");
        var password = Console.In.ReadLine() ?? string.Empty;
        if (PassphraseRule.Refusal(password, user.Login, user.Name) is { } weak)
            return Common.Refused(parsed, $"{weak}密码从标准输入给一行。");
        user.PasswordHash = Credentials.Fresh(user.Login, user.Name, user.Role, user.Division, password).PasswordHash;
        user.Unlock();
        (user.PasswordGivenAt, user.Stamp) = (TimeProvider.System.GetUtcNow(), Guid.CreateVersion7());
        await db.SaveChangesAsync();
        return Common.Done(parsed, $"账号 {user.Login} 的密码已改，原有登录已退出；本人下次登录时要换成自己的密码。", new { user.Login });
    }

    private static async Task<int> Disable(XianjieDb db, ParseResult parsed)
    {
        if (await FindAsync(db, parsed) is not { } user)
            return Common.Refused(parsed, $"没有账号 {parsed.GetValue(Login)}。");
        (user.Disabled, user.Stamp) = (true, Guid.CreateVersion7());
        await db.SaveChangesAsync();
        return Common.Done(parsed, $"账号 {user.Login} 已停用。", new { user.Login });
    }

    private static Task<User?> FindAsync(XianjieDb db, ParseResult parsed)
    {
        var login = parsed.GetValue(Login);
        return db.Set<User>().SingleOrDefaultAsync(u => u.Login == login);
    }
}
