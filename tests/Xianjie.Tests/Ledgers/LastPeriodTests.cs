using System.Net;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Rows;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>What stood in one column a period ago begins another column now: nobody types last year's number again.</summary>
public sealed class LastPeriodTests
{
    private const string Text = """
        key: crops
        title: 村产值年报
        module: 产业帮扶
        owner: 农业农村局
        grain: division
        level: village
        basis: 试验
        period: year
        due: 30
        fields:
          - {name: 产值, english: output, type: money, required: true, unit: 元}
          - {name: 上年产值, english: output_before, type: money, required: true, unit: 元, source: last.产值}
        """;

    public static TheoryData<string> Databases => TestDatabases.All;

    [Theory, MemberData(nameof(Databases))]
    public async Task The_number_of_last_year_stands_in_its_own_column_on_the_form_and_in_a_copy(string database)
    {
        await using var site = await Books.StartAsync(database, ("crops.yaml", Text));
        var clerk = await site.SignInAsync("clerk");
        await Books.EnterAsync(clerk, new() { ["Place"] = $"{Site.VillageA1}", ["f.output"] = "52000", ["f.output_before"] = "48000" }, "crops", "?period=20250101");
        var form = await clerk.PageAsync($"/ledgers/crops/edit?period=20260101&place={Site.VillageA1}");
        Assert.Equal("52000.00", form.QuerySelector("input[name='f.output_before']")!.GetAttribute("value"));
        Assert.True(string.IsNullOrEmpty(form.QuerySelector("input[name='f.output']")!.GetAttribute("value")));
        Assert.Contains("来源：上期", form.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await clerk.PostToAsync("/ledgers/crops?period=20260101", "/ledgers/crops?period=20260101&handler=Copy", [])).StatusCode);
        await using var db = site.Open();
        var copied = await db.Set<LedgerRow>().AsNoTracking().SingleAsync(r => r.Ledger == "crops" && r.Period == 20260101);
        Assert.Contains("\"output_before\":\"52000", copied.Values, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("source: last.收成", "source: last.产值", "period: year", "period: year")]
    [InlineData("source: last.产值", "source: last.产值", "period: none", "period: year")]
    public void A_column_that_is_not_there_or_a_ledger_without_periods_is_told(string source, string was, string period, string before)
    {
        var reader = new Xianjie.Ledgers.Definitions.LedgerReader(new Dictionary<string, Xianjie.Screening.CodeList>());
        Assert.Empty(reader.Read("crops.yaml", Text.Replace(was, source, StringComparison.Ordinal).Replace(before, period, StringComparison.Ordinal).Replace(period == "period: none" ? "due: 30\n" : "\0", string.Empty, StringComparison.Ordinal)));
        Assert.Contains(reader.Errors, e => e.Message.Contains("上期的那一列", StringComparison.Ordinal));
    }
}
