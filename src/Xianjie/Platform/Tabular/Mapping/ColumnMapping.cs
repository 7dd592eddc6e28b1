using System.Diagnostics.CodeAnalysis;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>How a file column found its catalogue column, from sure to guessed.</summary>
internal enum MatchKind
{
    None,
    Likeness,
    Part,
    PlainText,
    Synonym,
    Name,
    Saved,
}

/// <summary>A file column with the catalogue column that it fills, if any.</summary>
internal sealed record MappedColumn(HeaderColumn Source, ImportColumn? Target, MatchKind How)
{
    /// <summary>A guess that the user should look at.</summary>
    public bool IsGuess => How is MatchKind.Likeness or MatchKind.Part;
}

/// <summary>Which column of a file fills which column of the catalogue. A change gives a new mapping.</summary>
internal sealed class ColumnMapping
{
    private readonly int[][] _sources;

    public ColumnMapping(ImportTarget target, IReadOnlyList<MappedColumn> columns, IReadOnlyList<string> conflicts)
    {
        (Target, Columns, Conflicts) = (target, columns, conflicts);
        _sources = [.. target.Columns.Select(wanted => columns.Where(column => column.Target == wanted).Select(column => column.Source.Index).ToArray())];
        Missing = [.. target.Columns.Where(wanted => wanted.Required && _sources[wanted.Ordinal].Length == 0)];
    }

    public ImportTarget Target { get; }

    /// <summary>Every column of the file, in order.</summary>
    public IReadOnlyList<MappedColumn> Columns { get; }

    /// <summary>Where two columns could be meant, in words for the user.</summary>
    public IReadOnlyList<string> Conflicts { get; }

    /// <summary>Required columns that no file column fills.</summary>
    public IReadOnlyList<ImportColumn> Missing { get; }

    /// <summary>Why the file cannot be imported under this mapping.</summary>
    public bool IsRefused([NotNullWhen(true)] out string? words)
    {
        words = Missing.Count > 0 ? $"文件里没有找到必填的列：{string.Join('、', Missing.Select(column => column.Column.Name))}。请在列对应中指定，或在文件里补上"
            : Columns.All(column => column.Target is null) ? "文件的列与所选数据表没有一列对得上，请核对是否选错了数据表"
            : Target.Columns.Any(column => column.IsIdentity) && !Columns.Any(column => column.Target is { IsIdentity: true })
                ? $"文件里没有找到{string.Join('或', Target.Columns.Where(column => column.IsIdentity).Select(column => column.Column.Name))}，无法知道各行属于哪一户；请在列对应中指定，或在文件里补上"
            : null;
        return words is not null;
    }

    /// <summary>Positions of the file columns that fill a catalogue column; several for columns of several values.</summary>
    public ReadOnlySpan<int> SourcesOf(ImportColumn column) => _sources[column.Ordinal];

    /// <summary>The mapping with one file column pointed elsewhere (null: not imported), as the user chose.</summary>
    public ColumnMapping With(string sourceKey, ImportColumn? target)
    {
        var takesSeveral = target?.Column.Type == Screening.ColumnType.Codes;
        var columns = Columns.Select(column =>
            column.Source.Key == sourceKey ? column with { Target = target, How = MatchKind.Saved }
            : target is not null && column.Target == target && !takesSeveral ? column with { Target = null, How = MatchKind.None } : column).ToList();
        return new ColumnMapping(Target, columns, []);
    }

    /// <summary>To be kept for the next file of this kind: header key to catalogue key, empty for a column left aside.</summary>
    public Dictionary<string, string> ToSaved() => Columns.ToDictionary(column => column.Source.Key, column => column.Target?.Key ?? "", StringComparer.Ordinal);
}
