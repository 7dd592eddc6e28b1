using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Platform.Parameters;
using Xianjie.Screening;
using Xianjie.Screening.Language;
using Xianjie.Tests.Setup;

namespace Xianjie.Tests.Ledgers;

/// <summary>A register that looks into another one, whose title stands in many of its words.</summary>
internal static class Pumps
{
    public const string Text = """
        - key: pumps
          title: 泵站台账
          module: 乡村建设
          owner: 水务局
          grain: site
          level: village
          basis: 试验
          fields:
            - {name: 泵名, english: pump, type: text, required: true, unique: true}
            - {name: 厂家, english: maker, type: text}
            - {name: 型号, english: kind, type: code, codes: [检查, 常用]}
            - {name: 是检查型, english: is_special, type: formula, result: bool, value: 型号 = 检查}
            - {name: 检查次数, english: visits, type: formula, result: int, value: count(检查 where 检查.泵 = 泵名 and 检查.行的地区 = 行的地区)}
            - {name: 全县检查, english: whole, type: formula, result: int, value: count(检查)}
            - {name: 占比, english: share, type: formula, result: decimal, value: "if(全县检查 > 0, 检查次数 * 100 / 全县检查, 0)"}
          checks:
            - {when: "exists(泵站台账 where 厂家 = row.厂家 and 型号 <> row.型号)", severity: W, message: "{厂家}的泵型号不同"}
            - {when: "count(泵站台账 where 厂家 = row.厂家 and 行的乡镇 = row.行的乡镇) >= 2", severity: W, message: "{厂家}在本乡镇已有两台"}
          rollups:
            - {title: 泵, measure: count(), unit: 台}
            - {title: 检查型, measure: count(型号 = 检查), unit: 台}
            - {title: 检查, measure: sum(检查次数), unit: 次}
            - {title: 有不合格, measure: count(exists(检查 where 泵 = row.泵名 and 合格 = false)), unit: 台}
          list: [泵名, 检查次数, 全县检查]
        - key: visits
          title: 检查
          module: 乡村建设
          owner: 水务局
          grain: event
          level: village
          basis: 试验
          period: month
          due: 5
          fields:
            - {name: 泵, english: pump, type: text, required: true}
            - {name: 合格, english: good, type: bool, required: true}
            - {name: 分数, english: points, type: int}
            - {name: 费用, english: cost, type: money}
        """;

    public static readonly ParameterBook Parameters = new ShippedParameters().Book;

    public static Task<Site> StartAsync(string database) => Books.StartAsync(database, ("pumps.yaml", Text));

    /// <summary>The register with other fields and roll-ups than its own.</summary>
    public static LedgerRules Rules(Func<Ledger, Ledger>? change = null)
    {
        var ledgers = new LedgerReader(new Dictionary<string, CodeList>()).Read("pumps.yaml", Text);
        return new LedgerRules(change?.Invoke(ledgers[0]) ?? ledgers[0], ledgers, Parameters);
    }

    public static Dictionary<string, string> Pump(string name, string maker = "甲厂", string kind = "常用", long place = Site.VillageA1) => new() { ["Place"] = $"{place}", ["f.pump"] = name, ["f.maker"] = maker, ["f.kind"] = kind };

    public static Dictionary<string, string> Visit(string pump, bool good, long place = Site.VillageA1) => new() { ["Place"] = $"{place}", ["f.pump"] = pump, ["f.good"] = good ? "是" : "否" };
}
