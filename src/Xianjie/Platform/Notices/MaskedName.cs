namespace Xianjie.Platform.Notices;

/// <summary>
/// A name as a public notice may show it: 王*. There is no way to make one that holds more than the family name, so a notice can't
/// leak the rest (W01: 公示不得含身份证号、手机号、银行账号、健康状况).
/// </summary>
internal readonly record struct MaskedName
{
    private static readonly HashSet<string> Double =
        ["欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "东方", "南宫", "端木", "长孙", "宇文", "独孤", "澹台", "钟离", "轩辕"];

    private readonly string? text;

    private MaskedName(string text) => this.text = text;

    public static MaskedName Of(string? name)
    {
        var plain = (name ?? string.Empty).Trim();
        if (plain.Length == 0)
            return new("*");
        return new((plain.Length > 2 && Double.Contains(plain[..2]) ? plain[..2] : char.IsSurrogate(plain[0]) && plain.Length > 1 ? plain[..2] : plain[..1]) + "*");
    }

    /// <summary>Reads a stored value.</summary>
    /// <exception cref="FormatException">The value is not masked.</exception>
    public static MaskedName Stored(string text) =>
        text.Length is >= 1 and <= 3 && text.EndsWith('*') ? new(text) : throw new FormatException("A stored name of a notice is not masked.");

    public override string ToString() => text ?? "*";
}

/// <summary>What a notice says a household is to be: a name of a closed list, never free text.</summary>
internal readonly record struct PublicCategory
{
    public static readonly IReadOnlyList<string> Known = ["脱贫不稳定户", "边缘易致贫户", "突发严重困难户", "防止返贫致贫对象", "风险消除"];

    private readonly string? name;

    private PublicCategory(string name) => this.name = name;

    /// <exception cref="ArgumentException">Not one of <see cref="Known"/>.</exception>
    public static PublicCategory Of(string name) =>
        Known.Contains(name) ? new(name) : throw new ArgumentException("A notice can only name a category of its list.", nameof(name));

    public override string ToString() => name ?? string.Empty;
}
