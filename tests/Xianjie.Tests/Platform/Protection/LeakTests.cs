using System.Diagnostics;
using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform.Protection;

/// <summary>
/// One day's work with known numbers, then a search for them in everything that was written: database, stored and temporary files, journals, logs,
/// masked exports, error pages, answers to those who may not. ASVS 7.1.1, 7.1.2, 7.4.1, 8.1.1, 8.3.1, 8.3.4, 8.3.7, 6.1.1, 6.1.2.
/// </summary>
public sealed class LeakTests
{
    private const string Phone = "13987654321", Card = "6222021234567890128";
    private static readonly string Good = ImportRows.Id(11), Other = ImportRows.Id(12), Bad = ImportRows.Id(13)[..17] + (ImportRows.Id(13)[17] == '1' ? '2' : '1');
    private static readonly string[] Secret = [Good, Other, Bad, Phone, Card];

    [Fact]
    public async Task Known_ids_phones_and_cards_are_nowhere_in_clear_after_a_days_work()
    {
        var logs = new Kept();
        await using var site = await Site.StartAsync("sqlite", s => s.AddSingleton<ILoggerProvider>(logs));
        var clerk = await site.SignInAsync("clerk");
        await WorkAsync(site, clerk);
        Assert.All(await AnswersAsync(site, clerk), answer => Clear(answer.Body, answer.Where));
        foreach (var line in logs.Lines)
            Clear(line, "log");
        await Xianjie.Tests.Platform.Audit.Chained.TurnAsync(site);
        foreach (var path in Directory.GetFiles(site.Folder, "*", SearchOption.AllDirectories).Where(File.Exists))
            Clear(path, await BytesAsync(path));
    }

    /// <summary>Imports that go well and that fail, a search, a reveal, a save.</summary>
    private static async Task WorkAsync(Site site, Visitor clerk)
    {
        var homes = $"户编号,行政村代码,户类型,户属性,联系电话,银行账号\nL1,{Site.VillageA1},一般农户,普通户,{Phone},{Card}\nL2,{Site.VillageA1},一般农户,普通户,1398765432,{Card}\n";
        await ImportRows.SendAsync(site, clerk, "户.csv", Encoding.UTF8.GetBytes(homes));
        await ImportRows.SendAsync(site, clerk, "人.csv", ImportRows.Members(("L1", Good, "欧阳测试", "户主"), ("L1", Other, "欧阳第二", "配偶"), ("L1", Bad, "欧阳第三", "之子"), ("L9", Good, "欧阳测试", "户主")));
        await clerk.GetAsync($"/search?q={Good}");
        await clerk.GetAsync($"/search?q={Phone}");
        await using var db = site.Open();
        var person = await db.Set<Person>().SingleAsync(p => p.Name == "欧阳测试");
        var revealed = await clerk.PostAsync($"/households/{person.HouseholdId}/reveal/member/{person.Id}/citizen_id", new() { ["Purpose"] = "入户核实" });
        Assert.Contains(Good, await revealed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await Xianjie.Tests.Platform.Audit.Chained.TurnAsync(site);
    }

    private static async Task<List<(string Where, string Body)>> AnswersAsync(Site site, Visitor clerk)
    {
        await using var db = site.Open();
        var (home, person) = ((await db.Set<Household>().SingleAsync(h => h.HouseholdNo == "L1")).Id, (await db.Set<Person>().SingleAsync(p => p.Name == "欧阳测试")).Id);
        var answers = new List<(string, string)>();
        string[] seen = ["/households", $"/households/{home}", $"/households/{home}?tab=members", $"/households/{home}?tab=trail", $"/households/{home}/members/{person}", "/jobs", "/inbox", "/downloads"];
        foreach (var path in seen)
            answers.Add((path, await BodyAsync(await clerk.GetAsync(path))));
        foreach (var role in (string[])["leader", "department", "system-admin", "security-admin", "audit-admin", "clerk-b", "collector-b"])
        {
            var visitor = await site.SignInAsync(role);
            foreach (var path in (string[])[$"/households/{home}", $"/households/{home}/members/{person}", $"/households/{home}/reveal/member/{person}/citizen_id", "/audit", "/exports"])
                answers.Add(($"{role} {path}", await BodyAsync(await visitor.GetAsync(path))));
        }
        answers.Add(("nobody", await BodyAsync(await site.Visit().GetAsync($"/households/{home}"))));
        foreach (var what in (string[])["list", "full", "members"])
        {
            var file = await clerk.PostAsync("/households/export", new() { ["format"] = "csv", ["what"] = what, ["ExportPurpose"] = "日常工作核对" });
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            answers.Add(($"export {what}", await BodyAsync(file)));
        }
        answers.Add(("not found", await BodyAsync(await clerk.GetAsync($"/households/{Guid.Empty}"))));
        return answers;
    }

    private static Task<string> BodyAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    private static void Clear(string text, string where) => Assert.All(Secret, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{where}: {secret}"));

    private static void Clear(string path, byte[] bytes)
    {
        foreach (var secret in Secret)
        {
            Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret)) < 0, $"{path}: {secret}");
            Assert.True(bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(secret)) < 0, $"{path}: {secret} in UTF-16");
        }
    }

    private static async Task<byte[]> BytesAsync(string path)
    {
        // As a thief would: without asking whether the server holds the file
        using var cat = Process.Start(new ProcessStartInfo("cat", [path]) { RedirectStandardOutput = true })!;
        var content = new MemoryStream();
        await cat.StandardOutput.BaseStream.CopyToAsync(content);
        await cat.WaitForExitAsync();
        Assert.Equal(0, cat.ExitCode);
        return content.ToArray();
    }

    /// <summary>Every line that anything logs, down to the smallest.</summary>
    private sealed class Kept : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}
