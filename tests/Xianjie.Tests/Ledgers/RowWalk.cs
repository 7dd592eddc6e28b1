using System.Net;
using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Rows;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>A row of a shipped ledger on its way from entry through the levels, by the buttons of its page.</summary>
internal sealed class RowWalk(Site site, string path)
{
    public string Path => path;

    public static async Task<RowWalk> EnterAsync(Site site, Visitor by, string ledger, Dictionary<string, string> fields, string query = "") => new(site, await Books.EnterAsync(by, Form(fields), ledger, query));

    /// <summary>Enters the row anew over the old one.</summary>
    public async Task<HttpResponseMessage> ChangeAsync(Visitor by, Dictionary<string, string> fields)
    {
        var form = Form(fields);
        form["Version"] = $"{(await RowAsync()).Version}";
        return await by.PostAsync(path.Replace("/rows/", "/edit/", StringComparison.Ordinal), form);
    }

    /// <returns>What the page says afterwards.</returns>
    public async Task<string> ActAsync(Visitor by, string handler, string words = "")
    {
        var answer = await by.PostToAsync(path, $"{path}?handler={handler}", new() { ["Version"] = $"{(await RowAsync()).Version}", ["Words"] = words });
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        return await TextAsync(by);
    }

    public async Task HangAsync(Visitor by) => Assert.Equal(HttpStatusCode.SeeOther, (await by.PostToAsync(path + "/notice", $"{path}/notice?handler=Start", [])).StatusCode);

    public async Task<string> TextAsync(Visitor by) => (await by.PageAsync(path)).QuerySelector("main")!.TextContent;

    public async Task<RowState> StateAsync() => (await RowAsync()).State;

    private async Task<LedgerRow> RowAsync()
    {
        var id = Guid.Parse(path[(path.LastIndexOf('/') + 1)..]);
        await using var db = site.Open();
        return await db.Set<LedgerRow>().AsNoTracking().SingleAsync(r => r.Id == id);
    }

    private static Dictionary<string, string> Form(Dictionary<string, string> fields) => fields.ToDictionary(f => f.Key == "Place" ? f.Key : "f." + f.Key, f => f.Value);
}
