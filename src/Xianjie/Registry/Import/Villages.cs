using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;

namespace Xianjie.Registry.Import;

/// <summary>The villages that an import may fill, by code and by the names of township and village.</summary>
internal sealed class Villages
{
    private readonly Dictionary<long, Division> known;
    private readonly Dictionary<(string Town, string Village), long> byName = [];
    private readonly Scope scope;

    private Villages(List<Division> divisions, Scope scope)
    {
        this.scope = scope;
        known = divisions.ToDictionary(d => d.Code);
        foreach (var village in divisions.Where(d => d.Level == DivisionLevel.Village && d.ValidTo is null))
        {
            if (village.Parent is { } parent && known.TryGetValue(parent, out var town))
                byName.TryAdd((Plain(town.Name), Plain(village.Name)), village.Code);
        }
    }

    public static async Task<Villages> LoadAsync(XianjieDb db, long area, CancellationToken ct)
    {
        var scope = area == 0 ? Scope.All() : Scope.Of(area);
        var (from, below) = area == 0 ? (0, long.MaxValue) : (area / 1_000_000 * 1_000_000, scope.Below);
        return new Villages(await db.Set<Division>().AsNoTracking().Where(d => d.Code >= from && d.Code < below)
            .Select(d => new Division { Code = d.Code, Name = d.Name, Level = d.Level, Parent = d.Parent, ValidTo = d.ValidTo, Successors = d.Successors }).ToListAsync(ct), scope);
    }

    /// <summary>Why nothing may be put into that place, or null.</summary>
    public string? Refusal(long code)
    {
        if (!scope.Covers(code))
            return $"行政区划 {code:D12} 不在您的辖区内，不能导入";
        if (!known.TryGetValue(code, out var place))
            return $"系统中没有行政区划 {code:D12}，请核对代码，或先导入区划";
        if (place.Level != DivisionLevel.Village)
            return $"{place.Name}（{code:D12}）不是村级区划，请填到村";
        return place.ValidTo is null ? null : $"{place.Name}（{code:D12}）已撤并" + (place.Successors is { } next ? $"，请改用 {next}" : string.Empty);
    }

    /// <summary>The user's own area; households outside of it must not be touched.</summary>
    public bool Covers(long division) => scope.Covers(division);

    public long? Find(string town, string village) => byName.TryGetValue((Plain(town), Plain(village)), out var code) ? code : null;

    private static string Plain(string name)
    {
        var text = name.Trim();
        foreach (var tail in (string[])["村民委员会", "社区居民委员会", "居民委员会", "居委会", "村委会", "社区", "村"])
        {
            if (text.Length > tail.Length + 1 && text.EndsWith(tail, StringComparison.Ordinal))
                return text[..^tail.Length];
        }
        return text;
    }
}
