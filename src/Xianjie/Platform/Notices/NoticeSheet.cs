using Xianjie.Platform.Papers;
using Xianjie.Platform.Parameters;

namespace Xianjie.Platform.Notices;

/// <summary>The sheet that hangs in a village: rows of equal matter and term. Masked by construction, since a notice holds no more.</summary>
internal static class NoticeSheet
{
    public const string Code = "notice";

    public static PaperData Fill(PaperData data, IReadOnlyList<PublicNotice> rows, string village)
    {
        var first = rows.Count > 0 ? rows[0] : null;
        return data.Set(("公示标题", first is null ? null : Title(first.Kind, first.StartsOn)), ("公示起", PaperWords.Day(first?.StartsOn)), ("公示止", PaperWords.Day(first?.EndsOn)), ("公示户数", PaperWords.Number(rows.Count)))
            .Add("公示户", rows, (n, _) => [("姓名", n.Name.ToString()), ("所在村", village), ("类别", n.Category.ToString())]);
    }

    private static string Title(string kind, DateOnly day) => kind == "识别" ? $"拟纳入{PolicyPeriod.On(day).ObjectName}的公示" : $"{PolicyPeriod.On(day).ObjectName}{kind}的公示";
}
