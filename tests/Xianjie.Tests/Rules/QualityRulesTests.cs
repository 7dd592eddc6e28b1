using System.Text.RegularExpressions;
using Xianjie.Screening.Language;
using Xianjie.Tests.Screening;

namespace Xianjie.Tests.Rules;

/// <summary>The data-quality checks of <c>rules/quality</c> against the table of monitoring.md §11.</summary>
public sealed partial class QualityRulesTests
{
    private static readonly RuleSet Checks = RuleSet.Load(Path.Combine(AppContext.BaseDirectory, "rules"), Given.Catalogue).OrThrow()
        .Where(r => r.File.StartsWith("quality/", StringComparison.Ordinal));

    private static readonly (int First, int Last)[] Table = [(1, 11), (20, 31), (40, 51), (60, 81), (90, 104), (110, 123), (130, 140), (150, 167), (170, 178)];

    private static readonly HashSet<int> Doubts =
    [
        5, 8, 9, 10, 11, 26, 27, 28, 31, 47, 48, 49, 50, 51, 61, 62, 63, 64, 67, 69, 74, 76, 78, 93, 94, 95, 96, 97, 99, 100, 102, 103, 104, 111, 113, 114, 115, 117, 118, 119, 120, 123,
        130, 131, 132, 134, 135, 136, 137, 140, 152, 153, 154, 155, 156, 158, 160, 161, 164, 166, 167, 171, 173, 175,
    ];

    private static readonly HashSet<int> Notes = [80, 81, 121, 122, 133, 165, 176, 177];

    private static readonly string[] Sections = ["户基本信息", "家庭成员", "收入支出", "生产生活条件", "帮扶措施", "识别与消除", "务工情况", "行政村信息"];

    [Fact]
    public void Every_check_of_the_table_has_a_rule_and_no_rule_is_of_another()
    {
        // 111a and 111b are two checks of the table
        var wanted = Table.SelectMany(t => Enumerable.Range(t.First, t.Last - t.First + 1)).ToList();
        Assert.Equal(125, wanted.Count + 1);
        Assert.Equal(wanted, Checks.Rules.Select(NumberOf).Distinct().Order());
        Assert.All(["DQ111A", "DQ111B"], id => Assert.NotNull(Checks[id]));
    }

    [Fact]
    public void Every_check_is_as_grave_as_the_table_says() => Assert.Equal([], Checks.Rules.Where(r => r.Severity != GravityOf(r)).Select(r => r.Id));

    /// <summary>A part of a check that the table counts as an error may be a mere doubt where the law leaves room: illness instead of truancy.</summary>
    private static RuleSeverity GravityOf(Rule rule) => rule.Id switch
    {
        "DQ068B" => RuleSeverity.Warning,
        _ when Notes.Contains(NumberOf(rule)) => RuleSeverity.Info,
        _ when Doubts.Contains(NumberOf(rule)) => RuleSeverity.Warning,
        _ => RuleSeverity.Error,
    };

    [Fact]
    public void Every_check_says_on_which_page_section_to_mend_it() =>
        Assert.Equal([], Checks.Rules.Where(r => r.Class != RuleClass.Quality || !Sections.Contains(r.Fix)).Select(r => r.Id));

    [Fact]
    public void Every_check_names_its_source_and_whether_it_is_confirmed() =>
        Assert.Equal([], Checks.Rules.Where(r => !r.Basis.Contains("（a", StringComparison.Ordinal) && !r.Basis.Contains("（b", StringComparison.Ordinal)).Select(r => r.Id));

    [Fact]
    public void Every_check_is_tested_on_both_sides_and_once_for_its_words() =>
        Assert.Equal([], Checks.Rules.Where(r => r.Tests.Count(t => t.Expect > 0) < 2 || !r.Tests.Any(t => t.Expect == 0) || !r.Tests.Any(t => t.Message is not null)).Select(r => r.Id));

    /// <summary>Numbers that are no lines: none, a first one, lengths of certificates, the four of "four-person household", cents, an add-on of months.</summary>
    [Fact]
    public void Lines_are_parameters_and_not_written_into_conditions()
    {
        string[] harmless = ["0", "0.00", "1", "2", "4", "18", "20", "22", "100", "12"];
        var written = Checks.Rules.SelectMany(r => r.Source.Where(s => s.Key is "where" or "when")
            .SelectMany(s => Number().Matches(Quoted().Replace(s.Value, "''")).Select(m => m.Value)).Where(n => !harmless.Contains(n)).Select(n => $"{r.Id} {n}"));
        Assert.Equal(["DQ160C 2022-04-01"], written);
    }

    /// <summary>Else two pages could each refuse to be saved before the other is.</summary>
    [Fact]
    public void What_is_asked_while_a_page_is_saved_can_be_mended_on_that_page() =>
        Assert.Equal([], Checks.Rules.Where(r => r.Live && Pages.Contains(r.From.Name) && r.Source.Any(s => s.Key is "where" or "when"
            && Pages.Any(p => p != r.From.Name && (s.Value.Contains(p + ".", StringComparison.Ordinal) || s.Value.Contains($"({p} ", StringComparison.Ordinal) || s.Value.Contains($"({p})", StringComparison.Ordinal))))).Select(r => r.Id));

    private static readonly string[] Pages = ["户", "成员", "年收入", "生产生活条件", "帮扶措施"];

    [Fact]
    public void Only_checks_on_records_that_an_old_file_cannot_have_are_off_at_first() =>
        Assert.Equal(["DQ042B", "DQ044B"], Checks.Rules.Where(r => !r.Enabled).Select(r => r.Id));

    [Fact]
    public void No_message_shows_an_identity_or_phone_number() =>
        Assert.Equal([], Checks.Rules.Where(r => Shown().IsMatch(r.Source["message"]) || r.Evidence.Any(c => c.Name is "身份证号" or "残疾证号" or "联系电话")).Select(r => r.Id));

    private static int NumberOf(Rule rule) => int.Parse(rule.Id.AsSpan(2, 3), System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<![\p{L}\d.-])\d{4}-\d\d-\d\d|(?<![\p{L}\d.-])\d+(\.\d+)?")]
    private static partial Regex Number();

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{(成员\.|户\.)?(身份证号|残疾证号|联系电话)\}")]
    private static partial Regex Shown();
}
