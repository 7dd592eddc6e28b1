using System.CommandLine;
using System.Reflection;

namespace Xianjie.Platform.Verbs;

internal static class VersionVerb
{
    public static string Version => Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";

    public static Command Build()
    {
        var command = new Command("version", "显示版本");
        command.SetAction(parsed => Common.Done(parsed, $"衔接 {Version}", new { version = Version }));
        return command;
    }
}
