using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Jobs;
using Xianjie.Registry.Households;

namespace Xianjie.Comparison.Verbs;

/// <summary>Which county a verb means; where only one is registered it need not be named.</summary>
internal static class CountyOption
{
    public const string Unclear = "数据库里没有农户，或有几个县：请用 --county 写明县的 6 位代码。";

    public static readonly Option<string?> Option = new("--county") { Description = "县的 6 位代码；只有一个县时可省略" };

    public static async Task<long?> FindAsync(ParseResult parsed, IServiceProvider services, CancellationToken ct)
    {
        if (parsed.GetValue(Option) is { } text)
            return text.Length == 6 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code * 1_000_000L : null;
        await using var db = services.GetRequiredService<JobBoard>().Open();
        var counties = await db.Set<Household>().AsNoTracking().Select(h => h.Division / 1_000_000).Distinct().Take(2).ToListAsync(ct);
        return counties.Count == 1 ? counties[0] * 1_000_000L : null;
    }
}
