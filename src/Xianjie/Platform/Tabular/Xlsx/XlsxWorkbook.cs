using System.Xml;

namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>What a workbook says about its sheets, its date system and its styles.</summary>
internal sealed class XlsxWorkbook
{
    private XlsxWorkbook(IReadOnlyList<(string Name, bool Visible, string Part)> sheets, bool from1904, bool[] dateStyles, string? sharedStrings) =>
        (Sheets, From1904, _dateStyles, SharedStrings) = (sheets, from1904, dateStyles, sharedStrings);

    private readonly bool[] _dateStyles;

    public IReadOnlyList<(string Name, bool Visible, string Part)> Sheets { get; }

    /// <summary>Dates are counted from 1904, as old Macintosh workbooks do.</summary>
    public bool From1904 { get; }

    /// <summary>The part with the shared texts, where there is one.</summary>
    public string? SharedStrings { get; }

    /// <summary>True where numbers of that style are shown as dates.</summary>
    public bool IsDate(int style) => style >= 0 && style < _dateStyles.Length && _dateStyles[style];

    public static XlsxWorkbook Read(XlsxPackage package)
    {
        const string root = "xl/workbook.xml";
        var main = package.Has(root) ? root : package.Relations("").Values.FirstOrDefault(part => part.EndsWith("workbook.xml", StringComparison.OrdinalIgnoreCase)) ?? root;
        var relations = package.Relations(main);
        var sheets = new List<(string, bool, string)>();
        var from1904 = false;
        using var xml = package.Xml(main);
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element) { continue; }
            if (xml.LocalName == "workbookPr") { from1904 = xml.GetAttribute("date1904") is "1" or "true"; }
            if (xml.LocalName != "sheet") { continue; }
            var id = Relation(xml);
            if (id is not null && relations.TryGetValue(id, out var part))
            {
                sheets.Add((xml.GetAttribute("name") ?? "", xml.GetAttribute("state") is null or "visible", part));
            }
        }
        return new XlsxWorkbook(sheets, from1904, XlsxDateStyles.Read(package, Part(relations, "styles.xml")), Part(relations, "sharedStrings.xml"));
    }

    private static string? Part(Dictionary<string, string> relations, string name) =>
        relations.Values.FirstOrDefault(part => part.EndsWith(name, StringComparison.OrdinalIgnoreCase));

    // The transitional and the strict format have different namespaces for the same attribute
    private static string? Relation(XmlReader xml)
    {
        string? id = null;
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id" && xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal)) { id = xml.Value; }
        }
        xml.MoveToElement();
        return id;
    }
}
