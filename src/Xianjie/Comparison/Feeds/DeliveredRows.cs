using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;
using Xianjie.Registry.People;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Comparison.Feeds;

/// <summary>A present member as delivered rows name them.</summary>
internal sealed record NamedPerson(Guid Id, string Name, Guid HouseholdId, long Division, DateOnly? Birth);

/// <summary>The cells of one delivered row, by the catalogue's English names; null where empty or not delivered.</summary>
internal sealed class DeliveredCells(IReadOnlyDictionary<string, int> columns)
{
    public string[] Row { get; set; } = [];

    public string? this[string column] => columns.TryGetValue(column, out var at) && Row[at].Length > 0 ? Row[at] : null;

    public DateOnly? Day(string column) => DateOnly.TryParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A month as yyyyMM.</summary>
    public int? Month(string column) => this[column] is { } text && YearMonth.TryParse(text, out var month, out _) ? month.Value : null;

    public int? Whole(string column) => int.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An amount in 分.</summary>
    public long? Fen(string column) => this[column] is { } text && Money.TryParse(text, out var amount, out _) ? amount.Fen : null;
}

/// <summary>The rows of accepted deliveries with the person of each, for modules that keep something of them.</summary>
internal sealed class DeliveredRows(FileStore files, Seal seal)
{
    /// <summary>The present members of an area, by the index of their citizen ids.</summary>
    public static async Task<Dictionary<string, NamedPerson>> PeopleAsync(XianjieDb db, long from, long below, CancellationToken ct)
    {
        var known = new Dictionary<string, NamedPerson>(StringComparer.Ordinal);
        await foreach (var row in db.Set<Person>().AsNoTracking().Where(p => p.Division >= from && p.Division < below && p.State == PersonState.Present && p.CitizenIdIndex != null)
            .Select(p => new { p.Id, p.Name, p.HouseholdId, p.Division, p.CitizenIdIndex, p.BirthDate }).AsAsyncEnumerable().WithCancellation(ct))
            known[Convert.ToHexString(row.CitizenIdIndex!)] = new NamedPerson(row.Id, row.Name, row.HouseholdId, row.Division, row.BirthDate);
        return known;
    }

    /// <summary>Rows of persons who are known, in the order of the file; the cells are used again for the next.</summary>
    public IEnumerable<(NamedPerson Person, DeliveredCells Cells)> Read(Delivery delivery, IReadOnlyDictionary<string, NamedPerson> people)
    {
        DeliveredCells? cells = null;
        using var stream = files.Open(delivery.PartId!.Value);
        foreach (var (_, row) in PartFile.Read(stream, names => cells = new DeliveredCells(names.Select((name, at) => (name, at)).ToDictionary(c => c.name, c => c.at, StringComparer.Ordinal))))
        {
            cells!.Row = row;
            if (cells["citizen_id"] is { } id && seal.Indexes(id, Sealed.CitizenId).Select(index => people.GetValueOrDefault(Convert.ToHexString(index))).FirstOrDefault(p => p is not null) is { } person)
                yield return (person, cells);
        }
    }
}
