using System.Security;

namespace Xianjie.Reports.Templates;

/// <summary>Cell styles of tables that ship, by their place in the style part; the bold ones of totals follow in the same order.</summary>
internal static class Style
{
    public const int Title = 1, Left = 2, Right = 3, Head = 4, Center = 5, Whole = 6, Decimal = 7, Money = 8, Percent = 9, Bold = 5, Total = Center + Bold;
}

/// <summary>The parts of a shipped table's workbook beside its sheet.</summary>
internal static class TableParts
{
    private const string Head = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""", Main = "application/vnd.openxmlformats-officedocument.spreadsheetml", Relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static IEnumerable<(string Name, string Content)> Fixed(string title)
    {
        var name = SecurityElement.Escape(title.Length > 31 ? title[..31] : title);
        yield return ("[Content_Types].xml", $"""{Head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Main}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Main}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{Main}.worksheet+xml"/></Types>""");
        yield return ("_rels/.rels", $"""{Head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        yield return ("xl/workbook.xml", $"""{Head}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{Relation}"><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'{name}'!$1:$4</definedName></definedNames></workbook>""");
        yield return ("xl/_rels/workbook.xml.rels", $"""{Head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{Relation}/styles" Target="styles.xml"/></Relationships>""");
        yield return ("xl/styles.xml", $"""{Head}<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="#,##0.0"/><numFmt numFmtId="165" formatCode="0.0&quot;%&quot;"/></numFmts><fonts count="4">{Font("宋体", 11, false)}{Font("宋体", 18, true)}{Font("宋体", 11, true)}{Font("宋体", 10, false)}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFEEF2F8"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="15"><xf/>{Plain(1, "center")}{Plain(3, "left")}{Plain(3, "right")}<xf fontId="2" fillId="2" borderId="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf>{Cells(0)}{Cells(2)}</cellXfs></styleSheet>""");
    }

    private static string Font(string name, int size, bool bold) => $"<font>{(bold ? "<b/>" : "")}<sz val=\"{size}\"/><name val=\"{name}\"/></font>";

    private static string Plain(int font, string align) => $"<xf fontId=\"{font}\" applyFont=\"1\" applyAlignment=\"1\"><alignment horizontal=\"{align}\" vertical=\"center\"/></xf>";

    /// <summary>Text, whole number, one place, money, percent, each with a border.</summary>
    private static readonly (int Format, string Align)[] Formats = [(0, "center"), (3, "right"), (164, "right"), (4, "right"), (165, "right")];

    private static string Cells(int font) => string.Concat(Formats.Select(f => $"<xf numFmtId=\"{f.Format}\" fontId=\"{font}\" borderId=\"1\" applyNumberFormat=\"1\" applyFont=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment horizontal=\"{f.Align}\" vertical=\"center\" wrapText=\"1\"/></xf>"));
}
