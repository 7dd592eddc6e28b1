using AngleSharp.Dom;

namespace Xianjie.Tests.Setup;

/// <summary>A figure on the overview opens to the rows behind it, and the list shows the same count.</summary>
internal static class Figures
{
    /// <returns>How many figures there were.</returns>
    public static async Task<int> EqualTheirListsAsync(Func<string, Task<IDocument>> open)
    {
        var figures = (await open("/")).QuerySelectorAll("a.figure").ToList();
        foreach (var figure in figures)
        {
            var list = await open(figure.GetAttribute("href")!);
            var value = string.Concat(figure.QuerySelector(".figure-value")!.TextContent.Where(char.IsAsciiDigit));
            var total = string.Concat((list.QuerySelector(".total b") ?? list.QuerySelector(".total"))!.TextContent.TakeWhile(c => c is not ('户' or '条' or '件' or '，' or '类' or '行')).Where(char.IsAsciiDigit));
            Assert.True(value == total, $"{figure.TextContent.Trim()} opens {figure.GetAttribute("href")} with {list.QuerySelector(".total")!.TextContent}");
        }
        return figures.Count;
    }
}
