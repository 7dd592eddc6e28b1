using Xianjie.Comparison.Unmatched;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Cells;
using Xianjie.Screening;
using Xianjie.Screening.Identifiers;

namespace Xianjie.Comparison.Feeds;

/// <summary>What one row of a file came to.</summary>
internal sealed record ReadRow(TableRow Source, string[] Cells, IReadOnlyList<(int Column, string Reason)> Faults, bool IsRefused)
{
    /// <summary>The id where it is well formed.</summary>
    public CitizenId? Id { get; init; }
    /// <summary>Why the id can't be used, where it can't.</summary>
    public string? IdFault { get; init; }
}

/// <summary>Reads the rows of a file through the confirmed mapping. A bad id leads to the unmatched list, a bad required cell refuses the row, another bad cell counts as empty.</summary>
internal sealed class FeedReader
{
    private readonly Column[] columns;
    private readonly ColumnReading[] readings;
    private readonly int[] positions, keys;
    private readonly int id, name, date;

    public FeedReader(FactTable feed, TableHeader header, IReadOnlyDictionary<string, string> map, DateOnly today)
    {
        var pairs = header.Columns.Where(h => map.ContainsKey(h.Key)).Select(h => (h.Index, Column: feed[map[h.Key]]!)).ToList();
        (columns, positions) = ([.. pairs.Select(p => p.Column)], [.. pairs.Select(p => p.Index)]);
        id = Array.FindIndex(columns, c => c.Type == ColumnType.CitizenId);
        name = Array.FindIndex(columns, c => c.English == "name");
        date = Array.FindIndex(columns, c => c == feed.Date);
        keys = [.. feed.Key.Select(k => Array.IndexOf(columns, k))];
        readings = [.. columns.Select(c => ColumnReading.Of(feed, c, today))];
    }

    public IReadOnlyList<Column> Columns => columns;
    public int IdAt => id;

    public ReadRow Read(TableRow row)
    {
        var cells = new string[columns.Length];
        var faults = new List<(int, string)>();
        var refused = false;
        string? idFault = null;
        CitizenId? person = null;
        for (var i = 0; i < columns.Length; i++)
        {
            if (i == id)
            {
                (cells[i], idFault) = ReadId(row[positions[i]], out person);
                continue;
            }
            var reading = readings[i].Read(row[positions[i]]);
            cells[i] = PlainText.Of(columns[i], reading.Value);
            if (reading.Refusal is null)
                continue;
            faults.Add((positions[i], reading.Refusal));
            refused |= columns[i].Required;
        }
        return new ReadRow(row, cells, faults, refused) { Id = person, IdFault = idFault };
    }

    private static (string, string?) ReadId(TableCell cell, out CitizenId? person)
    {
        person = null;
        var text = cell.Text.Trim();
        if (text.Length == 0)
            return (string.Empty, "没有身份证号");
        if (cell.HasLostDigits || CitizenId.LostPrecision(text))
            return (text, "身份证号在 Excel 里变成了数字，末几位已丢失");
        if (CitizenId.TryParse(text, DateOnly.MaxValue, out var found, out var reason) || (text.Length == 15 && CitizenId.TryUpgrade(text, out found, out reason)))
        {
            person = found;
            return (found.ToString(), null);
        }
        return (text, reason);
    }

    public string NameOf(ReadRow row) => name < 0 ? string.Empty : row.Cells[name];

    public DateOnly? DayOf(ReadRow row) =>
        date >= 0 && DateOnly.TryParseExact(row.Cells[date], "yyyy-MM-dd", null, System.Globalization.DateTimeStyles.None, out var day) ? day : null;

    /// <summary>What tells rows of the file apart: the id and the key columns; null where every row counts.</summary>
    public ulong? KeyOf(ReadRow row)
    {
        if (keys.Length == 0 || keys.Contains(-1))
            return null;
        var hash = Mix(14695981039346656037, id < 0 ? string.Empty : row.Cells[id]);
        foreach (var key in keys)
            hash = Mix(hash, row.Cells[key]);
        return hash;
    }

    private static ulong Mix(ulong hash, string text)
    {
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211;
        return (hash ^ 0x1F) * 1099511628211;
    }
}
