using System.Text.RegularExpressions;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Platform.Audit;

/// <summary>How an event is told on screen.</summary>
internal static partial class AuditWords
{
    private static readonly Dictionary<string, string> Records = new()
    {
        ["households"] = "户", ["clues"] = "线索", ["cases"] = "认定", ["removals"] = "风险消除", ["help"] = "帮扶计划", ["doubts"] = "疑点", ["letters"] = "来信来访", ["downloads"] = "下载文件",
        ["users"] = "账号", ["audit"] = "审计记录", ["keys"] = "密钥", ["exports"] = "导出记录", ["retention"] = "到期数据", ["feeds"] = "部门送数", ["jobs"] = "后台任务", ["inbox"] = "待办", ["import"] = "导入", ["guarantees"] = "保障", ["rules"] = "规则", ["surveys"] = "摸排",
    };

    /// <summary>What was done: of a save its own words, of a look the kind of page.</summary>
    public static string Of(AuditEvent told, IEnumerable<MenuEntry> menu) => told.Kind is AuditKind.查看 or AuditKind.查询 or AuditKind.下载 or AuditKind.拒绝
        ? $"{Records.GetValueOrDefault(told.Object ?? string.Empty) ?? Menu(told.What, menu)}（{Ids().Replace(told.What, "…")}）"
        : told.Why is null ? told.What : $"{told.What}（{told.Why}）";

    /// <summary>The menu item that the page lies under.</summary>
    private static string Menu(string route, IEnumerable<MenuEntry> menu)
    {
        var path = route[route.IndexOf('/', StringComparison.Ordinal)..] + "/";
        return menu.Where(m => m.Href.Length > 1 && path.StartsWith(m.Href + "/", StringComparison.Ordinal)).MaxBy(m => m.Href.Length)?.Title ?? "页面";
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();

    public static string Tone(AuditKind kind) => kind switch
    {
        AuditKind.拒绝 or AuditKind.登录失败 => "tag-red",
        AuditKind.导出 or AuditKind.查看原文 or AuditKind.下载 => "tag-amber",
        AuditKind.写入 => "tag-blue",
        _ => string.Empty,
    };
}
