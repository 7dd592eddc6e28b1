using System.Buffers;
using System.Text;

namespace Xianjie.Platform.Tabular.Csv;

/// <summary>Writes CSV as Excel opens it in China without asking: UTF-8 with a byte order mark, commas, CRLF; formulas neutralised.</summary>
internal sealed class CsvWriter : IDisposable
{
    private static readonly SearchValues<char> NeedsQuotes = SearchValues.Create(",\"\r\n;\t|，");

    private readonly StreamWriter _writer;

    /// <param name="output">Stays open.</param>
    public CsvWriter(Stream output) => _writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 16, leaveOpen: true) { NewLine = "\r\n" };

    public void Write(params ReadOnlySpan<string> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0) { _writer.Write(','); }
            WriteCell(CsvFormula.Neutral(cells[i]), alone: cells.Length == 1);
        }
        _writer.WriteLine();
    }

    public void Dispose() => _writer.Dispose();

    private void WriteCell(string text, bool alone)
    {
        // A row of one blank cell would be an empty line
        var quoted = text.Length == 0 ? alone : text.AsSpan().ContainsAny(NeedsQuotes) || char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]);
        if (!quoted)
        {
            _writer.Write(text);
            return;
        }
        _writer.Write('"');
        _writer.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        _writer.Write('"');
    }
}
