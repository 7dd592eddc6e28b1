using System.Text.Json;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Protection;

namespace Xianjie.Ledgers.Rows;

/// <summary>Values of a row as JSON, and back.</summary>
internal static class RowValues
{
    public static Dictionary<string, string> Open(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!;

    /// <summary>All values, the sealed ones too.</summary>
    public static Dictionary<string, string> Open(string json, byte[]? box, Seal seal)
    {
        var values = Open(json);
        if (box is not null)
            foreach (var (key, value) in Open(seal.Open(box, Sealed.Form)))
                values[key] = value;
        return values;
    }

    public static void Write(LedgerRow row, Ledger ledger, IReadOnlyDictionary<string, string> values, Seal seal)
    {
        var (plain, closed) = Split(ledger, values);
        row.Values = plain;
        if (closed is null)
            row.ValuesSealed = null;
        else if (row.ValuesSealed is null || seal.Open(row.ValuesSealed, Sealed.Form) != closed)
            row.ValuesSealed = seal.Close(closed, Sealed.Form);
    }

    /// <summary>Fields in the order of the definition, so that equal values are equal texts; values of retired fields stay.</summary>
    public static (string Plain, string? Sealed) Split(Ledger ledger, IReadOnlyDictionary<string, string> values)
    {
        var order = ledger.Fields.Index().ToDictionary(f => f.Item.English, f => f.Index, StringComparer.Ordinal);
        var sorted = values.Where(v => v.Value.Length > 0).OrderBy(v => order.GetValueOrDefault(Identity.FieldOf(v.Key), int.MaxValue)).ThenBy(v => v.Key, StringComparer.Ordinal).ToList();
        var closed = sorted.Where(v => ledger[Identity.FieldOf(v.Key)]?.IsSealed == true).ToDictionary();
        return (Json(sorted.Where(v => ledger[Identity.FieldOf(v.Key)]?.IsSealed != true).ToDictionary()), closed.Count == 0 ? null : Json(closed));
    }

    public static string Json(Dictionary<string, string> values) => JsonSerializer.Serialize(values, ChangeJson.Options);

    /// <summary>How a value stands in the text of a row: by this a list is filtered within its ledger, period and area.</summary>
    public static string Needle(string english, string value) => Json(new() { [english] = value })[1..^1];
}
