using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Monitoring.JointReview;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Monitoring.JointReview;

/// <summary>Holds a session as the county's monitor does, through the front door.</summary>
internal sealed class JointBench(Site site, Visitor monitor)
{
    public Visitor Monitor { get; } = monitor;

    /// <summary>A monitor, and a second department beside 医保局.</summary>
    public static async Task<JointBench> StartAsync(Site site)
    {
        await using var db = site.Open();
        db.Act = new Act("test", "plant");
        var first = await db.Set<User>().SingleAsync(u => u.Login == Roles.Department);
        db.Add(new User { Login = "minzhengju", Name = "民政联络员", Role = Roles.Department, Division = Site.County, Department = "民政局", PasswordHash = first.PasswordHash });
        await db.SaveChangesAsync();
        return new JointBench(site, await site.SignInAsync("monitor"));
    }

    /// <summary>An open clue of illness, found by a visit.</summary>
    public async Task<Clue> ClueAsync(long village, string no, string name)
    {
        var home = await Homes.PlantAsync(site, village, no, null, Homes.Adult(name));
        var cadre = await site.SignInAsync(village == Site.VillageB1 ? "collector-b" : "collector");
        Assert.Equal(HttpStatusCode.SeeOther, (await Homes.VisitAsync(cadre, home, risk: "因病")).StatusCode);
        await using var db = site.Open();
        return await db.Set<Clue>().AsNoTracking().SingleAsync(c => c.HouseholdId == home);
    }

    public async Task<Guid> OpenAsync(string kind = "月集中研判", string? title = null)
    {
        var answer = await Monitor.PostAsync("/joint/new", new()
        {
            ["Input.FormKey"] = Guid.CreateVersion7().ToString(), ["Input.Kind"] = kind, ["Input.Title"] = title ?? "", ["Input.HeldOn"] = Today, ["Input.Topics"] = "通报情况\n逐户研判",
        });
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, await answer.Content.ReadAsStringAsync());
        return Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    public string Today => DateOnly.FromDateTime(site.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public Task<HttpResponseMessage> AddAllAsync(Guid session, string source = "风险线索") =>
        Monitor.PostToAsync($"/joint/{session}/agenda?source={source}", $"/joint/{session}/agenda?source={source}&handler=All", []);

    public Task<HttpResponseMessage> ConcludeAsync(Guid session, string conclusion, string unit, params Guid[] matters)
    {
        var fields = new Dictionary<string, string> { ["Ruling.Conclusion"] = conclusion, ["Ruling.Unit"] = unit, ["Ruling.Words"] = "核实医疗支出并落实救助" };
        foreach (var (at, id) in matters.Index())
            fields[$"ids[{at}]"] = id.ToString();
        return Monitor.PostToAsync($"/joint/{session}", $"/joint/{session}?handler=Conclude", fields);
    }

    public async Task<JointMatter> MatterAsync(Guid source)
    {
        await using var db = site.Open();
        return await db.Set<JointMatter>().AsNoTracking().SingleAsync(m => m.SourceId == source);
    }

    public async Task<HttpResponseMessage> DoAsync(Visitor who, JointMatter matter, string handler, string words)
    {
        var now = await MatterAsync(matter.SourceId);
        return await who.PostToAsync("/inbox", $"/joint/matters/{matter.Id}?handler={handler}", new() { ["version"] = $"{now.Version}", ["Words"] = words });
    }

    /// <summary>The figures of a session open to lists of the same count.</summary>
    public async Task FiguresAgreeAsync(Guid session, params (string State, int Count)[] expected)
    {
        var page = await Monitor.PageAsync($"/joint/{session}");
        foreach (var (state, count) in expected)
        {
            var card = page.QuerySelectorAll("a.figure").Single(a => a.GetAttribute("href")!.EndsWith($"state={state}", StringComparison.Ordinal));
            Assert.Contains($"{count}", card.QuerySelector(".figure-value")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(count, (await Monitor.PageAsync(card.GetAttribute("href")!)).QuerySelectorAll("tbody tr").Length);
        }
    }
}
