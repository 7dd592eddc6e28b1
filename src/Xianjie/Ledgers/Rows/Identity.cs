using Xianjie.Ledgers.Definitions;

namespace Xianjie.Ledgers.Rows;

/// <summary>
/// Who a field of a person means, beside the name that it shows: two people of one name are two. The id stands in the row's values under the field's
/// name with @ behind it, sealed where the field is sealed. In expressions it follows the name behind a sign that no name has, and is taken out of messages.
/// </summary>
internal static class Identity
{
    private const char Mark = '\u2063';
    private const int Length = 32;

    public static string KeyOf(string field) => field + "@";

    public static bool IsKey(string key) => key.EndsWith('@');

    /// <summary>The field that a key of the values belongs to.</summary>
    public static string FieldOf(string key) => IsKey(key) ? key[..^1] : key;

    public static Guid? Of(IReadOnlyDictionary<string, string> values, string field) => values.TryGetValue(KeyOf(field), out var text) && Guid.TryParseExact(text, "N", out var id) ? id : null;

    public static void Set(IDictionary<string, string> values, string field, Guid? id) => values[KeyOf(field)] = id?.ToString("N") ?? string.Empty;

    /// <summary>What makes a value itself: of a person the id, where it is known.</summary>
    public static string Telling(LedgerField field, IReadOnlyDictionary<string, string> values) =>
        field.Type == FieldType.Person && Of(values, field.English) is { } id ? id.ToString("N") : values.GetValueOrDefault(field.English) ?? string.Empty;

    /// <summary>A text as expressions compare it.</summary>
    public static string InFacts(string text, string field, IReadOnlyDictionary<string, string> values) => text.Length > 0 && values.TryGetValue(KeyOf(field), out var id) && id.Length == Length ? $"{text}{Mark}{id}" : text;

    /// <summary>A message of an expression as people read it.</summary>
    public static string Shown(string text)
    {
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mark, StringComparison.Ordinal))
            text = text.Remove(at, Math.Min(Length + 1, text.Length - at));
        return text;
    }
}
