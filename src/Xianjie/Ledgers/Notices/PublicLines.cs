using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Notices;

namespace Xianjie.Ledgers.Notices;

/// <summary>
/// What of a row may hang in a village (W01: 公示不得含身份证号、手机号、银行账号、健康状况): the columns of the list without those that tell of ids, phones,
/// accounts or health; people by their family name; income in bands; long numbers starred wherever they stand.
/// </summary>
internal static partial class PublicLines
{
    public sealed record Line(string Name, string Text);

    public static IReadOnlyList<Line> Of(Ledger ledger, IReadOnlyDictionary<string, string> values, string? head, int band, Func<long, string> place) =>
        [.. ledger.Shown.Where(MayHang).Select(f => new Line(f.Name, Text(f, values.GetValueOrDefault(f.English) ?? string.Empty, head, band, place))).Where(l => l.Text.Length > 0)];

    public static bool MayHang(LedgerField field) => field is { IsSealed: false, ValueType: not (FieldType.Phone or FieldType.CitizenId or FieldType.Attachment or FieldType.Location or FieldType.CreditCode) } && !Private().IsMatch(field.Name);

    private static string Text(LedgerField field, string value, string? head, int band, Func<long, string> place)
    {
        if (value.Length == 0)
            return string.Empty;
        if (field.Type == FieldType.Household)
            return MaskedName.Of(head).ToString();
        if (field.Type == FieldType.Person || (field.Type == FieldType.Text && Named().IsMatch(field.Name)))
            return MaskedName.Of(value).ToString();
        if (field.ValueType is FieldType.Money or FieldType.Int or FieldType.Decimal && field.Name.Contains("收入", StringComparison.Ordinal) && decimal.TryParse(value, CultureInfo.InvariantCulture, out var amount))
            return Band(amount, band);
        var text = LongNumber().Replace(ValueWords.Shown(field, value, place), "****");
        return field.Unit is { } unit ? $"{text} {unit}" : field.ValueType == FieldType.Money ? $"{text} 元" : text;
    }

    private static string Band(decimal amount, int width)
    {
        var from = Math.Floor(Math.Max(0, amount) / width) * width;
        return string.Create(CultureInfo.InvariantCulture, $"{from:#,0} 至 {from + width:#,0} 元");
    }

    public static string Json(IReadOnlyList<Line> lines) => JsonSerializer.Serialize(lines, ChangeJson.Options);

    public static IReadOnlyList<Line> Read(string json) => JsonSerializer.Deserialize<List<Line>>(json)!;

    [GeneratedRegex("病|残疾|健康|诊断|医|身份证|证件|电话|手机|联系方式|卡号|账号|银行|住址", RegexOptions.None, 1000)]
    private static partial Regex Private();

    [GeneratedRegex("姓名|户主|负责人|联系人|申请人|责任人|管护人|经办人|法人|复核人", RegexOptions.None, 1000)]
    private static partial Regex Named();

    [GeneratedRegex("[0-9][0-9 -]{5,}[0-9Xx]", RegexOptions.None, 1000)]
    private static partial Regex LongNumber();
}
