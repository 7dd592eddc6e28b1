namespace Xianjie.Monitoring.Authorisations;

/// <summary>What a letter may allow to be looked at (比对项, W67), and the department facts that tell of it.</summary>
internal static class LetterScope
{
    private static readonly (string Item, string[] Facts)[] Table =
    [
        ("房产", ["不动产登记"]), ("机动车", ["机动车"]), ("大型农机", []), ("财政供养", ["财政供养"]), ("养老保险", ["养老待遇"]), ("工商登记", ["市场主体"]), ("公积金", ["公积金"]), ("税收", ["纳税"]),
        ("违法犯罪", ["刑案服刑"]), ("存款", ["存款变动"]), ("理财基金", ["金融资产"]), ("股票", ["金融资产"]), ("投资型保险", ["金融资产"]),
    ];

    public static readonly IReadOnlyList<string> Items = [.. Table.Select(t => t.Item)];

    /// <summary>The facts that the items allow; null for a letter that names none, which allows all.</summary>
    /// <remarks>A fact that tells of several items is allowed only where all of them are.</remarks>
    public static IReadOnlySet<string>? Facts(string? covers)
    {
        if (covers is null)
            return null;
        var items = covers.Split('、').ToHashSet(StringComparer.Ordinal);
        return Table.SelectMany(t => t.Facts).Distinct().Where(f => Table.Where(t => t.Facts.Contains(f)).All(t => items.Contains(t.Item))).ToHashSet(StringComparer.Ordinal);
    }
}
