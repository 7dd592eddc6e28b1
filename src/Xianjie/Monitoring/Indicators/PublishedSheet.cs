using System.Globalization;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.SmallCells;
using Xianjie.Platform.Tabular.Xlsx;

namespace Xianjie.Monitoring.Indicators;

/// <summary>公开版: figures by place as they may be published. Counts of very few people are left out, and what would tell them by subtraction; amounts of money are not in it.</summary>
internal sealed class PublishedSheet(IndicatorReader reader, int threshold)
{
    private string Mark => new PublishedCounts(threshold).Mark;

    public async Task<MemoryStream> WriteAsync(long area, IReadOnlyList<Places.Place> below, IndicatorMonth month, CancellationToken ct)
    {
        var content = new MemoryStream();
        using (var writer = new XlsxWriter(content))
        {
            var sheet = writer.AddSheet(new SheetLayout("各地", [new("指标", 22), new("口径", 8), new("地区", 20), new("分子", 24), new("分母", 24), new("数值", 14)], $"少于 {threshold} 人（户）的数及能倒算出它的数不公开"));
            foreach (var definition in reader.Book.All.Where(d => d.Missing is null && !d.IsMoney(isNumerator: true) && !d.IsMoney(isNumerator: false)))
            {
                foreach (var by in definition.By)
                    Write(sheet, definition, by, below, await reader.ByPlaceAsync(definition, by, area, [.. below.Select(p => p.Code)], month, ct));
            }
        }
        content.Position = 0;
        return content;
    }

    private void Write(XlsxSheet sheet, IndicatorDefinition definition, string by, IReadOnlyList<Places.Place> below, IReadOnlyDictionary<long, IndicatorFigure> figures)
    {
        var places = below.Where(p => figures.ContainsKey(p.Code)).ToList();
        var isPart = definition.IsRatio && places.TrueForAll(p => figures[p.Code].Numerator <= figures[p.Code].Denominator);
        // A part and the rest of its whole are two columns with their total: none of the three may tell another
        var counts = new int[places.Count, definition.IsRatio ? 2 : 1];
        for (var i = 0; i < places.Count; i++)
        {
            var figure = figures[places[i].Code];
            counts[i, 0] = (int)figure.Numerator;
            if (definition.IsRatio)
                counts[i, 1] = (int)(isPart ? figure.Denominator - figure.Numerator : figure.Denominator);
        }
        var hidden = SmallCells.Hidden(counts, threshold);
        for (var i = 0; i < places.Count; i++)
        {
            var (figure, last) = (figures[places[i].Code], definition.IsRatio ? isPart ? 2 : 1 : 0);
            var (top, bottom) = (hidden[i, 0], definition.IsRatio && hidden[i, last]);
            sheet.Write(OutCell.Text(definition.Title), OutCell.Text(by), OutCell.Text(places[i].Name), OutCell.Text(top ? Mark : Number(figure.Numerator)), OutCell.Text(!definition.IsRatio ? "" : bottom ? Mark : Number(figure.Denominator)),
                OutCell.Text(top || bottom ? Mark : figure.Text));
        }
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
