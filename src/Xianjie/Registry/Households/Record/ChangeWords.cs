using System.Text.Json;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Fields;
using Xianjie.Screening;

namespace Xianjie.Registry.Households.Record;

/// <summary>One changed value in words: field, before, after.</summary>
internal sealed record ValueChange(string Field, string Before, string After);

/// <summary>Change rows of the registry in words: Chinese field names, values as people read them, sealed values starred out.</summary>
internal sealed class ChangeWords(RegistryFields fields, Seal seal, Places places, CurrentUser reader)
{
    private static readonly Dictionary<string, string> Facts = new()
    {
        [nameof(Household)] = RegistryFields.Household, ["Person"] = RegistryFields.Member, [nameof(IncomeYear)] = RegistryFields.Income,
        [nameof(Living)] = RegistryFields.Living, [nameof(Measure)] = RegistryFields.Measure,
        [nameof(MonitorIncome)] = RegistryFields.MonitorIncome, [nameof(SafeguardCheck)] = RegistryFields.Safeguard,
    };

    /// <summary>Properties outside the catalogue that tell something.</summary>
    private static readonly Dictionary<string, string> Others = new()
    {
        ["State"] = "状态", ["Division"] = "所在村", ["To"] = "离户日期", ["From"] = "入户日期", ["JoinReason"] = "入户原因", ["LeaveReason"] = "离户原因",
        ["PeriodStart"] = "核算起", ["PeriodEnd"] = "核算止", ["Note"] = "说明",
    };

    private static readonly Dictionary<string, string> States = new()
    {
        ["Active"] = "在册", ["Merged"] = "已并户", ["Dissolved"] = "已销户", ["Present"] = "在册", ["Dead"] = "死亡", ["Left"] = "已减员",
    };

    public static string Thing(string type) => type == "Membership" ? "户籍关系" : type == nameof(Attachment) ? "附件" : type == nameof(HouseholdTag) ? "标签" : Facts.GetValueOrDefault(type, type);

    public IReadOnlyList<ValueChange> Of(Change change)
    {
        var (before, after) = (Values(change.Before), Values(change.After));
        var list = new List<ValueChange>();
        foreach (var name in before.Keys.Union(after.Keys))
        {
            if (Describe(change.Object, name) is not { } words)
                continue;
            var (old, now) = (words.Text(before.GetValueOrDefault(name)), words.Text(after.GetValueOrDefault(name)));
            if (old != now || words.Always)
                list.Add(new(words.Name, old, now));
        }
        return list;
    }

    private (string Name, Func<JsonElement, string> Text, bool Always)? Describe(string type, string property)
    {
        if (property == "Division" && type is not nameof(Household))
            return null;
        if (Facts.TryGetValue(type, out var fact) && FieldOf(fact, property) is { } field)
            return !reader.Sees(field.Column.Class) ? null : (field.Name, v => Show(field, v), field.IsSealed);
        return Others.TryGetValue(property, out var name) ? (name, Plain, false) : null;
    }

    /// <summary>The field behind a property, its sealed box included; null for what no form shows.</summary>
    public Field? FieldOf(string fact, string property)
    {
        if (property == "Division")
            return null;
        var plain = property.EndsWith("Sealed", StringComparison.Ordinal) ? property[..^6] : property;
        var english = fact == RegistryFields.Measure && plain == "Name" ? "measure" : Platform.Data.SnakeCase.Of(plain);
        return fields.Of(fact).FirstOrDefault(f => f.Column.English.Replace("_", string.Empty, StringComparison.Ordinal) == english.Replace("_", string.Empty, StringComparison.Ordinal)
            && f.IsSealed == property.EndsWith("Sealed", StringComparison.Ordinal));
    }

    private string Show(Field field, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            return string.Empty;
        object? plain = field.Kind is { } kind ? seal.Open(value.GetBytesFromBase64(), kind) : value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.Number => Number(field.Column.Type, value),
            _ => field.Column.Type == ColumnType.Date && value.TryGetDateTime(out var day) ? DateOnly.FromDateTime(day) : value.GetString(),
        };
        return field.Format(plain);
    }

    private static object Number(ColumnType type, JsonElement value) => type switch
    {
        ColumnType.Money or ColumnType.Division => value.GetInt64(),
        ColumnType.Int or ColumnType.Month or ColumnType.Year => value.GetInt32(),
        _ => value.GetDecimal(),
    };

    private string Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Undefined or JsonValueKind.Null => string.Empty,
        JsonValueKind.Number when value.TryGetInt64(out var code) && code > 100_000_000_000 => places.Path(code),
        JsonValueKind.String => States.GetValueOrDefault(value.GetString() ?? string.Empty, value.GetString() ?? string.Empty),
        _ => value.GetRawText(),
    };

    public static Dictionary<string, JsonElement> Values(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json) ?? [];
}
