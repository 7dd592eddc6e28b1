using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Xianjie.Platform.Exports;

namespace Xianjie.Platform.Papers;

/// <summary>
/// Draws papers as one Word document on A4. Each paper is a section of its own, begins on a new page and counts its pages from 1; numbers
/// stand outside at the foot of the page (GB/T 9704-2012, 7.5). Equal papers give equal bytes but for the clock inside the package.
/// </summary>
internal static class DocxWriter
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <param name="target">Where to.</param>
    /// <param name="papers">At least one.</param>
    /// <param name="mark">Whose export it is: a property of the file, and a small line at the foot of every page.</param>
    public static void Write(Stream target, IEnumerable<Paper> papers, ExportMark? mark = null)
    {
        using var package = WordprocessingDocument.Create(target, WordprocessingDocumentType.Document);
        var main = package.AddMainDocumentPart();
        var body = new Body();
        main.Document = new Document(body);
        DocxParts.Add(main, mark);
        if (mark is not null)
            package.AddCustomFilePropertiesPart().Properties = DocxParts.Marked(mark);
        SectionProperties? section = null;
        foreach (var paper in papers)
        {
            if (section is not null)
                body.Append(new Paragraph(new ParagraphProperties(new SpacingBetweenLines { Before = "0", After = "0", Line = "20", LineRule = LineSpacingRuleValues.Exact }, section)));
            foreach (var element in DocxBlocks.Of(paper))
                body.Append(element);
            section = Section(main, paper);
        }
        body.Append(section ?? throw new ArgumentException("There is nothing to write.", nameof(papers)));
        main.Document.Save();
    }

    public static byte[] Write(IEnumerable<Paper> papers, ExportMark? mark = null)
    {
        using var target = new MemoryStream();
        Write(target, papers, mark);
        return target.ToArray();
    }

    private static SectionProperties Section(MainDocumentPart main, Paper paper)
    {
        var margin = DocxBlocks.Margin(paper);
        return new SectionProperties(
            new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(main.FooterParts.First(p => p.Footer.Descendants<Justification>().Any(j => j.Val! == JustificationValues.Right))) },
            new FooterReference { Type = HeaderFooterValues.Even, Id = main.GetIdOfPart(main.FooterParts.First(p => p.Footer.Descendants<Justification>().Any(j => j.Val! == JustificationValues.Left))) },
            new SectionType { Val = SectionMarkValues.NextPage },
            paper.IsLandscape ? new PageSize { Width = 16838, Height = 11906, Orient = PageOrientationValues.Landscape } : new PageSize { Width = 11906, Height = 16838 },
            new PageMargin { Top = margin.Top, Bottom = margin.Bottom, Left = (uint)margin.Side, Right = (uint)margin.Right, Header = 720, Footer = 850, Gutter = 0 },
            new PageNumberType { Start = 1 });
    }
}
