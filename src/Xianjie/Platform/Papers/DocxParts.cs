using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Xianjie.Platform.Exports;

namespace Xianjie.Platform.Papers;

/// <summary>What every document carries beside its text: styles, fonts with what may stand in for them, page numbers, settings.</summary>
internal static class DocxParts
{
    public const string TitleFont = "方正小标宋简体", BodyFont = "仿宋_GB2312", HeadFont = "黑体";

    /// <summary>Style ids: 公文 text at 三号 with 28 pt lines, form text at 小四.</summary>
    public const string Title = "PaperTitle", Words = "PaperWords", Plain = "PaperPlain", Section = "PaperSection", Cell = "PaperCell", LetterCell = "LetterCell", FormWords = "FormWords", FormPlain = "FormPlain", FormSection = "FormSection", Note = "PaperNote";

    public static void Add(MainDocumentPart main, ExportMark? mark = null)
    {
        main.AddNewPart<StyleDefinitionsPart>().Styles = Styles();
        main.AddNewPart<FontTablePart>().Fonts = Fonts();
        main.AddNewPart<DocumentSettingsPart>().Settings = new DocumentFormat.OpenXml.Wordprocessing.Settings(new EvenAndOddHeaders(), new CharacterSpacingControl { Val = CharacterSpacingValues.CompressPunctuation },
            new Compatibility(new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }), new ThemeFontLanguages { Val = "en-US", EastAsia = "zh-CN" });
        main.AddNewPart<FooterPart>().Footer = Footer(JustificationValues.Right, mark);
        main.AddNewPart<FooterPart>().Footer = Footer(JustificationValues.Left, mark);
    }

    /// <summary>Counties' machines have the 方正 and GB2312 fonts; others fall back to what they have, in this order.</summary>
    private static Fonts Fonts() => new(
        Font(TitleFont, "方正小标宋_GBK,小标宋体,华文中宋,宋体,Noto Serif CJK SC", FontFamilyValues.Roman), Font(BodyFont, "仿宋,FangSong,华文仿宋,Noto Serif CJK SC", FontFamilyValues.Modern), Font(HeadFont, "SimHei,Noto Sans CJK SC", FontFamilyValues.Swiss));

    private static Font Font(string name, string others, FontFamilyValues family) => new()
    {
        Name = name, AltName = new AltName { Val = others }, FontCharSet = new FontCharSet { Val = "86" }, FontFamily = new FontFamily { Val = family },
    };

    private static Styles Styles() => new(
        new DocDefaults(new RunPropertiesDefault(new RunPropertiesBaseStyle(Face(BodyFont), new FontSize { Val = "32" }, new FontSizeComplexScript { Val = "32" }, new Languages { Val = "en-US", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault(new ParagraphPropertiesBaseStyle(new SpacingBetweenLines { Before = "0", After = "0" }))),
        Style(Title, "文书标题", TitleFont, 44, new SpacingBetweenLines { Before = "0", After = "240", Line = "600", LineRule = LineSpacingRuleValues.Exact }, null, new Justification { Val = JustificationValues.Center }),
        Style(Words, "公文正文", BodyFont, 32, Lines(560), new Indentation { FirstLineChars = 200, FirstLine = "640" }, new Justification { Val = JustificationValues.Both }),
        Style(Plain, "公文顶格", BodyFont, 32, Lines(560), null, null),
        Style(Section, "公文小标题", HeadFont, 32, Lines(560), new Indentation { FirstLineChars = 200, FirstLine = "640" }, null, keepNext: true),
        Style(FormWords, "表格正文", BodyFont, 24, Lines(400), new Indentation { FirstLineChars = 200, FirstLine = "480" }, new Justification { Val = JustificationValues.Both }),
        Style(FormPlain, "表格顶格", BodyFont, 24, Lines(400), null, null),
        Style(FormSection, "表格小标题", HeadFont, 24, new SpacingBetweenLines { Before = "160", After = "60", Line = "360", LineRule = LineSpacingRuleValues.AtLeast }, null, null, keepNext: true),
        Style(Cell, "单元格", BodyFont, 21, new SpacingBetweenLines { Before = "20", After = "20", Line = "280", LineRule = LineSpacingRuleValues.AtLeast }, null, null),
        Style(LetterCell, "公文单元格", BodyFont, 28, new SpacingBetweenLines { Before = "20", After = "20", Line = "360", LineRule = LineSpacingRuleValues.AtLeast }, null, null),
        Style(Note, "说明", BodyFont, 18, new SpacingBetweenLines { Before = "60", After = "0", Line = "260", LineRule = LineSpacingRuleValues.AtLeast }, null, null));

    private static SpacingBetweenLines Lines(int twentieths) => new() { Before = "0", After = "0", Line = twentieths.ToString(System.Globalization.CultureInfo.InvariantCulture), LineRule = LineSpacingRuleValues.Exact };

    private static Style Style(string id, string name, string font, int halfPoints, SpacingBetweenLines spacing, Indentation? indent, Justification? side, bool keepNext = false)
    {
        var paragraph = new StyleParagraphProperties();
        if (keepNext)
            paragraph.Append(new KeepNext());
        paragraph.Append(new SnapToGrid { Val = false }, spacing);
        if (indent is not null)
            paragraph.Append(indent);
        if (side is not null)
            paragraph.Append(side);
        var size = halfPoints.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new Style(new StyleName { Val = name }, paragraph, new StyleRunProperties(Face(font), new FontSize { Val = size }, new FontSizeComplexScript { Val = size })) { Type = StyleValues.Paragraph, StyleId = id, CustomStyle = true };
    }

    public static RunFonts Face(string font) => new() { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = font, ComplexScript = "Times New Roman" };

    /// <summary>The number of the export, as workbooks carry it.</summary>
    public static DocumentFormat.OpenXml.CustomProperties.Properties Marked(ExportMark mark) => new(
        new DocumentFormat.OpenXml.CustomProperties.CustomDocumentProperty(new DocumentFormat.OpenXml.VariantTypes.VTLPWSTR(mark.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)))
        {
            FormatId = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", PropertyId = 2, Name = ExportMark.Property,
        });

    /// <summary>— 1 — at 四号 in 宋体, one character in from the edge; under it, small and grey, whose export it is.</summary>
    private static Footer Footer(JustificationValues side, ExportMark? mark)
    {
        var footer = new Footer(new Paragraph(
            new ParagraphProperties(new Indentation { Left = "280", Right = "280" }, new Justification { Val = side }),
            Number(new Text("— ") { Space = SpaceProcessingModeValues.Preserve }), Number(new FieldChar { FieldCharType = FieldCharValues.Begin }), Number(new FieldCode(" PAGE ") { Space = SpaceProcessingModeValues.Preserve }),
            Number(new FieldChar { FieldCharType = FieldCharValues.Separate }), Number(new Text("1")), Number(new FieldChar { FieldCharType = FieldCharValues.End }), Number(new Text(" —") { Space = SpaceProcessingModeValues.Preserve })));
        if (mark is not null)
            footer.Append(new Paragraph(new ParagraphProperties(new Justification { Val = JustificationValues.Center }), new Run(new RunProperties(Face("宋体"), new Color { Val = "808080" }, new FontSize { Val = "13" }), new Text(mark.Line))));
        return footer;
    }

    private static Run Number(OpenXmlElement content) => new(new RunProperties(Face("宋体"), new FontSize { Val = "28" }), content);
}
