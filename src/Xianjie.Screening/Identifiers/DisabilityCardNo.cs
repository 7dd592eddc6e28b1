using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Xianjie.Screening.Identifiers;

/// <summary>
/// A disability card number: citizen id 18, kind 1 (1 视力 2 听力 3 言语 4 肢体 5 智力 6 精神 7 多重), level 1 (1 to 4);
/// a reissued card has two more characters (monitoring.md 2.4).
/// </summary>
public readonly record struct DisabilityCardNo : ISpanParsable<DisabilityCardNo>
{
    private static readonly string[] Kinds = ["视力", "听力", "言语", "肢体", "智力", "精神", "多重"];
    private static readonly string[] Levels = ["一级", "二级", "三级", "四级"];

    private readonly string? _reissue;

    private DisabilityCardNo(CitizenId holder, int kind, int level, string? reissue) =>
        (Holder, Kind, Level, _reissue) = (holder, kind, level, reissue);

    public CitizenId Holder { get; }

    /// <summary>1 视力 2 听力 3 言语 4 肢体 5 智力 6 精神 7 多重.</summary>
    public int Kind { get; }

    /// <summary>1 (heaviest) to 4.</summary>
    public int Level { get; }

    public string KindName => Kinds[Kind - 1];

    public string LevelName => Levels[Level - 1];

    /// <summary>Levels one and two.</summary>
    public bool IsSevere => Level <= 2;

    public bool IsReissued => _reissue is not null;

    public string Masked() => $"{Holder.Masked()}**{_reissue}";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Holder}{Kind}{Level}{_reissue}");

    /// <summary>The number of a first card.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Kind is not 1 to 7 or level not 1 to 4.</exception>
    public static DisabilityCardNo Create(CitizenId holder, int kind, int level)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(kind is >= 1 and <= 7, true, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfNotEqual(level is >= 1 and <= 4, true, nameof(level));
        return new DisabilityCardNo(holder, kind, level, null);
    }

    public static bool TryParse(ReadOnlySpan<char> text, DateOnly today, out DisabilityCardNo card, [NotNullWhen(false)] out string? reason)
    {
        Span<char> room = stackalloc char[48];
        var plain = TextForm.Plain(text, room);
        card = default;
        reason = plain.IsEmpty ? "没有填残疾证号"
            : plain.Contains("E+", StringComparison.Ordinal) ? "残疾证号被 Excel 当成数字，末几位已丢失；请把该列改为“文本”格式后重新填写"
            : plain.Length is not (20 or 22) ? $"残疾证号应为 20 位（补换证 22 位），现在是 {plain.Length} 位"
            : plain[18] is < '1' or > '7' ? $"残疾证号第 19 位是残疾类别，应为 1 至 7，填的是 {plain[18]}"
            : plain[19] is < '1' or > '4' ? $"残疾证号第 20 位是残疾等级，应为 1 至 4，填的是 {plain[19]}"
            : plain.Length == 22 && !IsReissueMark(plain[20..]) ? "补换证残疾证号的末 2 位应是补换证序号"
            : null;
        if (reason is not null) { return false; }
        if (!CitizenId.TryParse(plain[..18], today, out var holder, out reason))
        {
            reason = "残疾证号前 18 位不是有效的身份证号：" + reason;
            return false;
        }
        card = new DisabilityCardNo(holder, plain[18] - '0', plain[19] - '0', plain.Length == 22 ? plain[20..].ToString() : null);
        return true;
    }

    public static DisabilityCardNo Parse(string s, IFormatProvider? provider) => Parse(s.AsSpan(), provider);

    public static DisabilityCardNo Parse(ReadOnlySpan<char> s, IFormatProvider? provider) =>
        TryParse(s, DateOnly.MaxValue, out var card, out var reason) ? card : throw new FormatException(reason);

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out DisabilityCardNo result) =>
        TryParse(s.AsSpan(), provider, out result);

    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out DisabilityCardNo result) =>
        TryParse(s, DateOnly.MaxValue, out result, out _);

    // Two digits, or B (补) and a digit
    private static bool IsReissueMark(ReadOnlySpan<char> mark) => (char.IsAsciiDigit(mark[0]) || mark[0] == 'B') && char.IsAsciiDigit(mark[1]);
}
