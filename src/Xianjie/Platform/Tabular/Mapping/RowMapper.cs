using Xianjie.Platform.Tabular.Cells;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>Turns rows of text into typed rows, or into words on every cell that cannot be taken; a doubtful cell is not taken either.</summary>
/// <param name="mapping">Which file column fills which catalogue column.</param>
/// <param name="header">The header of the file.</param>
/// <param name="today">China's present day: what lies after it cannot have happened.</param>
internal sealed class RowMapper(ColumnMapping mapping, TableHeader header, DateOnly today)
{
    public MappedRow Map(TableRow row)
    {
        var values = new object?[mapping.Target.Columns.Count];
        List<CellError>? errors = null;
        foreach (var column in mapping.Target.Columns)
        {
            var sources = mapping.SourcesOf(column);
            if (sources.Length == 0) { continue; }
            var read = new ColumnReading(column.Column, today, column.Required, ColumnReading.HappenedOn(column.Fact, column.Column)).Read(row.Joined(sources));
            values[column.Ordinal] = read.Value;
            if ((read.Refusal ?? read.Doubt) is { } reason) { (errors ??= []).Add(new CellError(row.Number, header.Columns[sources[0]].Text, sources[0], reason)); }
        }
        return new MappedRow(mapping.Target, row, values, errors ?? (IReadOnlyList<CellError>)[]);
    }

    /// <summary>The row refused because of a catalogue column, for a reason that only the importing module can see.</summary>
    public MappedRow Refuse(MappedRow row, ImportColumn column, string reason)
    {
        var sources = mapping.SourcesOf(column);
        return sources.Length == 0 ? row.Refused(column, -1, "", reason) : row.Refused(column, sources[0], header.Columns[sources[0]].Text, reason);
    }
}
