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

    /// <summary>Facts of one name and kind about the same thing that several of the ledgers ask, or that a ledger asks of households or people though the registry or a department has them; the most repeated first.</summary>
    public IReadOnlyList<(string Field, IReadOnlyList<string> Places)> Repeated(IReadOnlyCollection<Ledger> asked) =>
        [.. asked.SelectMany(l => l.Entered.Where(f => IsFact(f) && f.Source is null && string.IsNullOrWhiteSpace(f.Reason)).Select(f => (Field: f, l.Title, Subject: SubjectOf(l))))
            .GroupBy(f => (f.Field.Name, f.Field.Type, f.Subject)).Select(g => (g.Key.Name, Places: (IReadOnlyList<string>)[.. g.Select(f => f.Title), .. g.Key.Subject is "household" or "person" && Known(g.First().Field) is { } known ? [known] : Array.Empty<string>()]))
            .Where(f => f.Places.Count > 1).OrderByDescending(f => f.Places.Count).ThenBy(f => f.Name, StringComparer.Ordinal)];

    /// <summary>What the rows are about: a kind of thing that every ledger knows the same ones of, the rows of a ledger that it points into, or its own.</summary>
    private static string SubjectOf(Ledger ledger) => ledger.Grain switch
    {
        "division" => $"division {ledger.Level}",
        "household" or "person" or "organisation" => ledger.Grain,
        _ => ledger.Entered.FirstOrDefault(f => f is { Type: FieldType.Reference, Required: true })?.Ledger ?? ledger.Key,
    };

    private static bool IsFact(LedgerField field) => field.Type is not (FieldType.Household or FieldType.Person or FieldType.Reference or FieldType.Organisation or FieldType.Attachment or FieldType.Location or FieldType.Division);

    private string? Known(LedgerField field)
    {
        foreach (var fact in catalogue.Facts)
            if (fact.Columns.FirstOrDefault(c => c.Expression is null && c.IsNamed(field.Name)) is { } column)
                return $"{(fact.Department == "registry" ? "农户档案" : fact.Department)}“{fact.Name}”的“{column.Name}”";
        return null;
    }

    private string? PlaceOf(LedgerField field, Ledger wanted, LedgerSet all)
    {
        if (!IsFact(field))
            return null;
        if (Known(field) is { } known)
            return known;
        foreach (var ledger in all.All.Where(l => l.Key != wanted.Key))
            if (ledger.Fields.Index().FirstOrDefault(f => f.Item.Name == field.Name) is { Item: { } twin } at)
                return $"台账“{ledger.Title}”第 {at.Index + 1} 列“{twin.Name}”";
        return null;
    }
}
