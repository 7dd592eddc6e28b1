using System.Security.Cryptography;
using System.Text;

namespace Xianjie.Platform.Indicators;

/// <summary>Which way a figure should go.</summary>
internal enum Better { Neither, Up, Down }

/// <summary>Rows of a side that come from a ledger or from another indicator; null sides come from code.</summary>
/// <param name="Ledger">Title or key; empty where <paramref name="Indicator"/> says whose numerator it is.</param>
/// <param name="Where">Condition on a row; null: all rows.</param>
/// <param name="Measure">What a row counts for, a whole number or an amount; null: one.</param>
/// <param name="Distinct">A field by whose value a row counts once in a place.</param>
/// <param name="IsOverYear">The rows of every period of the year so far, rather than of the one that holds the day.</param>
internal sealed record RowsFrom(string Ledger, string? Where, string? Measure, string? Distinct, string? Indicator, bool IsOverYear, int Line)
{
    /// <summary>Indicators in whose numerators the household of a row must stand, and those in which it must not.</summary>
    public IReadOnlyList<string> With { get; init; } = [];
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>The other indicators that these rows need.</summary>
    public IEnumerable<string> Others => With.Concat(Without).Concat(Indicator is null ? [] : [Indicator]);
}

/// <summary>An indicator as data; indicators/README.md tells what each key means. Immutable.</summary>
internal sealed record IndicatorDefinition
{
    public required string Key { get; init; }
    public required string Title { get; init; }
    public required string Group { get; init; }
    public required string Formula { get; init; }
    /// <summary>What the sides are, in words.</summary>
    public required string Numerator { get; init; }
    public string? Denominator { get; init; }
    /// <summary>户, 人 or both; one empty word where there is one way only.</summary>
    public IReadOnlyList<string> By { get; init; } = [""];
    /// <summary>%, ‰, 增速% (numerator over denominator, less one), 百分点 (such a growth less that of elsewhere), 倍, 元, or what is counted.</summary>
    public required string Unit { get; init; }
    /// <summary>The rows carry dates, so that any past month can be opened to its rows.</summary>
    public bool IsDated { get; init; }
    /// <summary>Amounts are added up rather than rows counted.</summary>
    public bool SumsMoney { get; init; }
    public Better Better { get; init; }
    /// <summary>month, quarter, half-year or year: what “the period before” is.</summary>
    public string Period { get; init; } = "month";
    /// <summary>Parameters with the value aimed at, and with the line that must not be crossed.</summary>
    public string? Target { get; init; }
    public string? Red { get; init; }
    /// <summary>Parameter with the fewest rows from which on the red line is judged.</summary>
    public string? Least { get; init; }
    /// <summary>Levels at which a crossing of the red line is told: 村, 乡镇, 县.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];
    /// <summary>Who is told: 领导, 监测员.</summary>
    public IReadOnlyList<string> Tell { get; init; } = [];
    /// <summary>Counted when it is looked at, and never kept.</summary>
    public bool IsAlwaysLive { get; init; }
    /// <summary>The parameter with the same figure of other places, per ten thousand, by place in words (全市, 全国).</summary>
    public string? Beside { get; init; }
    /// <summary>For 百分点: the parameter with the growth of elsewhere that is taken off, and whose (全市, 全国).</summary>
    public string? Less { get; init; }
    public string? LessOf { get; init; }
    public RowsFrom? From { get; init; }
    public RowsFrom? Per { get; init; }
    public required string Basis { get; init; }
    public string? Note { get; init; }
    /// <summary>Why there are no data for it yet.</summary>
    public string? Missing { get; init; }
    /// <summary>Where it stands, for messages.</summary>
    public required string File { get; init; }
    public required int Line { get; init; }
    /// <summary>The definition alone as it was written.</summary>
    public required string Text { get; init; }

    private Guid? version;

    /// <summary>From the SHA-256 of the text: a kept figure names the definition that it was reckoned with.</summary>
    public Guid Version => version ??= new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(Text)).AsSpan(0, 16));

    public bool IsRatio => Denominator is not null;

    public bool IsPercent => Unit is "%" or "增速%" or "‰" or "百分点";

    /// <summary>Whether a side adds amounts up in 分: 元 of money over people, or money over money.</summary>
    public bool IsMoney(bool isNumerator) => SumsMoney && (isNumerator || Unit != "元");
}
