namespace Xianjie.Platform.Tabular;

/// <summary>An uploaded table: its header and a stream of its rows. Dispose it; the stream it was opened on stays open.</summary>
internal sealed class TableSource : IDisposable
{
    private readonly ITableGrid _grid;
    private readonly TableLimits _limits;
    private readonly int _skip;

    private TableSource(ITableGrid grid, TableHeader header, int skip, TableLimits limits, string kind)
    {
        (_grid, Header, _skip, _limits, Kind) = (grid, header, skip, limits, kind);
        Notices = header.FirstRow > 1 ? [.. grid.Notices, $"表头在第 {header.FirstRow} 行，以上各行视为标题，不导入"] : grid.Notices;
    }

    public TableHeader Header { get; }

    /// <summary>CSV, XLSX or XLS.</summary>
    public string Kind { get; }

    /// <summary>What the user should know about how the file was read: encoding, sheets left aside, title rows.</summary>
    public IReadOnlyList<string> Notices { get; }

    /// <summary>
    /// Set, in words for the user, when the last walk over <see cref="Rows"/> ended early because the file is broken or beyond the limits.
    /// Look at it after every walk: rows before the break were delivered.
    /// </summary>
    public string? Failure { get; private set; }

    /// <summary>
    /// The rows below the header that are not blank, merged values carried down. May be walked more than once (a preview, then the import), one
    /// walk at a time. Does not throw for what a file can cause: see <see cref="Failure"/>.
    /// </summary>
    public IEnumerable<TableRow> Rows
    {
        get
        {
            Failure = null;
            var count = 0;
            using var walk = _grid.Merged.CarriedDown(_grid.Rows()).Skip(_skip).GetEnumerator();
            while (Next(walk))
            {
                if (walk.Current.IsBlank) { continue; }
                if (++count > _limits.Rows)
                {
                    Failure = $"表格超过 {_limits.Rows:N0} 行，请拆分成几个文件再上传";
                    yield break;
                }
                yield return walk.Current;
            }
        }
    }

    public void Dispose() => _grid.Dispose();

    internal static Result<TableSource, string> Over(ITableGrid grid, TableLimits limits, string kind)
    {
        var first = grid.Rows().Take(HeaderFinder.RowsLookedAt).ToList();
        return new HeaderFinder(first, grid.Merged, limits).Find().TryGet(out var found, out var refusal)
            ? new TableSource(grid, found.Header, found.Skip, limits, kind)
            : refusal;
    }

    private bool Next(IEnumerator<TableRow> walk)
    {
        try
        {
            return walk.MoveNext();
        }
        catch (Exception failure) when (TableRefusedException.IsFromFile(failure))
        {
            Failure = TableRefusedException.WordsFor(failure);
            return false;
        }
    }
}
