namespace Xianjie.Platform.Tabular;

/// <summary>The cells of one sheet or text file before anyone knows which row is the header. May be walked more than once, one walk at a time.</summary>
internal interface ITableGrid : IDisposable
{
    /// <summary>Every row that the file holds, in order.</summary>
    /// <exception cref="TableRefusedException">The file is broken or beyond the limits.</exception>
    IEnumerable<TableRow> Rows();

    MergedAreas Merged { get; }

    /// <summary>What the user should know about how the file was read.</summary>
    IReadOnlyList<string> Notices { get; }
}
