using System.Globalization;

namespace Xianjie.Screening;

/// <summary>Typed reading of one mapping: tells unknown keys, missing keys and wrong values.</summary>
internal sealed class YamlFields(YamlMap map, ErrorList errors, params string[] allowed)
{
    public YamlMap Map => map;

    /// <summary>Adds an error for each key that is not allowed here.</summary>
    public YamlFields Checked()
    {
        foreach (var (key, _) in map.Entries)
            if (!allowed.Contains(key.Value))
                errors.Add(key, $"不认识的键“{key.Value}”，可用：{string.Join("、", allowed)}");
        return this;
    }

    public YamlScalar? Scalar(string key)
    {
        var node = map[key];
        if (node is null) return null;
        if (node is YamlScalar scalar) return scalar.IsNull ? null : scalar;
        errors.Add(node, $"“{key}”应是一段文字");
        return null;
    }

    public string? Text(string key) => Scalar(key)?.Value;

    public string Required(string key)
    {
        var value = Text(key);
        if (!string.IsNullOrWhiteSpace(value)) return value;
        errors.Add(map[key] ?? map, $"缺少“{key}”");
        return "";
    }

    public bool Flag(string key, bool fallback = false)
    {
        var scalar = Scalar(key);
        if (scalar is null) return fallback;
        if (scalar.Value is "true" or "false") return scalar.Value == "true";
        errors.Add(scalar, $"“{key}”应是 true 或 false，现为“{scalar.Value}”");
        return fallback;
    }

    public decimal? Number(string key)
    {
        var scalar = Scalar(key);
        if (scalar is null) return null;
        if (decimal.TryParse(scalar.Value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number)) return number;
        errors.Add(scalar, $"“{key}”应是数字，现为“{scalar.Value}”");
        return null;
    }

    public DateOnly? Date(string key)
    {
        var scalar = Scalar(key);
        if (scalar is null) return null;
        if (DateOnly.TryParseExact(scalar.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        errors.Add(scalar, $"“{key}”应是日期（如 2026-01-31），现为“{scalar.Value}”");
        return null;
    }

    /// <summary>A list of texts; one text alone counts as a list of one.</summary>
    public IReadOnlyList<YamlScalar> Texts(string key) => map[key] switch
    {
        null => [],
        YamlScalar { IsNull: true } => [],
        YamlScalar one => [one],
        YamlList list => Scalars(list, key),
        var other => Refuse(other, $"“{key}”应是列表"),
    };

    public YamlMap? Section(string key)
    {
        var node = map[key];
        if (node is null or YamlScalar { IsNull: true }) return null;
        if (node is YamlMap section) return section;
        errors.Add(node, $"“{key}”应是若干“键: 值”");
        return null;
    }

    public IReadOnlyList<YamlNode> Items(string key)
    {
        var node = map[key];
        if (node is null or YamlScalar { IsNull: true }) return [];
        if (node is YamlList list) return list.Items;
        errors.Add(node, $"“{key}”应是列表");
        return [];
    }

    private List<YamlScalar> Scalars(YamlList list, string key)
    {
        foreach (var item in list.Items)
            if (item is not YamlScalar) errors.Add(item, $"“{key}”的每一项应是文字");
        return [.. list.Items.OfType<YamlScalar>()];
    }

    private YamlScalar[] Refuse(YamlNode node, string message)
    {
        errors.Add(node, message);
        return [];
    }
}
