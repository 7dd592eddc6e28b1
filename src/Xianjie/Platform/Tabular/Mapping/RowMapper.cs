using Xianjie.Screening;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>Turns rows of text into typed rows, or into words on every cell that cannot be taken.</summary>
/// <param name="mapping">Which file column fills which catalogue column.</param>
/// <param name="header">The header of the file.</param>
/// <param name="today">China's present day: what lies after it cannot have happened.</param>
internal sealed class RowMapper(ColumnMapping mapping, TableHeader header, DateOnly today)
{
    private const string CarriedBySeveral = "、";

    public MappedRow Map(TableRow row)
    {
        var values = new object?[mapping.Target.Columns.Count];
        List<CellError>? errors = null;
        foreach (var column in mapping.Target.Columns)
        {
            var sources = mapping.SourcesOf(column);
            if (sources.Length == 0) { continue; }
            var cell = sources.Length == 1 ? row[sources[0]] : Joined(row, sources);
            var read = CellReading.Read(column, cell, today);
            values[column.Ordinal] = read.Value;
            if (read.Reason is not null) { (errors ??= []).Add(new CellError(row.Number, header.Columns[sources[0]].Text, sources[0], read.Reason)); }
        }
        return new MappedRow(mapping.Target, row, values, errors ?? (IReadOnlyList<CellError>)[]);
    }

    /// <summary>The row refused because of a catalogue column, for a reason that only the importing module can see.</summary>
    public MappedRow Refuse(MappedRow row, ImportColumn column, string reason)
    {
        var sources = mapping.SourcesOf(column);
        return sources.Length == 0 ? row.Refused(column, -1, "", reason) : row.Refused(column, sources[0], header.Columns[sources[0]].Text, reason);
    }

    private static TableCell Joined(TableRow row, ReadOnlySpan<int> sources)
    {
        var texts = new List<string>(sources.Length);
        foreach (var source in sources)
        {
            if (row[source].Kind is CellKind.Error or CellKind.Formula) { return row[source]; }
            if (!row[source].IsBlank) { texts.Add(row[source].Text); }
        }
        return TableCell.Of(string.Join(CarriedBySeveral, texts));
    }
}
