using Xianjie.Platform.Access;

namespace Xianjie.Monitoring.Quality;

/// <summary>What the list of doubts is narrowed to; figures and tables link with the same words, so that a list shows the count of its figure.</summary>
internal sealed class DoubtQuery
{
    /// <summary>todo (待处理), accept (待认可), approve (待批豁免), rest (已认可 and 已豁免), closed, open (all that are not closed) or all.</summary>
    public string? State { get; set; } = "todo";
    public long? Area { get; set; }
    public string? Severity { get; set; }
    public string? Fix { get; set; }
    public string? Rule { get; set; }
    /// <summary>yyyyMM: found in the month; closed in it where the state is closed.</summary>
    public int? Month { get; set; }
    public Guid? Household { get; set; }
    public string? Q { get; set; }

    public IQueryable<QualityDoubt> Over(IQueryable<QualityDoubt> rows)
    {
        rows = State switch
        {
            "accept" => rows.Where(d => d.State == DoubtState.待认可),
            "approve" => rows.Where(d => d.State == DoubtState.待批豁免),
            "rest" => rows.Where(d => d.State == DoubtState.已认可 || d.State == DoubtState.已豁免),
            "closed" => rows.Where(d => d.State == DoubtState.已消除),
            "open" => rows.Where(d => d.State != DoubtState.已消除),
            "all" => rows,
            _ => rows.Where(d => d.State == DoubtState.待处理),
        };
        if (Area is { } area)
        {
            var (from, below) = Scope.Range(area);
            rows = rows.Where(d => d.Division >= from && d.Division < below);
        }
        if (Severity is { Length: > 0 })
            rows = rows.Where(d => d.Severity == Severity);
        if (Fix is { Length: > 0 })
            rows = rows.Where(d => d.Fix == Fix);
        if (Rule is { Length: > 0 })
            rows = rows.Where(d => d.RuleId == Rule);
        if (Month is { } month)
            rows = State == "closed" ? rows.Where(d => d.ClosedMonth == month) : rows.Where(d => d.FoundMonth == month);
        if (Household is { } home)
            rows = rows.Where(d => d.HouseholdId == home);
        if (Q?.Trim() is { Length: > 0 } words)
            rows = rows.Where(d => d.HeadName == words || d.HouseholdNo == words);
        return rows;
    }
}

/// <summary>Where a doubt is mended: the form of the record that holds the field.</summary>
internal static class DoubtFix
{
    public static string? Link(QualityDoubt doubt, Comparison.Clues.HitContent content, Screening.Catalogue catalogue)
    {
        var (home, fact) = (doubt.HouseholdId, catalogue[content.Source]);
        var anchor = content.Columns.Select(c => fact?[c]).LastOrDefault(c => c is { Expression: null })?.English;
        if (Sender(content, catalogue) is not null)
            return null;
        return doubt.Fix switch
        {
            "行政村信息" => $"/villages/{doubt.Division}",
            "家庭成员" or "务工情况" when doubt.PersonId is { } person => $"/households/{home}/members/{person}/edit{(content.Source == "成员" && anchor is not null ? "#f_" + anchor : "")}",
            "家庭成员" or "务工情况" => $"/households/{home}?tab=members",
            "收入支出" => $"/households/{home}/incomes/{Year(content) ?? doubt.FoundOn.Year - 1}",
            "生产生活条件" => $"/households/{home}/living",
            "帮扶措施" => $"/help/{home}",
            "识别与消除" or "户基本信息" => $"/households/{home}/edit{(content.Source == "户" && anchor is not null ? "#f_" + anchor : "")}",
            _ => null,
        };
    }

    /// <summary>The department that delivered the data, which alone can put them right; null for the register's own.</summary>
    public static string? Sender(Comparison.Clues.HitContent content, Screening.Catalogue catalogue) => catalogue[content.Source] is { Department: not "registry" } fact ? fact.Department : null;

    /// <summary>Where it is mended, in words.</summary>
    public static string Place(QualityDoubt doubt, Comparison.Clues.HitContent content, Screening.Catalogue catalogue) =>
        Sender(content, catalogue) is { } department ? $"{doubt.Fix}（{department}送数，请其更正后重送）" : doubt.Fix;

    private static int? Year(Comparison.Clues.HitContent content) =>
        content.Columns.ToList().IndexOf("年度") is >= 0 and var at && content.Rows.Count > 0 && int.TryParse(content.Rows[0][at], out var year) ? year : null;

    public static string Severity(string letter) => letter switch { "E" => "错误", "I" => "提示", _ => "疑点" };

    public static string Tone(string letter) => letter switch { "E" => "tag-red", "I" => "", _ => "tag-amber" };
}
