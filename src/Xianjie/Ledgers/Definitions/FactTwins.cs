using Xianjie.Screening;

namespace Xianjie.Ledgers.Definitions;

/// <summary>One fact is asked once: finds where a field that somebody wants to add stands already.</summary>
internal sealed class FactTwins(Catalogue catalogue)
{
    /// <summary>Refusals in words, one for each field that asks for what is known and says neither where it comes from nor why it is asked again.</summary>
    public List<string> Find(Ledger wanted, Ledger? before, LedgerSet all) =>
        [.. wanted.Entered.Where(f => f.Source is null && string.IsNullOrWhiteSpace(f.Reason) && before?[f.English] is null)
            .Select(f => (Field: f, Place: PlaceOf(f, wanted, all))).Where(f => f.Place is not null)
            .Select(f => $"“{f.Field.Name}”系统里已经有：{f.Place}。请写“source”从那里带入，或写“reason”说明为什么还要填。")];

    private string? PlaceOf(LedgerField field, Ledger wanted, LedgerSet all)
    {
        if (field.Type is FieldType.Household or FieldType.Person or FieldType.Reference or FieldType.Organisation or FieldType.Attachment or FieldType.Location or FieldType.Division)
            return null;
        foreach (var fact in catalogue.Facts)
            if (fact.Columns.FirstOrDefault(c => c.Expression is null && c.IsNamed(field.Name)) is { } column)
                return $"{(fact.Department == "registry" ? "农户档案" : fact.Department)}“{fact.Name}”的“{column.Name}”";
        foreach (var ledger in all.All.Where(l => l.Key != wanted.Key))
            if (ledger.Fields.Index().FirstOrDefault(f => f.Item.Name == field.Name) is { Item: { } twin } at)
                return $"台账“{ledger.Title}”第 {at.Index + 1} 列“{twin.Name}”";
        return null;
    }
}
