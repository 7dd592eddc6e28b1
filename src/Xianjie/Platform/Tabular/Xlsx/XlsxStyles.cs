namespace Xianjie.Platform.Tabular.Xlsx;

/// <summary>The style part of written workbooks; the cell styles stand in the order of <see cref="CellLook"/>.</summary>
internal static class XlsxStyles
{
    /// <summary>The same with one style more, <see cref="CellLook.Marked"/>, of the given number format.</summary>
    public static string Marked(string format) => Part.Replace("<numFmts count=\"2\">", $"<numFmts count=\"3\"><numFmt numFmtId=\"166\" formatCode=\"{format}\"/>", StringComparison.Ordinal)
        .Replace("<cellXfs count=\"13\">", "<cellXfs count=\"14\">", StringComparison.Ordinal).Replace("</cellXfs>", "<xf numFmtId=\"166\" applyNumberFormat=\"1\"/></cellXfs>", StringComparison.Ordinal);

    public const string Part =
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="#,##0.00"/></numFmts><fonts count="4"><font><sz val="11"/><name val="等线"/></font><font><b/><sz val="11"/><name val="等线"/></font><font><sz val="11"/><color rgb="FFC00000"/><name val="等线"/></font><font><b/><sz val="14"/><name val="等线"/></font></fonts><fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF7"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFC7CE"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/></border><border><left/><right/><top/><bottom style="thin"><color rgb="FF9DB2D0"/></bottom></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="13"><xf numFmtId="0"/><xf numFmtId="0" fillId="3" applyFill="1"/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fillId="3" applyNumberFormat="1" applyFill="1"/><xf numFmtId="0"/><xf numFmtId="0" fillId="3" applyFill="1"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="164" fillId="3" applyNumberFormat="1" applyFill="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="165" fillId="3" applyNumberFormat="1" applyFill="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf><xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment wrapText="1"/></xf><xf numFmtId="49" fontId="3" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>
        """;
}
