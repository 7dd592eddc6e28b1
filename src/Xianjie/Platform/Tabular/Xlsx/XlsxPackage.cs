using System.IO.Compression;
using System.Xml;

namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>The archive around a workbook: opened only when its size, count and ratio are sane, its parts read only up to a limit.</summary>
internal sealed class XlsxPackage : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly TableLimits _limits;

    public XlsxPackage(Stream content, TableLimits limits)
    {
        _limits = limits;
        content.Position = 0;
        _archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            Check(content.Length);
        }
        catch
        {
            _archive.Dispose();
            throw;
        }
    }

    public bool Has(string part) => Entry(part) is not null;

    /// <exception cref="TableRefusedException">The part is missing.</exception>
    public Stream Open(string part) =>
        Entry(part) is { } entry ? new BoundedStream(entry.Open(), _limits.UnpackedBytes) : throw new TableRefusedException("工作簿缺少必要的内容，可能已损坏；请用 Excel 打开后另存再上传");

    /// <summary>XML without document types, so that no entity can be declared, expanded or fetched.</summary>
    public XmlReader Xml(string part) => XmlReader.Create(Open(part), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        CloseInput = true,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    });

    /// <summary>The targets of a part's relationships by id, as paths from the root.</summary>
    public Dictionary<string, string> Relations(string part)
    {
        var cut = part.LastIndexOf('/');
        var folder = part[..(cut + 1)];
        var relations = new Dictionary<string, string>(StringComparer.Ordinal);
        var file = $"{folder}_rels/{part[(cut + 1)..]}.rels";
        if (!Has(file)) { return relations; }
        using var xml = Xml(file);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "Relationship" && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
            {
                relations[id] = target.StartsWith('/') ? target[1..] : folder + target;
            }
        }
        return relations;
    }

    public void Dispose() => _archive.Dispose();

    private ZipArchiveEntry? Entry(string part) =>
        _archive.GetEntry(part) ?? _archive.Entries.FirstOrDefault(entry => string.Equals(entry.FullName.Replace('\\', '/'), part, StringComparison.OrdinalIgnoreCase));

    private void Check(long packed)
    {
        if (_archive.Entries.Count > _limits.Entries) { throw new TableRefusedException("工作簿内部的文件过多，不能读取"); }
        var unpacked = 0L;
        foreach (var entry in _archive.Entries) { unpacked += Math.Max(0, entry.Length); }
        if (unpacked > _limits.UnpackedBytes || (unpacked > 16 << 20 && unpacked / Math.Max(1, packed) > _limits.UnpackRatio))
        {
            throw new TableRefusedException("文件解压后过大，不能读取；请拆分成几个文件再上传");
        }
        if (Has("xl/workbook.bin")) { throw new TableRefusedException("这是二进制工作簿（xlsb），请用 Excel 另存为 xlsx 再上传"); }
        if (Has("word/document.xml")) { throw new TableRefusedException("这是 Word 文档，不是表格；请上传 xlsx、xls 或 csv 文件"); }
        if (Has("content.xml")) { throw new TableRefusedException("这是 ODS 表格，请另存为 xlsx 再上传"); }
        if (!Has("xl/workbook.xml") && !Has("_rels/.rels")) { throw new TableRefusedException("这是压缩包，不是工作簿；请解压后上传里面的表格"); }
    }
}
