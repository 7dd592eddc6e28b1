using System.Globalization;
using System.Text;

namespace Xianjie.Platform.Process;

/// <summary>A process as the documents show it: diagram, steps with holder and term, and every legal move. Made from the table that runs.</summary>
internal sealed record ProcessPaper(string Name, string Markdown)
{
    public static ProcessPaper Of<TStep, TTrigger>(Process<TStep, TTrigger> process) where TStep : struct, Enum where TTrigger : struct, Enum
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"## {process.Name}\n\n```mermaid\n{process.Diagram()}```\n\n| 环节 | 说明 | 办理 | 期限参数 |\n|---|---|---|---|\n");
        foreach (var (step, rule) in process.Steps)
            text.Append(CultureInfo.InvariantCulture, $"| {step} | {rule.Title} | {Access.Roles.All[rule.Role].Title} | {rule.DaysParameter ?? (rule.IsEnd ? "结束" : "—")} |\n");
        text.Append("\n| 从 | 操作 | 到 | 权限 | 须写理由 |\n|---|---|---|---|---|\n");
        foreach (var move in process.Moves)
            text.Append(CultureInfo.InvariantCulture, $"| {move.From} | {move.Title} | {move.To} | `{move.Permission}` | {(move.NeedsReason ? "是" : "")} |\n");
        return new(process.Name, text.ToString());
    }

    /// <summary>All processes in one document.</summary>
    public static string Document(IEnumerable<ProcessPaper> papers)
    {
        var text = new StringBuilder("# 业务流程\n\n本文由 `xianjie docs processes --out docs/processes.md` 从程序的流程表生成，请勿手改；测试保证它与程序一致。\n");
        foreach (var paper in papers.OrderBy(p => p.Name, StringComparer.Ordinal))
            text.Append('\n').Append(paper.Markdown);
        return text.ToString();
    }
}
