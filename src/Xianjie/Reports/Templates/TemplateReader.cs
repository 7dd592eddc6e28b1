using System.Text;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Xlsx;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Templates;

/// <summary>Reads a workbook as a template and checks every expression in it; each mistake is told with its cell.</summary>
internal sealed class TemplateReader(AskReader asks, MeasureDesk measures)
{
    public const int MostBytes = 4 << 20, MostCells = 20_000, MostAsks = 2000;
    private static readonly TableLimits Limits = TableLimits.Default with { FileBytes = MostBytes, UnpackedBytes = 64 << 20 };

    public async Task<Template> ReadAsync(byte[] content, CancellationToken ct)
    {
        if (content.Length > MostBytes)
            return Refused(content, $"模板最大 {MostBytes >> 20} MB");
        try
        {
            // Size, count and ratio of the archive's parts first: nothing of a hostile file is unpacked
            using (new XlsxPackage(new MemoryStream(content, writable: false), Limits))
            {
            }
            using var document = SpreadsheetDocument.Open(new MemoryStream(content, writable: false), false);
            return await ReadAsync(content, document, ct);
        }
        catch (TableRefusedException refused)
        {
            return Refused(content, refused.Message);
        }
        catch (Exception error) when (error is InvalidDataException or OpenXmlPackageException or System.Xml.XmlException or FileFormatException or InvalidOperationException or ArgumentException or FormatException or RegexMatchTimeoutException or KeyNotFoundException)
        {
            return Refused(content, "不是可以读取的 XLSX 工作簿；请用 Excel 打开后另存为 xlsx 再上传");
        }
    }

    /// <summary>Filled once with nothing: what cannot be filled shows when it is handed in, not when the table is due.</summary>
    private static void Try(Template template) =>
        TableFiller.Fill(template, new(new Dictionary<PlaceLevel, IReadOnlyList<long>> { [PlaceLevel.下级] = [1, 2], [PlaceLevel.村] = [1, 2] }, (_, _, _) => null, 1));

    private static Template Refused(byte[] content, string words) => new(content, [], [new(string.Empty, string.Empty, words)]);

    private async Task<Template> ReadAsync(byte[] content, SpreadsheetDocument document, CancellationToken ct)
    {
        var (cells, faults, shared, seen) = (new List<TemplateCell>(), new List<TemplateFault>(), WorkbookText.Shared(document), 0);
        foreach (var (sheet, part) in WorkbookText.Of(document))
        {
            var notes = WorkbookText.Notes(part);
            foreach (var cell in part.Worksheet.Descendants<Cell>())
            {
                if (++seen > MostCells)
                    return Refused(content, $"模板超过 {MostCells:N0} 个单元格");
                if (CellName.Parse(cell.CellReference?.Value) is not { } at)
                    continue;
                var text = cell.CellFormula is null ? WorkbookText.Text(cell, shared) : null;
                if (text?.Contains("{{", StringComparison.Ordinal) == true)
                    await AddAsync(sheet, at, text, false);
                else if (notes.GetValueOrDefault(at) is { } note && note.Contains("{{", StringComparison.Ordinal))
                    await AddAsync(sheet, at, note[note.IndexOf("{{", StringComparison.Ordinal)..(note.LastIndexOf("}}", StringComparison.Ordinal) is > 0 and var end ? end + 2 : note.Length)], true);
                if (cells.Count > MostAsks)
                    return Refused(content, $"模板超过 {MostAsks:N0} 个要填的单元格");
            }
        }
        if (cells.Count == 0 && faults.Count == 0)
            return Refused(content, "没有找到要填的单元格：请在单元格或它的批注里写 {{指标 …}}、{{台账 …}} 等表达式");
        faults.AddRange(Compiled(cells));
        var template = new Template(content, cells, faults);
        if (faults.Count == 0)
            Try(template);
        return template;

        async Task AddAsync(string sheet, CellName at, string text, bool isComment)
        {
            var (pieces, words) = await PiecesAsync(text, ct);
            if (words is not null)
                faults.Add(new(sheet, at.ToString(), words));
            cells.Add(new(sheet, at, pieces, isComment));
        }
    }

    private async Task<(List<(string? Text, Ask? Ask)> Pieces, string? Fault)> PiecesAsync(string text, CancellationToken ct)
    {
        var pieces = new List<(string?, Ask?)>();
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf("{{", at, StringComparison.Ordinal);
            if (open != at)
            {
                pieces.Add((text[at..(open < 0 ? text.Length : open)], null));
                if (open < 0)
                    break;
            }
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
                return (pieces, "“{{”没有对应的“}}”");
            var (ask, refusal) = await asks.ReadAsync(text[(open + 2)..close].Normalize(NormalizationForm.FormC), ct);
            if (ask is null)
                return (pieces, refusal);
            pieces.Add((null, ask));
            at = close + 2;
        }
        return (pieces, null);
    }

    /// <summary>What the engine says of the expressions, source by source.</summary>
    private IEnumerable<TemplateFault> Compiled(List<TemplateCell> cells)
    {
        foreach (var source in cells.SelectMany(c => c.Asks.OfType<SourceAsk>().Select(a => (Cell: c, Ask: a))).GroupBy(a => a.Ask.Source))
        {
            var list = source.ToList();
            foreach (var (number, words) in measures.Compile(source.Key, [.. list.Select(a => a.Ask.Measure)]).Errors)
                yield return new(list[number].Cell.Sheet, list[number].Cell.At.ToString(), $"“{list[number].Ask.Measure.Words}”有误：{words}");
        }
    }
}
