using System.Globalization;

namespace Xianjie.Screening.Language;

/// <summary>Reads parameter definitions with their dated values.</summary>
internal sealed class ParameterReader
{
    private static readonly Dictionary<string, ExprType> Types = new(StringComparer.Ordinal)
    {
        ["int"] = ExprType.Int, ["money"] = ExprType.Money, ["decimal"] = ExprType.Decimal, ["date"] = ExprType.Date,
        ["bool"] = ExprType.Bool, ["text"] = ExprType.Text,
    };

    private readonly ErrorList errors = new();
    private readonly List<Parameter> parameters = [];

    public (ParameterBook Book, IReadOnlyList<RuleError> Errors) Read(string file, string text)
    {
        foreach (var document in YamlReader.Read(file, text, errors))
        {
            if (document is not YamlList list) errors.Add(document, "参数文件应是列表（- key: …）");
            else
                foreach (var item in list.Items) ReadParameter(item);
        }
        return (new ParameterBook(parameters), errors.All);
    }

    /// <summary>A value of a parameter as the engine holds it; null with a reason if the text does not fit.</summary>
    public static object? Value(ExprType type, string text, out string? reason)
    {
        reason = null;
        switch (type.Kind)
        {
            case ValueKind.Text: return text;
            case ValueKind.Bool when text is "true" or "false" or "是" or "否": return text is "true" or "是";
            case ValueKind.Date when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date):
                return (long)date.DayNumber;
            case ValueKind.Int when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole): return whole;
            case ValueKind.Money or ValueKind.Decimal
                when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number):
                if (type.Kind == ValueKind.Decimal) return number;
                if (Math.Abs(number) < 1_000_000_000_000m && decimal.Truncate(number * 100) == number * 100) return (long)(number * 100);
                break;
        }
        reason = $"“{text}”不是{type}";
        return null;
    }

    private void ReadParameter(YamlNode node)
    {
        if (node is not YamlMap map)
        {
            errors.Add(node, "参数应是若干“键: 值”");
            return;
        }
        var fields = new YamlFields(map, errors, "key", "title", "unit", "type", "values").Checked();
        var (key, title, typeName) = (fields.Required("key"), fields.Required("title"), fields.Required("type"));
        if (!Types.TryGetValue(typeName, out var type))
        {
            errors.Add(map["type"] ?? map, $"不认识的参数类型“{typeName}”，可用：{string.Join("、", Types.Keys)}");
            return;
        }
        if (parameters.Exists(p => p.Key == key))
        {
            errors.Add(node, $"参数“{key}”重复");
            return;
        }
        var values = new List<ParameterValue>();
        foreach (var item in fields.Items("values")) ReadValue(item, type, values);
        if (values.Count == 0) errors.Add(node, $"参数“{key}”没有值");
        var hasDimension = values.Exists(v => v.Dimension is not null);
        if (hasDimension && values.Exists(v => v.Dimension is null)) errors.Add(node, $"参数“{key}”的值要么都写 value，要么都写 by");
        parameters.Add(new Parameter(key, title, fields.Text("unit"), type) { HasDimension = hasDimension, Values = values });
    }

    private void ReadValue(YamlNode node, ExprType type, List<ParameterValue> values)
    {
        if (node is not YamlMap map)
        {
            errors.Add(node, "参数值应写成 {value: …, from: …, basis: …}");
            return;
        }
        var fields = new YamlFields(map, errors, "value", "by", "from", "to", "division", "basis").Checked();
        var from = fields.Date("from");
        if (from is null && map["from"] is null) errors.Add(map, "缺少“from”");
        var (to, division, basis) = (fields.Date("to"), fields.Text("division") ?? "", fields.Required("basis"));
        if (to < from) errors.Add(map["to"]!, "“to”早于“from”");
        if (division.Length > 12 || !division.All(char.IsAsciiDigit)) errors.Add(map["division"]!, "“division”应是区划代码的前若干位数字");
        var entries = fields.Section("by")?.Entries.Select(e => ((string?)e.Key.Value, e.Value))
            ?? (fields.Scalar("value") is { } one ? [(null, one)] : []);
        var any = false;
        foreach (var (dimension, scalar) in entries)
        {
            any = true;
            if (Value(type, (scalar as YamlScalar)?.Value ?? "", out var reason) is { } value)
                values.Add(new ParameterValue(dimension, division, from ?? default, to, value, basis));
            else errors.Add(scalar, reason!);
        }
        if (!any) errors.Add(map, "缺少“value”或“by”");
    }
}
