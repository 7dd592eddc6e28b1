using System.CommandLine;
using Xianjie.Platform.Process;

namespace Xianjie.Platform.Verbs;

/// <summary>Writes those documents that are made from the program itself.</summary>
internal static class DocsVerb
{
    private static readonly Option<FileInfo> Out = new("--out") { Description = "写到这个文件；不写则打印" };

    public static Command Build()
    {
        var processes = new Command("processes", "业务流程：图、环节、操作") { Out };
        processes.SetAction(parsed =>
        {
            using var services = Common.Services(Common.Settings(parsed));
            var papers = services.GetServices<ProcessPaper>().ToList();
            var text = ProcessPaper.Document(papers);
            if (parsed.GetValue(Out) is not { } file)
            {
                parsed.InvocationConfiguration.Output.Write(text);
                return 0;
            }
            File.WriteAllText(file.FullName, text);
            return Common.Done(parsed, $"已写 {papers.Count} 个流程到 {file.FullName}。", new { papers = papers.Select(p => p.Name), file = file.FullName });
        });
        return new Command("docs", "从程序生成文档") { processes };
    }
}
