namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>A cell that cannot be taken.</summary>
/// <param name="Row">As Excel shows it.</param>
/// <param name="Column">Title in the file, or the catalogue's name where the file has no such column.</param>
/// <param name="SourceIndex">Position in the file from 0; -1 where the file has no such column.</param>
/// <param name="Reason">What is wrong and what to do, in Chinese.</param>
internal sealed record CellError(int Row, string Column, int SourceIndex, string Reason)
{
    public override string ToString() => $"【{Column}】{Reason}";
}

/// <summary>
/// A row under a mapping: a value as <see cref="Cells.ColumnReading"/> gives it for every catalogue column, null where blank.
/// </summary>
internal sealed class MappedRow(ImportTarget target, TableRow source, object?[] values, IReadOnlyList<CellError> errors)
{
    /// <summary>As Excel shows it.</summary>
    public int Number => Source.Number;

    /// <summary>The row as it came.</summary>
    public TableRow Source { get; } = source;

    /// <summary>Empty for a good row. The values of a bad one are incomplete.</summary>
    public IReadOnlyList<CellError> Errors { get; } = errors;

    public bool IsGood => Errors.Count == 0;

    public object? this[ImportColumn column] => values[column.Ordinal];

    /// <summary>A value by key (户.户编号), or by name where one fact is imported; null where blank.</summary>
    /// <exception cref="ArgumentException">The target has no such column.</exception>
    public object? this[string key] => values[Ordinal(key)];

    /// <exception cref="InvalidCastException">The column is of another type.</exception>
    public T? Value<T>(string key)
        where T : struct => (T?)values[Ordinal(key)];

    public string? Text(string key) => (string?)values[Ordinal(key)];

    /// <summary>The row refused for a reason that only the importing module can see (unknown household, duplicate id).</summary>
    public MappedRow Refused(ImportColumn column, int sourceIndex, string title, string reason) =>
        new(target, Source, values, [.. Errors, new CellError(Number, title.Length > 0 ? title : column.Column.Name, sourceIndex, reason)]);

    private int Ordinal(string key) => target[key]?.Ordinal ?? throw new ArgumentException($"No column {key}", nameof(key));
}
