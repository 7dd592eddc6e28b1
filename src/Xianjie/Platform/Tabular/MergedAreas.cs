namespace Xianjie.Platform.Tabular;

/// <summary>A merged area: rows from 1, columns from 0, both ends included.</summary>
internal readonly record struct MergedArea(int Top, int Left, int Bottom, int Right)
{
    public bool Covers(int row, int column) => row >= Top && row <= Bottom && column >= Left && column <= Right;
}

/// <summary>
/// The merged areas of a sheet. Only the first cell of an area holds its value. In the body a value is carried down (one household number
/// over all its members); across it is carried in headers only.
/// </summary>
internal sealed class MergedAreas
{
    public static MergedAreas None { get; } = new([]);

    private const int MostOpen = 1000;

    private readonly MergedArea[] _areas;

    public MergedAreas(IEnumerable<MergedArea> areas) =>
        _areas = [.. areas.Where(a => a.Top < a.Bottom || a.Left < a.Right).OrderBy(a => a.Top).ThenBy(a => a.Left)];

    public int Count => _areas.Length;

    public IEnumerable<MergedArea> Crossing(int row) => _areas.TakeWhile(a => a.Top <= row).Where(a => a.Bottom >= row);

    /// <summary>The same rows with values carried down merged areas.</summary>
    public IEnumerable<TableRow> CarriedDown(IEnumerable<TableRow> rows)
    {
        var tall = _areas.Where(a => a.Bottom > a.Top).ToArray();
        var next = 0;
        var open = new List<(MergedArea Area, TableCell Value)>();
        foreach (var row in rows)
        {
            open.RemoveAll(o => o.Area.Bottom < row.Number);
            var carried = open.Count > 0 ? Carry(row, open) : row;
            while (next < tall.Length && tall[next].Top <= row.Number)
            {
                if (tall[next].Top == row.Number && !row[tall[next].Left].IsBlank) { open.Add((tall[next], row[tall[next].Left])); }
                next++;
            }
            // Areas that do not overlap cannot be more than the columns
            if (open.Count > MostOpen) { throw new TableRefusedException("工作表的合并单元格互相重叠，文件可能已损坏；请取消合并后再上传"); }
            yield return carried;
        }
    }

    private static TableRow Carry(TableRow row, List<(MergedArea Area, TableCell Value)> open)
    {
        var cells = new TableCell[Math.Max(row.Cells.Count, open.Max(o => o.Area.Left) + 1)];
        for (var i = 0; i < row.Cells.Count; i++) { cells[i] = row[i]; }
        foreach (var (area, value) in open)
        {
            if (cells[area.Left].IsBlank) { cells[area.Left] = value; }
        }
        return new TableRow(row.Number, cells);
    }
}
