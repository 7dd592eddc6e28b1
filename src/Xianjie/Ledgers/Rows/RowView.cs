using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Protection;

namespace Xianjie.Ledgers.Rows;

/// <summary>Shows values to the person of the request: identifiers of people starred out, sensitive fields only to who may see them.</summary>
internal sealed class RowView(Seal seal, Places places, CurrentUser user)
{
    public const string Closed = "（不公开）";

    public Dictionary<string, string> Values(LedgerRow row, Ledger ledger) => ledger.Fields.Any(f => f.IsSealed) ? RowValues.Open(row.Values, row.ValuesSealed, seal) : RowValues.Open(row.Values);

    /// <summary>The same, with what its formulas come to now.</summary>
    public Dictionary<string, string> Values(LedgerRow row, Ledger ledger, IReadOnlyDictionary<Guid, Dictionary<string, string>> now) => FormulasNow.Into(Values(row, ledger), row.Id, now);

    public string Text(LedgerField field, IReadOnlyDictionary<string, string> values)
    {
        if (values.GetValueOrDefault(field.English) is not { Length: > 0 } text)
            return string.Empty;
        if (field.IsSealed && !user.Sees(field.Class))
            return Closed;
        return field.Type is FieldType.CitizenId or FieldType.Phone && field.IsSealed ? Masked(text) : ValueWords.Shown(field, text, code => places.Path(code));
    }

    /// <summary>Typed again only where it changes: what may not be shown stands in no form.</summary>
    public bool IsHidden(LedgerField field) => field.IsSealed && (field.Type is FieldType.CitizenId or FieldType.Phone || !user.Sees(field.Class));

    private static string Masked(string text) => text.Length < 8 ? "****" : string.Concat(text.AsSpan(0, 3), new string('*', text.Length - 7), text.AsSpan(text.Length - 4));
}
