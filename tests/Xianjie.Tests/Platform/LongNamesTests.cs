using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Files;
using Xianjie.Registry.Import;
using Xianjie.Tests.Registry;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Platform;

/// <summary>What the long run of the fuzzer found: names of files longer than their columns, and a form sent twice at once.</summary>
public sealed class LongNamesTests
{
    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory]
    [InlineData("名册.csv", "名册.csv")]
    [InlineData(null, null)]
    public void A_name_that_is_too_long_keeps_its_beginning_and_its_ending(string? sent, string? kept)
    {
        Assert.Equal(kept ?? new string('长', FileNames.Most - 5) + "….csv", FileNames.Fit(sent ?? new string('长', 300) + ".csv"));
        var pairs = FileNames.Fit("a" + string.Concat(Enumerable.Repeat("𠮷", 200)) + ".xlsx");
        Assert.True(pairs.Length <= FileNames.Most && pairs.EndsWith("….xlsx", StringComparison.Ordinal) && !char.IsHighSurrogate(pairs[^7]), pairs);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Files_with_very_long_names_are_taken(string database)
    {
        await using var site = await Site.StartAsync(database);
        var name = new string('名', 300) + ".csv";
        var department = await site.SignInAsync("department");
        Assert.Equal(HttpStatusCode.SeeOther, (await department.PostAsync("/feeds/medical_settlement", [], ("file", name, "姓名\n甲"u8.ToArray()))).StatusCode);
        var monitor = await site.SignInAsync("monitor");
        var taken = await monitor.PostAsync("/households/import", [], ("upload", name, ImportRows.Households([("L-1", Site.VillageA1)])));
        Assert.True(taken.StatusCode is HttpStatusCode.SeeOther or HttpStatusCode.Redirect, $"{taken.StatusCode}");
        await using var db = site.Open();
        Assert.EndsWith("….csv", (await db.Set<Delivery>().AsNoTracking().SingleAsync()).FileName, StringComparison.Ordinal);
        Assert.EndsWith("….csv", (await db.Set<ImportBatch>().AsNoTracking().SingleAsync()).FileName, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_same_new_thing_sent_twice_at_once_is_there_once_and_nobody_meets_an_error(string database)
    {
        await using var site = await Site.StartAsync(database);
        var (one, two) = (await site.SignInAsync("monitor"), await site.SignInAsync("monitor-2"));
        for (var round = 0; round < 5; round++)
        {
            await using (var db = site.Open())
                await db.Set<ScreeningSchedule>().ExecuteDeleteAsync();
            var answers = await Task.WhenAll(new[] { one, two, one, two }.Select(v => v.PostAsync("/screening?handler=Schedule", new() { ["day"] = "6", ["hour"] = "2", ["on"] = "true" })));
            Assert.All(answers, a => Assert.Contains(a.StatusCode, new[] { HttpStatusCode.SeeOther, HttpStatusCode.Conflict }));
            await using var after = site.Open();
            Assert.Equal(1, await after.Set<ScreeningSchedule>().CountAsync());
        }
    }
}
