using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Xianjie.Platform.Exports;

namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>One sheet while it is being written, as UTF-8 straight into the archive.</summary>
internal sealed class XlsxSheet
{
    private const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Cut = "……（过长，已截断）";

    private readonly Stream _output;
    private readonly SheetLayout _layout;
    private readonly IReadOnlyList<string?> _lists;
    private readonly ExportMark? _mark;
    private readonly byte[] _buffer = new byte[1 << 17];
    private int _used;
    private bool _finished;

    internal XlsxSheet(Stream output, SheetLayout layout, IReadOnlyList<string?> lists, ExportMark? mark)
    {
        (_output, _layout, _lists, _mark) = (output, layout, lists, mark);
        Begin();
        if (layout.Title is not null) { Write(OutCell.Title(layout.Title)); }
        if (layout.Columns.Count > 0) { Write([.. layout.Columns.Select(column => OutCell.Header(column.Header))]); }
    }

    /// <summary>Rows written so far, title and header counted.</summary>
    public int Rows { get; private set; }

    /// <exception cref="InvalidOperationException">The sheet is full or finished.</exception>
    public void Write(params ReadOnlySpan<OutCell> cells)
    {
        if (_finished || Rows == XlsxWriter.MostRows) { throw new InvalidOperationException("The sheet is finished or full"); }
        Rows++;
        Ascii("<row r=\""u8);
        Number(Rows);
        Ascii("\">"u8);
        for (var column = 0; column < cells.Length; column++)
        {
            if (!cells[column].IsBlank || cells[column].Look != CellLook.Plain) { WriteCell(cells[column], column); }
        }
        Ascii("</row>"u8);
    }

    internal void Finish()
    {
        if (_finished) { return; }
        _finished = true;
        Ascii("</sheetData>"u8);
        if (_layout.Columns.Count > 0)
        {
            var last = NumberText.ColumnLetters(_layout.Columns.Count - 1);
            Raw(string.Create(CultureInfo.InvariantCulture, $"<autoFilter ref=\"A{_layout.HeaderRow}:{last}{Math.Max(Rows, _layout.HeaderRow)}\"/>"));
        }
        Validations();
        Edges();
        Ascii("</worksheet>"u8);
        Flush();
        _output.Dispose();
    }

    private void Begin()
    {
        Raw($"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{Namespace}">""");
        if (_layout.Columns.Count > 0)
        {
            var frozen = _layout.HeaderRow;
            Raw(string.Create(CultureInfo.InvariantCulture, $"""<sheetViews><sheetView workbookViewId="0"><pane ySplit="{frozen}" topLeftCell="A{frozen + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>"""));
            for (var i = 0; i < _layout.Columns.Count; i++)
            {
                // Columns are text from the start, so that ids typed into a template stay as typed
                Raw(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{_layout.Columns[i].Width}" style="{(int)CellLook.Text}" customWidth="1"/>"""));
            }
            Raw("</cols>");
        }
        Raw("<sheetData>");
    }

    private void Validations()
    {
        var ruled = _layout.Columns.Select((column, i) => (column, i)).Where(c => _lists[c.i] is not null || c.column.Hint is not null).ToList();
        if (ruled.Count == 0) { return; }
        Raw(string.Create(CultureInfo.InvariantCulture, $"<dataValidations count=\"{ruled.Count}\">"));
        foreach (var (column, i) in ruled)
        {
            var letters = NumberText.ColumnLetters(i);
            var kind = _lists[i] is null ? "" : "type=\"list\" showErrorMessage=\"1\" errorStyle=\"warning\" ";
            Raw(string.Create(CultureInfo.InvariantCulture, $"<dataValidation {kind}allowBlank=\"1\" showInputMessage=\"1\""));
            if (column.Hint is not null)
            {
                Raw(" prompt=\"");
                // Excel refuses a workbook with a longer prompt
                Escaped(column.Hint.Length > 250 ? column.Hint[..250] : column.Hint);
                Raw("\"");
            }
            Raw(string.Create(CultureInfo.InvariantCulture, $" sqref=\"{letters}{_layout.HeaderRow + 1}:{letters}{XlsxWriter.MostRows}\">"));
            if (_lists[i] is not null) { Raw($"<formula1>{_lists[i]}</formula1>"); }
            Raw("</dataValidation>");
        }
        Raw("</dataValidations>");
    }

    /// <summary>Head and foot of printed pages: whose export it is.</summary>
    private void Edges()
    {
        if (_mark is null) { return; }
        var line = _mark.Line.Replace("&", "&&", StringComparison.Ordinal);
        Raw("<headerFooter><oddHeader>&amp;R&amp;9");
        Escaped(line);
        Raw("</oddHeader><oddFooter>&amp;L&amp;9");
        Escaped(line);
        Raw("&amp;R&amp;9&amp;P/&amp;N</oddFooter></headerFooter>");
    }

    private void WriteCell(OutCell cell, int column)
    {
        Ascii("<c r=\""u8);
        Letters(column);
        Number(Rows);
        Ascii("\" s=\""u8);
        Number((int)(_mark is not null && column == 0 && cell.Look == CellLook.Text && !cell.IsBlank ? CellLook.Marked : cell.Look));
        if (cell.Content is { } text)
        {
            Ascii("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8);
            Escaped(XlsxText.Encode(text.Length > 32_767 ? string.Concat(text.AsSpan(0, 32_767 - Cut.Length), Cut) : text));
            Ascii("</t></is></c>"u8);
        }
        else if (cell.IsBlank) { Ascii("\"/>"u8); }
        else
        {
            Ascii("\"><v>"u8);
            Room(40);
            cell.Amount.TryFormat(_buffer.AsSpan(_used), out var written, default, CultureInfo.InvariantCulture);
            _used += written;
            Ascii("</v></c>"u8);
        }
    }

    private void Letters(int column)
    {
        Room(4);
        if (column >= 702) { _buffer[_used++] = (byte)('A' + (column - 702) / 676); }
        if (column >= 26) { _buffer[_used++] = (byte)('A' + (column - 26) / 26 % 26); }
        _buffer[_used++] = (byte)('A' + column % 26);
    }

    private void Number(int value)
    {
        Room(12);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_used), out var written);
        _used += written;
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var stop = text.IndexOfAny("<>&\"");
            Raw(stop < 0 ? text : text[..stop]);
            if (stop < 0) { return; }
            Ascii(text[stop] switch { '<' => "&lt;"u8, '>' => "&gt;"u8, '&' => "&amp;"u8, _ => "&quot;"u8 });
            text = text[(stop + 1)..];
        }
    }

    private void Raw(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var take = Math.Min(text.Length, 8192);
            // A pair of surrogates stays together
            if (take < text.Length && char.IsHighSurrogate(text[take - 1])) { take--; }
            Room(take * 3);
            _used += Encoding.UTF8.GetBytes(text[..take], _buffer.AsSpan(_used));
            text = text[take..];
        }
    }

    private void Ascii(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private void Room(int bytes)
    {
        if (_buffer.Length - _used < bytes) { Flush(); }
    }

    private void Flush()
    {
        _output.Write(_buffer, 0, _used);
        _used = 0;
    }
}
