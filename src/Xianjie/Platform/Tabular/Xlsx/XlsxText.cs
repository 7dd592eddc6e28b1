using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>Rich text and shared strings, and Excel's way to write characters that XML cannot hold (_x000D_).</summary>
internal static partial class XlsxText
{
    /// <summary>Reads the text of the present element (si or is) and moves past it; phonetic hints are left out.</summary>
    public static string ReadRich(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            xml.Read();
            return "";
        }
        var depth = xml.Depth;
        string? only = null;
        StringBuilder? more = null;
        xml.Read();
        while (xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "rPh") { xml.Skip(); }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "t")
            {
                var part = xml.ReadElementContentAsString();
                if (only is null) { only = part; }
                else { (more ??= new StringBuilder(only)).Append(part); }
            }
            else if (!xml.Read()) { break; }
        }
        xml.Read();
        return Decode(more?.ToString() ?? only ?? "");
    }

    public static List<string> ReadShared(XlsxPackage package, string? part, TableLimits limits)
    {
        var texts = new List<string>();
        if (part is null || !package.Has(part)) { return texts; }
        var characters = 0L;
        using var xml = package.Xml(part);
        xml.Read();
        while (!xml.EOF)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "si")
            {
                xml.Read();
                continue;
            }
            var text = ReadRich(xml);
            characters += text.Length + 12;
            if (characters > limits.SharedCharacters) { throw new TableRefusedException("工作簿里的文字过多，不能读取；请拆分成几个文件再上传"); }
            texts.Add(text);
        }
        return texts;
    }

    public static string Decode(string text) => text.Contains("_x", StringComparison.Ordinal) ? Escaped().Replace(text, match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString()) : text;

    /// <summary>The inverse of <see cref="Decode"/>: characters that XML cannot hold, carriage returns (which XML would change) and text that looks escaped.</summary>
    public static string Encode(string text)
    {
        if (!NeedsEncoding(text)) { return text; }
        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) { result.Append(c).Append(text[++i]); }
            else if (char.IsSurrogate(c)) { result.Append('\uFFFD'); }
            else if (IsUnsafe(c) || (c == '_' && Escaped().IsMatch(text.AsSpan(i, Math.Min(7, text.Length - i))))) { result.Append(CultureInfo.InvariantCulture, $"_x{(int)c:X4}_"); }
            else { result.Append(c); }
        }
        return result.ToString();
    }

    private static bool NeedsEncoding(string text)
    {
        foreach (var c in text)
        {
            if (c == '_' || IsUnsafe(c) || char.IsSurrogate(c)) { return true; }
        }
        return false;
    }

    private static bool IsUnsafe(char c) => (c < ' ' && c is not ('\t' or '\n')) || c is '\uFFFE' or '\uFFFF';

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escaped();
}
