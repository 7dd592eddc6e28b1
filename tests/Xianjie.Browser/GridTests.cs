using Microsoft.Playwright;
using Xianjie.Browser.Setup;

namespace Xianjie.Browser;

/// <summary>Many rows of a ledger typed as in a spreadsheet.</summary>
[Collection("demo")]
public sealed class GridTests(DemoServer server, Chromium chromium)
{
    [Fact]
    public async Task A_block_is_pasted_filled_down_taken_back_and_still_there_after_the_page_was_left()
    {
        var window = await (await chromium.OpenAsync(server)).SignInAsync("luruyuan");
        await window.Page.GotoAsync("/ledgers/three-zeros/grid");
        var fresh = window.Page.Locator("#sheet-form tbody tr.fresh");
        ILocator Cell(int row, int column) => fresh.Nth(row).Locator("td").Nth(column);
        await Cell(0, 1).ClickAsync();
        await window.Page.EvaluateAsync("""
            () => {
              const data = new DataTransfer();
              data.setData('text/plain', '甲\t乙\r\n丙\t"丁\n戊"\r\n');
              document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        await Assertions.Expect(Cell(0, 1)).ToContainTextAsync("甲");
        await Assertions.Expect(Cell(1, 2)).ToContainTextAsync("丁");
        await Cell(0, 1).ClickAsync();
        await Cell(3, 1).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await window.Page.Keyboard.PressAsync("Control+d");
        foreach (var row in new[] { 1, 2, 3 })
            await Assertions.Expect(Cell(row, 1)).ToContainTextAsync("甲");
        await window.Page.Keyboard.PressAsync("Control+z");
        await Assertions.Expect(Cell(1, 1)).ToContainTextAsync("丙");
        await Assertions.Expect(Cell(3, 1)).Not.ToContainTextAsync("甲");
        await Cell(4, 1).ClickAsync();
        await window.Page.Keyboard.TypeAsync("己");
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.ReloadAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "恢复" }).ClickAsync();
        // rows that were left blank in between close up
        await Assertions.Expect(Cell(2, 1)).ToContainTextAsync("己");
        await Assertions.Expect(Cell(0, 1)).ToContainTextAsync("甲");
        Assert.Empty(window.Complaints);
    }
}
