using System.Text.RegularExpressions;
using Xianjie.Platform.Indicators;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Templates;

/// <summary>Where a figure is counted: over the whole area of the table, or for each of the places below it, a row each.</summary>
internal enum PlaceLevel { 全部, 下级, 村 }

/// <summary>Whose period: that of the table, the one before, or the same a year ago.</summary>
internal enum Back { 本期, 上期, 去年同期 }

/// <summary>Which side of an indicator.</summary>
internal enum Side { 值, 分子, 分母 }

/// <summary>One expression of a cell, as <c>{{…}}</c> stands in it.</summary>
internal abstract record Ask(string Text)
{
    public PlaceLevel Level { get; init; }
    public Reach Reach { get; init; }
    public Back Back { get; init; }
}

/// <summary>期间, 单位, 填表日期, 填表人, 乡镇, 序号.</summary>
internal sealed record WordAsk(string Text, string Word) : Ask(Text);

/// <summary>Typed in on the draft, where no ledger holds it.</summary>
internal sealed record HandAsk(string Text, string Title) : Ask(Text);

internal sealed record ParameterAsk(string Text, string Key, string? Dimension) : Ask(Text);

internal sealed record IndicatorAsk(string Text, IndicatorDefinition Definition, string By, Side Side) : Ask(Text);

internal sealed record SourceAsk(string Text, RowSource Source, RowMeasure Measure) : Ask(Text);

/// <summary>Reads the expressions of cells; what is wrong is told in words.</summary>
internal sealed partial class AskReader(SourceBook sources, IndicatorBook indicators, Platform.Parameters.ShippedParameters parameters)
{
    public static readonly IReadOnlyList<string> Words = ["单位", "期间", "填表日期", "填表人", "乡镇", "村", "序号"];

    /// <param name="inner">What stands between the braces.</param>
    /// <param name="ct">Ends the reading.</param>
    public async Task<(Ask? Ask, string? Refusal)> ReadAsync(string inner, CancellationToken ct)
    {
        var text = inner.Trim();
        if (text.Length is 0 or > 400)
            return (null, text.Length == 0 ? "{{}} 里没有内容" : "表达式太长（最多 400 字）");
        if (Words.Contains(text))
            return (new WordAsk(text, text) { Level = text switch { "乡镇" => PlaceLevel.下级, "村" => PlaceLevel.村, _ => PlaceLevel.全部 } }, null);
        var (rest, level, reach, back, refusal) = Tail(text);
        if (refusal is not null)
            return (null, refusal);
        var cut = rest.IndexOf(' ', StringComparison.Ordinal);
        var (kind, body) = cut < 0 ? (rest, string.Empty) : (rest[..cut], rest[(cut + 1)..].Trim());
        var (ask, wrong) = kind switch
        {
            "指标" => Indicator(text, body),
            "参数" => Parameter(text, body),
            "手填" => body.Length is > 0 and <= 40 ? (new HandAsk(text, body), null) : (null, "“手填”后面要写填什么（40 字以内）"),
            "台账" or "名册" => await SourceAsync(text, body, ct),
            _ => (null, $"“{kind}”不认识，应以 指标、台账、名册、参数、手填 开头，或者是 {string.Join('、', Words)}"),
        };
        if (ask is null)
            return (null, wrong);
        return back != Back.本期 && ask is SourceAsk { Source: var now } && now.Shape.Period == Ledgers.Definitions.PeriodKind.None ? (null, $"“{now.Title}”不分期，只有现在的行，不能写“{back}”") : (ask with { Level = level, Reach = reach, Back = back }, null);
    }

    /// <summary>Takes @乡镇, 本期, 本年, 上期, 去年同期 off the end.</summary>
    private static (string Left, PlaceLevel Level, Reach Reach, Back Back, string? Refusal) Tail(string text)
    {
        var (level, reach, back) = (PlaceLevel.全部, Reach.末, Back.本期);
        while (Last().Match(text) is { Success: true } last)
        {
            text = text[..last.Index].TrimEnd();
            switch (last.Groups[1].Value)
            {
                case "@乡镇" or "@下级": level = PlaceLevel.下级; break;
                case "@村": level = PlaceLevel.村; break;
                case "@全部" or "@县": level = PlaceLevel.全部; break;
                case "本期": reach = Reach.本期; break;
                case "本年": reach = Reach.本年; break;
                case "上期": back = Back.上期; break;
                case "去年同期": back = Back.去年同期; break;
                case var other: return (text, level, reach, back, $"“{other}”不认识，可以写 @乡镇、@村 或 @全部");
            }
        }
        return (text, level, reach, back, null);
    }

    private (Ask?, string?) Indicator(string text, string body)
    {
        var parts = body.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
            return (null, "“指标”后面要写指标的编号");
        if (indicators.Find(parts[0]) is not { } definition)
            return (null, $"没有编号为“{parts[0]}”的指标");
        var (by, side) = (definition.By[0], Side.值);
        foreach (var part in parts.Skip(1))
        {
            if (Enum.TryParse<Side>(part, out var named) && !char.IsAsciiDigit(part[0]))
                side = named;
            else if (definition.By.Contains(part))
                by = part;
            else
                return (null, $"指标“{definition.Title}”没有“{part}”，可以写 {string.Join('、', definition.By.Where(b => b.Length > 0).Concat(["分子", "分母"]))}");
        }
        if (side == Side.分母 && !definition.IsRatio)
            return (null, $"指标“{definition.Title}”没有分母");
        return definition.Missing is { } why ? (null, $"指标“{definition.Title}”还没有数据：{why}") : (new IndicatorAsk(text, definition, by, side), null);
    }

    private (Ask?, string?) Parameter(string text, string body)
    {
        var parts = body.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 0 ? (null, "“参数”后面要写参数名") : parameters.Book[parts[0]] is null ? (null, $"没有名为“{parts[0]}”的参数") : (new ParameterAsk(text, parts[0], parts.Length > 1 ? parts[1] : null), null);
    }

    private async Task<(Ask?, string?)> SourceAsync(string text, string body, CancellationToken ct)
    {
        var cut = body.IndexOf(' ', StringComparison.Ordinal);
        if (cut < 0)
            return (null, "“台账”后面要写台账名和要统计什么，例如 {{台账 帮扶车间台账 合计(吸纳人数)}}");
        if (await sources.FindAsync(body[..cut], ct) is not { } source)
            return (null, $"没有名为“{body[..cut]}”的台账或名册");
        var (measure, refusal) = RowMeasure.Read(body[(cut + 1)..], source.Shape);
        return measure is null ? (null, refusal) : (new SourceAsk(text, source, measure), null);
    }

    [GeneratedRegex(@"\s(@\S+|本期|本年|上期|去年同期)$", RegexOptions.None, 1000)]
    private static partial Regex Last();
}
