using System.Text;
using System.Text.RegularExpressions;
using Xianjie.Browser.Setup;

namespace Xianjie.Browser;

/// <summary>Pages as a printer gets them.</summary>
[Collection("demo")]
public sealed partial class PrintTests(DemoServer server, Chromium chromium)
{
    [Theory]
    [InlineData("/households?size=10", true)]
    [InlineData("/", false)]
    public async Task A_list_lies_with_its_title_on_the_sheet_of_its_first_rows_and_other_pages_stand(string path, bool lies)
    {
        var window = await (await chromium.OpenAsync(server)).SignInAsync("jianceyuan");
        await window.Page.GotoAsync(path);
        var sheets = Sheet().Matches(Encoding.Latin1.GetString(await window.Page.PdfAsync(new() { PreferCSSPageSize = true })));
        Assert.NotEmpty(sheets);
        Assert.All(sheets, s => Assert.Equal(lies, double.Parse(s.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) > double.Parse(s.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.True(!lies || sheets.Count == 1, $"ten rows on {sheets.Count} sheets");
    }

    [GeneratedRegex(@"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", RegexOptions.None, 1000)]
    private static partial Regex Sheet();
}
