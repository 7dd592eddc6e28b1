using System.Text;

namespace Xianjie.Platform.Tabular.Csv;

/// <summary>
/// Delimited text after RFC 4180, forgiving: any line end, quotes inside unquoted cells taken as they are. A row of several lines counts as one row,
/// as Excel counts it.
/// </summary>
internal sealed class CsvParser(TextReader reader, char delimiter, TableLimits limits)
{
    private readonly char[] _buffer = new char[1 << 15];
    private readonly StringBuilder _cell = new();
    private readonly List<TableCell> _cells = [];
    private int _at;
    private int _end;
    private int _row;
    private bool _cellWasQuoted;

    public IEnumerable<TableRow> Rows()
    {
        while (Peek() >= 0)
        {
            _row++;
            _cells.Clear();
            while (ReadCell()) { AddCell(); }
            AddCell();
            yield return new TableRow(_row, [.. _cells]);
        }
    }

    // True where another cell follows in the same row
    private bool ReadCell()
    {
        _cell.Clear();
        _cellWasQuoted = Peek() == '"';
        if (_cellWasQuoted) { ReadQuoted(); }
        while (true)
        {
            var rest = _buffer.AsSpan(_at, _end - _at);
            var stop = rest.IndexOfAny(delimiter, '\r', '\n');
            Append(stop < 0 ? rest : rest[..stop]);
            _at += stop < 0 ? rest.Length : stop;
            if (stop >= 0) { break; }
            if (!Fill()) { return false; }
        }
        var c = _buffer[_at++];
        if (c == '\r' && Peek() == '\n') { _at++; }
        return c == delimiter;
    }

    private void ReadQuoted()
    {
        _at++;
        while (true)
        {
            var rest = _buffer.AsSpan(_at, _end - _at);
            var stop = rest.IndexOf('"');
            Append(stop < 0 ? rest : rest[..stop]);
            _at += stop < 0 ? rest.Length : stop + 1;
            if (stop < 0)
            {
                if (!Fill()) { throw new TableRefusedException($"第 {_row} 行有一个引号没有结束，文件可能没有传完"); }
                continue;
            }
            if (Peek() != '"') { return; }
            _cell.Append('"');
            _at++;
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (_cell.Length + text.Length > limits.CellCharacters)
        {
            throw new TableRefusedException($"第 {_row} 行有一格超过 {limits.CellCharacters:N0} 个字，可能是引号没有成对；请用 Excel 打开核对");
        }
        _cell.Append(text);
    }

    private void AddCell()
    {
        if (_cells.Count >= limits.Columns)
        {
            // Blank cells beyond the last column are only trailing delimiters
            if (string.IsNullOrWhiteSpace(_cell.ToString())) { return; }
            throw new TableRefusedException($"第 {_row} 行超过 {limits.Columns} 列的上限，请删去不用的列");
        }
        var text = _cell.ToString();
        _cells.Add(TableCell.Of(_cellWasQuoted || text.Contains('\'') ? CsvFormula.Restore(text) : text));
    }

    private int Peek() => _at < _end || Fill() ? _buffer[_at] : -1;

    private bool Fill()
    {
        (_at, _end) = (0, reader.Read(_buffer, 0, _buffer.Length));
        return _end > 0;
    }
}
