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
        root.Subcommands.Add(VersionVerb.Build());
        var result = root.Parse(args);
        var invocation = new InvocationConfiguration();
        if (output is not null)
            invocation.Output = output;
        var exit = await result.InvokeAsync(invocation);
        return result.Errors.Count > 0 ? Math.Max(2, exit) : exit;
    }
}
