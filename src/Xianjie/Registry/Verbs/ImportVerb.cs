using System.CommandLine;
using Xianjie.Platform.Divisions.Import;

namespace Xianjie.Registry.Verbs;

internal static class ImportVerb
{
    public static Command Build()
    {
        var command = new Command("import", "导入：户籍台账、行政区划、边界、工作日历");
        foreach (var verb in ImportVerbs.Build().Concat(DivisionVerbs.Build()))
            command.Subcommands.Add(verb);
        return command;
    }
}
