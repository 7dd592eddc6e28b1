using System.Net;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Screening;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>Ledgers of the tests' own, and what a person does with them.</summary>
internal static class Books
{
    public const string Text = """
        - key: wells
          title: 水井台账
          module: 乡村建设
          owner: 水务局
          grain: site
          level: village
          basis: 试验
          approvals: []
          fields:
            - {name: 井名, english: well_name, type: text, required: true, unique: true}
            - {name: 供水人口, english: people, type: int, min: 0, max: 50000, unit: 人, required: true}
            - {name: 水源, english: water_source, type: code, codes: [[地下水, 井水], 山泉, 水库], required: true}
            - {name: 投资, english: invested, type: money, unit: 元}
            - {name: 是否消毒, english: is_treated, type: bool}
            - {name: 管护人电话, english: keeper_phone, type: phone}
            - {name: 人均投资, english: per_head, type: formula, result: money, value: "if(供水人口 > 0, 投资 / 供水人口, null)"}
          checks:
            - {when: "供水人口 > 1000 and coalesce(是否消毒, false) = false", severity: W, message: "{井名} 供 {供水人口} 人，应当消毒"}
            - {when: 投资 < 0, severity: E, message: 投资不能为负}
            - {when: "exists(水井台账 where 井名 = row.井名 and 水源 <> row.水源)", severity: W, message: 同名的井水源不同}
          totals:
            - {title: 水井总数, measure: count(), equals: "3"}
          rollups:
            - {title: 水井, measure: count(), unit: 处}
            - {title: 供水人口, measure: sum(供水人口), unit: 人}
            - {title: 已消毒, measure: count(是否消毒 = true), unit: 处}
            - {title: 投资, measure: sum(投资), unit: 元}
          groups: [水源]
          list: [井名, 水源, 供水人口, 是否消毒]
          demo: 3
        - key: wells-monthly
          title: 供水月报
          module: 乡村建设
          owner: 水务局
          grain: division
          level: village
          basis: 试验
          period: month
          due: 5
          approvals: [乡镇, 县]
          fields:
            - {name: 停水天数, english: days_off, type: int, min: 0, max: 31, required: true, unit: 天}
            - {name: 供水户数, english: homes, type: int, min: 0, source: last}
            - {name: 起用年份, english: since, type: year}
          rollups:
            - {title: 停水天数, measure: sum(停水天数), unit: 天}
            - {title: 填报村, measure: count(), unit: 个}
        """;

    public static Task<Site> StartAsync(string database, params (string File, string Text)[] more) => Site.StartAsync(database, s => s.AddSingleton(p => new ShippedLedgers(p.GetRequiredService<Catalogue>(), [("own.yaml", Text), .. more])));

    public static Dictionary<string, string> Well(string name, int people, string source, string? treated = null, string? invested = null, string? phone = null, long place = Site.VillageA1) => new()
    {
        ["Place"] = $"{place}", ["f.well_name"] = name, ["f.people"] = $"{people}", ["f.water_source"] = source, ["f.is_treated"] = treated ?? "", ["f.invested"] = invested ?? "", ["f.keeper_phone"] = phone ?? "",
    };

    public static async Task<string> EnterAsync(Visitor visitor, Dictionary<string, string> fields, string ledger = "wells", string query = "")
    {
        var answer = await visitor.PostAsync($"/ledgers/{ledger}/edit{query}", fields);
        Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, (await Visitor.ReadAsync(answer)).QuerySelector("#form-errors, main")?.TextContent);
        return answer.Headers.Location!.ToString();
    }

    public static string Total(IDocument page) => page.QuerySelector(".total b")!.TextContent.Trim();

    /// <summary>The figures of a roll-up: line, then measure.</summary>
    public static Dictionary<(string Line, string Measure), IElement> Figures(IDocument page) => page.QuerySelectorAll("table.grid tbody tr").SelectMany(row => row.QuerySelectorAll("td.num a").Select(a => (Line: row.QuerySelector("th")!.TextContent.Trim(), Measure: a.ParentElement!.GetAttribute("data-label")!, Link: a)))
        .ToDictionary(f => (f.Line, f.Measure), f => f.Link);
}
