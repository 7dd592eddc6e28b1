using System.Text;
using Microsoft.Playwright;
using Xianjie.Browser.Setup;

namespace Xianjie.Browser;

/// <summary>Files as a browser sends them: the streamed forms take them only where the form's token comes first.</summary>
[Collection("demo")]
public sealed class UploadTests(DemoServer server, Chromium chromium)
{
    private static FilePayload Csv(string name, string text) => new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_department_file_is_taken_and_its_columns_are_shown(bool script)
    {
        var window = await (await chromium.OpenAsync(server, script: script)).SignInAsync("yibaoju");
        await window.Page.GotoAsync("/feeds/medical_settlement");
        await window.Page.SetInputFilesAsync("#file", Csv("送数.csv", $"证件号码,参保人姓名,就诊编号,医疗类别,结算时间,定点机构名称,个人负担\n110101199001010000,张三,{Guid.CreateVersion7()},住院,2026-10-10,县医院,100\n"));
        await window.Page.Locator("form:has(#file) button[type=submit]").ClickAsync();
        await window.Page.WaitForURLAsync(u => u.EndsWith("/columns", StringComparison.Ordinal));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task A_registry_file_is_taken_and_its_columns_are_shown()
    {
        var window = await (await chromium.OpenAsync(server)).SignInAsync("luruyuan");
        await window.Page.GotoAsync("/households/import");
        await window.Page.SetInputFilesAsync("#file", Csv("户.csv", "户编号,行政村代码,户类型,户属性\nX1,990101001001,普通农户,普通户\n"));
        await window.Page.Locator("form:has(#file) button[type=submit]").ClickAsync();
        await Assertions.Expect(window.Page.Locator("main")).ToContainTextAsync("核对列");
        await Assertions.Expect(window.Page.Locator("select[name=map_0] option:checked")).ToContainTextAsync("户编号");
        Assert.Empty(window.Complaints);
    }
}
