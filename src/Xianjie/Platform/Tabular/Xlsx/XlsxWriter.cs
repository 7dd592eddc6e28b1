using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Xianjie.Platform.Exports;

namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>
/// Writes a workbook as a stream: memory does not grow with rows. One sheet is open at a time: add a sheet, write its rows, add the next, dispose.
/// </summary>
internal sealed class XlsxWriter : IDisposable
{
    /// <summary>Rows that a sheet can hold.</summary>
    public const int MostRows = 1_048_576;

    // A fixed stamp, so that the same content gives the same bytes
    private static readonly DateTimeOffset Stamp = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;
    private readonly ExportMark? _mark;
    private readonly List<string> _names = [];
    private readonly List<IReadOnlyList<string>> _choices = [];
    private XlsxSheet? _open;

    /// <param name="output">Stays open; need not be seekable.</param>
    /// <param name="mark">Whose export it is, seen and unseen in the workbook.</param>
    public XlsxWriter(Stream output, ExportMark? mark = null) => (_archive, _mark) = (new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8), mark);

    /// <summary>Starts the next sheet and writes its title and header.</summary>
    public XlsxSheet AddSheet(SheetLayout layout)
    {
        _open?.Finish();
        _names.Add(Unused(layout.SafeName));
        var lists = layout.Columns.Select(column => column.Choices is { Count: > 0 } choices ? ListOf(choices) : null).ToList();
        _open = new XlsxSheet(Entry($"xl/worksheets/sheet{_names.Count}.xml").Open(), layout, lists, _mark);
        return _open;
    }

    /// <summary>A sheet of plain lines, without header or filter.</summary>
    public void AddNotes(string name, IEnumerable<string> lines)
    {
        var sheet = AddSheet(new SheetLayout(name, []));
        foreach (var line in lines) { sheet.Write(OutCell.Text(line)); }
    }

    public void Dispose()
    {
        if (_names.Count == 0) { AddSheet(new SheetLayout("Sheet1", [])); }
        _open?.Finish();
        WriteChoices();
        WriteParts();
        _archive.Dispose();
    }

    // Lists stand as columns of one hidden sheet: a list inside a validation may have 255 characters only, and no commas
    private string ListOf(IReadOnlyList<string> choices)
    {
        var at = _choices.FindIndex(known => known.SequenceEqual(choices));
        if (at < 0)
        {
            at = _choices.Count;
            _choices.Add(choices);
        }
        var letters = NumberText.ColumnLetters(at);
        return string.Create(CultureInfo.InvariantCulture, $"选项!${letters}$1:${letters}${choices.Count}");
    }

    private void WriteChoices()
    {
        if (_choices.Count == 0) { return; }
        _names.Add("选项");
        var sheet = new XlsxSheet(Entry($"xl/worksheets/sheet{_names.Count}.xml").Open(), new SheetLayout("选项", []), [], null);
        for (var row = 0; row < _choices.Max(list => list.Count); row++)
        {
            sheet.Write([.. _choices.Select(list => row < list.Count ? OutCell.Text(list[row]) : OutCell.Blank)]);
        }
        sheet.Finish();
    }

    private void WriteParts()
    {
        const string head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
        const string types = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        const string relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        var sheets = Enumerable.Range(1, _names.Count).ToList();
        Text("[Content_Types].xml", $"""{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{types}.styles+xml"/>{(_mark is null ? "" : "<Override PartName=\"/docProps/custom.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml\"/>")}{string.Concat(sheets.Select(i => $"""<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{types}.worksheet+xml"/>"""))}</Types>""");
        Text("_rels/.rels", $"""{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{relation}/officeDocument" Target="xl/workbook.xml"/>{(_mark is null ? "" : $"<Relationship Id=\"rId2\" Type=\"{relation}/custom-properties\" Target=\"docProps/custom.xml\"/>")}</Relationships>""");
        Text("xl/_rels/workbook.xml.rels", $"""{head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(sheets.Select(i => $"""<Relationship Id="rId{i}" Type="{relation}/worksheet" Target="worksheets/sheet{i}.xml"/>"""))}<Relationship Id="rIdStyles" Type="{relation}/styles" Target="styles.xml"/></Relationships>""");
        Text("xl/workbook.xml", $"""{head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{relation}"><sheets>{string.Concat(sheets.Select(Sheet))}</sheets></workbook>""");
        Text("xl/styles.xml", _mark is null ? XlsxStyles.Part : XlsxStyles.Marked(_mark.Format));
        if (_mark is not null)
        {
            Text("docProps/custom.xml", $"""{head}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"}" pid="2" name="{ExportMark.Property}"><vt:lpwstr>{_mark.Number}</vt:lpwstr></property></Properties>""");
        }
    }

    private string Sheet(int number)
    {
        var hidden = _choices.Count > 0 && number == _names.Count ? " state=\"hidden\"" : "";
        return $"""<sheet name="{SecurityElement.Escape(_names[number - 1])}" sheetId="{number}"{hidden} r:id="rId{number}"/>""";
    }

    private void Text(string part, string content)
    {
        using var writer = new StreamWriter(Entry(part).Open(), new UTF8Encoding(false));
        writer.Write(content);
    }

    private ZipArchiveEntry Entry(string part)
    {
        var entry = _archive.CreateEntry(part, CompressionLevel.Fastest);
        entry.LastWriteTime = Stamp;
        return entry;
    }

    private string Unused(string name)
    {
        var free = name == "选项" ? "选项表" : name;
        for (var i = 2; _names.Contains(free, StringComparer.OrdinalIgnoreCase); i++)
        {
            var tail = i.ToString(CultureInfo.InvariantCulture);
            free = name[..Math.Min(name.Length, 31 - tail.Length)] + tail;
        }
        return free;
    }
}
