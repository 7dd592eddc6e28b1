using System.CommandLine;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Verbs;
using Xianjie.Screening;

namespace Xianjie.Comparison.Verbs;

/// <summary><c>rules list</c> and <c>rules test</c>: what rules there are, and whether each passes its own tests. Needs no database.</summary>
internal static class RulesVerb
{
    public static Command Build()
    {
        var list = new Command("list", "列出规则");
        list.SetAction(List);
        var test = new Command("test", "运行每条规则自带的检验");
        test.SetAction(Test);
        return new Command("rules", "比对规则") { list, test };
    }

    public static RuleBook Book() => new(Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue")));

    private static int List(ParseResult parsed)
    {
        var book = Book();
        return Common.Done(parsed, string.Join(Environment.NewLine, book.Rules.Rules.Select(r => $"{r.Id}\t{RuleWords.Class(r.Class)}\t{r.Department}\t{r.Title}{(r.Enabled ? string.Empty : "（默认关闭）")}")),
            book.Rules.Rules.Select(r => new { r.Id, r.Title, r.Department, Class = RuleWords.Class(r.Class), r.Risks, r.Enabled, Version = book.HashOf(r), r.Basis }));
    }

    private static int Test(ParseResult parsed)
    {
        var book = Book();
        var outcomes = RuleTester.Run(book.Rules);
        var failed = outcomes.Where(o => !o.Passed).Select(o => o.ToString()).Concat(book.Errors.Select(e => e.ToString())).ToList();
        return failed.Count > 0
            ? Common.Refused(parsed, string.Join(Environment.NewLine, failed) + $"{Environment.NewLine}{outcomes.Count:N0} 个检验，{failed.Count:N0} 个不通过。")
            : Common.Done(parsed, $"{book.Rules.Rules.Count:N0} 条规则的 {outcomes.Count:N0} 个检验全部通过。", new { rules = book.Rules.Rules.Count, tests = outcomes.Count, failed = 0 });
    }
}
