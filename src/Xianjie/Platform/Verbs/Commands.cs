using System.CommandLine;
using System.Globalization;
using System.Text;
using Xianjie.Comparison.Verbs;
using Xianjie.Demo.Verbs;
using Xianjie.Platform.Access.Accounts;
using Xianjie.Platform.Backup;
using Xianjie.Registry.Verbs;

namespace Xianjie.Platform.Verbs;

/// <summary>The verbs of the program. Exit codes: 0 done, 1 refused or failed (the reason on stderr), 2 wrong usage.</summary>
internal static class Commands
{
    /// <param name="args">The words of the command line.</param>
    /// <param name="output">Where results go; null is the terminal.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter? output = null)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo("zh-CN");
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("zh-CN");
        var root = new RootCommand("衔接：防止返贫动态监测与帮扶信息系统 (Xianjie)");
        root.Options.Add(Common.Data);
        root.Options.Add(Common.Database);
        root.Options.Add(Common.Json);
        root.Subcommands.Add(ServeVerb.Build());
        root.Subcommands.Add(WorkerVerb.Build());
        root.Subcommands.Add(MigrateVerb.Build());
        root.Subcommands.Add(UserVerbs.Build());
        root.Subcommands.Add(Protection.KeysVerb.Build());
        root.Subcommands.Add(Exports.TraceVerb.Build());
        foreach (var verb in BackupVerbs.Build())
            root.Subcommands.Add(verb);
        var import = ImportVerb.Build();
        import.Subcommands.Add(FeedVerb.Build());
        root.Subcommands.Add(import);
        root.Subcommands.Add(ExportVerb.Build());
        root.Subcommands.Add(ScreenVerb.Build());
        root.Subcommands.Add(RulesVerb.Build());
        root.Subcommands.Add(DemoVerb.Build());
        root.Subcommands.Add(DocsVerb.Build());
        root.Subcommands.Add(Requirements.RequirementsVerb.Build());
        root.Subcommands.Add(VersionVerb.Build());
        return await RunAsync(root.Parse(args), output);
    }

    private static async Task<int> RunAsync(ParseResult parsed, TextWriter? output)
    {
        // Help and usage come from the library, some of it in English only
        if (parsed.Errors.Count > 0 || parsed.Action is System.CommandLine.Help.HelpAction)
        {
            var (help, usage) = (new StringWriter(), new StringWriter());
            var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = help, Error = usage });
            await Console.Error.WriteAsync(UsageWords.Of(usage.ToString()));
            await (output ?? Console.Out).WriteAsync(UsageWords.Of(help.ToString()));
            return parsed.Errors.Count > 0 ? Math.Max(2, code) : code;
        }
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        if (output is not null)
            invocation.Output = output;
        try
        {
            return await parsed.InvokeAsync(invocation);
        }
        catch (Exception failure) when (FailureWords.Of(failure) is { } words)
        {
            return Common.Refused(parsed, words);
        }
        catch (OperationCanceledException)
        {
            return Common.Refused(parsed, "已停止。");
        }
    }
}
