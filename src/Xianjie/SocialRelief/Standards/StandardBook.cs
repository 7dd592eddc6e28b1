using Xianjie.Platform.Parameters;
using Xianjie.Screening.Language;

namespace Xianjie.SocialRelief.Standards;

/// <summary>One year's standards at four levels, 分 a head and year.</summary>
internal sealed record StandardYear(int Year, IReadOnlyDictionary<string, ParameterValue> ByLevel)
{
    public long? Of(string level) => ByLevel.TryGetValue(level, out var value) ? value.Value as long? : null;

    /// <summary>The county's standard in percent of another level's; null where one of them is missing.</summary>
    public decimal? RatioTo(string level) => Of(StandardBook.County) is { } own && Of(level) is > 0 and { } other ? Math.Round(own * 100m / other, 1) : null;
}

/// <summary>农村低保标准 by year: the county's own beside city, province and nation; entered as effective-dated parameters, which the rules read too.</summary>
internal static class StandardBook
{
    public const string Key = "农村低保年标准", County = "本县", City = "本市", Province = "本省", Nation = "全国";

    public static readonly IReadOnlyList<string> Levels = [County, City, Province, Nation];

    /// <summary>Years from the latest; a level stands in a year only where a value of that year was entered. Of several in a year the last holds.</summary>
    public static IReadOnlyList<StandardYear> Years(ParameterValues values, long division)
    {
        var county = division.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
        return [.. values.All(Key).Where(v => v.Dimension is not null && county.StartsWith(v.Division, StringComparison.Ordinal))
            .GroupBy(v => v.From.Year).OrderByDescending(g => g.Key)
            .Select(g => new StandardYear(g.Key, g.GroupBy(v => v.Dimension!).ToDictionary(l => l.Key, l => l.OrderBy(v => v.Division.Length).ThenBy(v => v.From).Last())))];
    }
}
