namespace Xianjie.Platform.Divisions;

/// <summary>How people call a village or community that the division list names by its committee.</summary>
internal static class PlaceNames
{
    private static readonly (string Ending, string Kind, string Plain)[] Committees =
        [("村民委员会", "村", "村"), ("村委会", "村", "村"), ("居民委员会", "社区", "居委会")];

    /// <summary>大坪村村民委员会 and 大坪村委会 are 大坪村; 东街社区居民委员会 is 东街社区; 东街居民委员会 is 东街居委会; others stay.</summary>
    public static string Short(string name)
    {
        foreach (var (ending, kind, plain) in Committees)
        {
            if (name.Length <= ending.Length || !name.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var rest = name[..^ending.Length];
            return rest.EndsWith(kind, StringComparison.Ordinal) && rest.Length > kind.Length ? rest : rest + plain;
        }
        return name;
    }
}
