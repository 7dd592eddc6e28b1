using System.Globalization;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Own;

/// <summary>Into which group of a query a row falls, how groups are called and in which order they stand; a query groups by one or two things.</summary>
internal sealed class OwnGroups(OwnQuery query, Ledger shape, Places places, long area)
{
    private const string Between = " · ";
    private readonly string[] wanted = [.. query.Groups];
    private readonly Dictionary<string, string[]> parts = new(StringComparer.Ordinal);
    private readonly List<(long From, long Below, long Code)> below = [.. places.Children(area).Select(p => (Scope.Range(p.Code).From, Scope.Range(p.Code).Below, p.Code))];

    /// <summary>What is wrong with what a query groups by.</summary>
    public static IEnumerable<string> Faults(OwnQuery query, Ledger shape)
    {
        if (query.Groups.Any(g => g is not (OwnQuery.Place or OwnQuery.Village) && (shape[g.Split(':')[0]] is not { IsSealed: false } by || (g.Contains(':', StringComparison.Ordinal) && by.ValueType is not (FieldType.Date or FieldType.Month)))))
            yield return "请选择按地区、按村或按一个不加密的字段分组。";
        if (query.Then.Length > 0 && (query.Group.Length == 0 || query.Then == query.Group))
            yield return "第二层分组要在选了第一层以后再选，并与第一层不同。";
    }

    /// <summary>What the groups are called as a column.</summary>
    public static string Title(OwnQuery query, Ledger shape) => string.Join(Between, query.Groups.Select(g => g is OwnQuery.Place or OwnQuery.Village ? g
        : shape[g.Split(':')[0]]!.Name + (g.EndsWith(":年", StringComparison.Ordinal) ? "（年）" : g.EndsWith(":月", StringComparison.Ordinal) ? "（月）" : string.Empty)));

    public string KeyOf(SourceRow row)
    {
        if (wanted.Length == 1)
            return KeyOf(wanted[0], row);
        var own = Array.ConvertAll(wanted, group => KeyOf(group, row));
        var key = string.Join(Between, own);
        parts.TryAdd(key, own);
        return key;
    }

    public string TitleOf(string key) => wanted.Length == 1 ? TitleOf(wanted[0], key) : string.Join(Between, parts[key].Zip(wanted, (part, group) => TitleOf(group, part)));

    /// <summary>By place, in the order of a code list, else by text; the first thing before the second.</summary>
    public IOrderedEnumerable<OwnLine> InOrder(IEnumerable<OwnLine> lines)
    {
        var ordered = Level(lines.OrderBy(_ => 0), 0);
        return wanted.Length == 1 ? ordered : Level(ordered, 1);
    }

    private IOrderedEnumerable<OwnLine> Level(IOrderedEnumerable<OwnLine> lines, int level)
    {
        string Part(OwnLine line) => wanted.Length == 1 ? line.Key : parts[line.Key][level];
        var codes = shape[wanted[level].Split(':')[0]]?.Codes;
        return lines.ThenBy(l => codes?.NumberOf(Part(l)) is > 0 and var number ? number : int.MaxValue).ThenBy(Part, StringComparer.Ordinal);
    }

    private string KeyOf(string group, SourceRow row)
    {
        if (group is OwnQuery.Place or OwnQuery.Village)
            return (group == OwnQuery.Village ? row.Fact.Division : Below(row.Fact.Division)).ToString("D12", CultureInfo.InvariantCulture);
        var split = group.Split(':');
        var text = row.Fact.Values.GetValueOrDefault(shape[split[0]]!.English);
        if (string.IsNullOrEmpty(text))
            return Ledgers.Rollup.RollupDesk.Blank;
        var digits = text.Replace("-", string.Empty, StringComparison.Ordinal);
        return split.Length == 1 ? text : split[1] == "年" ? digits[..Math.Min(4, digits.Length)] : digits[..Math.Min(6, digits.Length)];
    }

    private long Below(long division)
    {
        foreach (var (from, end, code) in below)
            if (division >= from && division < end)
                return code;
        return division;
    }

    private string TitleOf(string group, string key) => group is OwnQuery.Place or OwnQuery.Village && long.TryParse(key, CultureInfo.InvariantCulture, out var code)
        ? code == area ? $"{places.Name(code)}本级" : group == OwnQuery.Village ? places.Path(code) : places.Find(code)?.Short ?? places.Name(code) : key;
}
