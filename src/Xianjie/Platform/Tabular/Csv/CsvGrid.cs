using System.Text;

namespace Xianjie.Platform.Tabular.Csv;

/// <summary>A delimited text file.</summary>
internal sealed class CsvGrid : ITableGrid
{
    private static readonly char[] Delimiters = [',', '\t', ';', '|', '，'];

    private readonly Stream _content;
    private readonly TableLimits _limits;
    private readonly Encoding _encoding;
    private readonly int _preamble;
    private readonly char _delimiter;
    private readonly bool _saysDelimiter;

    public CsvGrid(Stream content, TableLimits limits)
    {
        (_content, _limits) = (content, limits);
        (_encoding, _preamble, var name) = CsvEncoding.Detect(content);
        (_delimiter, _saysDelimiter) = Guess();
        Notices = name == "UTF-8" ? [] : [$"文件编码识别为 {name}"];
    }

    public MergedAreas Merged => MergedAreas.None;

    public IReadOnlyList<string> Notices { get; }

    public IEnumerable<TableRow> Rows() => Rows(_delimiter).Skip(_saysDelimiter ? 1 : 0);

    public void Dispose()
    {
    }

    private IEnumerable<TableRow> Rows(char delimiter)
    {
        _content.Position = _preamble;
        using var reader = new StreamReader(_content, _encoding, detectEncodingFromByteOrderMarks: false, 1 << 16, leaveOpen: true);
        foreach (var row in new CsvParser(reader, delimiter, _limits).Rows()) { yield return row; }
    }

    // The delimiter under which the first rows have the most columns, most of them equally many
    private (char Delimiter, bool IsSaid) Guess()
    {
        _content.Position = _preamble;
        using var reader = new StreamReader(_content, _encoding, detectEncodingFromByteOrderMarks: false, 4096, leaveOpen: true);
        var line = new char[8];
        var start = line.AsSpan(0, reader.ReadBlock(line));
        // Excel's own way to say it
        if (start.StartsWith("sep=") && start.Length > 5 && start[5] is '\r' or '\n') { return (start[4], true); }
        return (Delimiters.MaxBy(Score), false);
    }

    private double Score(char delimiter)
    {
        try
        {
            var widths = Rows(delimiter).Take(HeaderFinder.RowsLookedAt).Where(row => !row.IsBlank).Select(row => row.Cells.Count).ToList();
            if (widths.Count == 0) { return 0; }
            var usual = widths.GroupBy(width => width).OrderByDescending(group => group.Count()).ThenByDescending(group => group.Key).First();
            return usual.Key == 1 ? 0 : usual.Key * Math.Pow((double)usual.Count() / widths.Count, 2);
        }
        catch (TableRefusedException)
        {
            // Unreadable under this delimiter; if under all, the first one's words reach the user from the walk itself
            return 0;
        }
    }
}
