using System.Globalization;
using System.Xml;

namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>Which cell styles show a number as a date.</summary>
internal static class XlsxDateStyles
{
    public static bool[] Read(XlsxPackage package, string? part)
    {
        if (part is null || !package.Has(part)) { return []; }
        var custom = new Dictionary<int, string>();
        var styles = new List<bool>();
        using var xml = package.Xml(part);
        var inCellStyles = false;
        while (xml.Read())
        {
            if (xml.LocalName == "cellXfs") { inCellStyles = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement; }
            if (xml.NodeType != XmlNodeType.Element) { continue; }
            if (xml.LocalName == "numFmt" && Number(xml, "numFmtId") is { } id) { custom[id] = xml.GetAttribute("formatCode") ?? ""; }
            if (inCellStyles && xml.LocalName == "xf" && styles.Count < 100_000)
            {
                var format = Number(xml, "numFmtId") ?? 0;
                styles.Add(custom.TryGetValue(format, out var code) ? ShowsDate(code) : IsBuiltInDate(format));
            }
        }
        return [.. styles];
    }

    // ECMA-376 18.8.30: 14–17 and 22 everywhere, 27–31, 36 and 50–54, 57, 58 in Chinese Excel
    private static bool IsBuiltInDate(int format) => format is (>= 14 and <= 17) or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58;

    // Year or day letters outside quoted text and [conditions]
    internal static bool ShowsDate(string code)
    {
        if (code.StartsWith("General", StringComparison.OrdinalIgnoreCase)) { return false; }
        var (quoted, bracketed) = (false, false);
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (c == '"') { quoted = !quoted; }
            else if (quoted) { continue; }
            else if (c is '\\' or '_' or '*') { i++; }
            else if (c is '[') { bracketed = true; }
            else if (c is ']') { bracketed = false; }
            else if (!bracketed && c is 'y' or 'Y' or 'd' or 'D' or 'e') { return true; }
        }
        return false;
    }

    private static int? Number(XmlReader xml, string attribute) =>
        int.TryParse(xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
