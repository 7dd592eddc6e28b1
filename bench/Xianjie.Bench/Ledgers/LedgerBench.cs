using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Screening;

namespace Xianjie.Bench.Ledgers;

/// <summary>Lists of one very large ledger: pages, filters by one and two values, common and rare, search, and the look-up of a name.</summary>
internal static class LedgerBench
{
    private const long County = 990101000000;
    private const int Villages = 200, Part = 20_000, Runs = 21;
    private static readonly string[] Kinds = ["甲", "乙", "丙", "丁"];

    private const string Text = """
        - key: bench-posts
          title: 试验台账
          module: 基础
          owner: 农业农村局
          grain: site
          level: village
          basis: 试验
          fields:
            - {name: 名称, english: post_name, type: text, required: true, unique: true}
            - {name: 类别, english: kind, type: code, codes: [甲, 乙, 丙, 丁, 罕见]}
            - {name: 在用, english: in_use, type: bool}
            - {name: 数量, english: amount, type: int}
            - {name: 金额, english: money, type: money}
            - {name: 日期, english: day, type: date}
            - {name: 说明, english: note, type: text}
        """;

    public static async Task RunAsync(int rows, string connection)
    {
        var database = new Database(connection);
        Migrator.Migrate(database);
        var ledger = new ShippedLedgers(Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue")), [("bench.yaml", Text)]).All.Single();
        await using var db = database.Open(Scope.Of(County), TimeProvider.System);
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        if (!await db.Set<LedgerRow>().AnyAsync())
            await FillAsync(db, ledger, rows);
        var ask = new RowAsk(ledger, Span.Of(PeriodKind.None, 0)!.Value, County);
        RowAsk By(params (string Field, string Value)[] chosen) => ask with { Chosen = chosen.ToDictionary(c => c.Field, c => c.Value) };
        await TimeAsync("page 1, no filter", () => PageAsync(db, ask));
        await TimeAsync("filter: one of four", () => PageAsync(db, By(("kind", "甲"))));
        await TimeAsync("filter: 1 row in 5,000", () => PageAsync(db, By(("kind", "罕见"))));
        await TimeAsync("filter: both, rare and common", () => PageAsync(db, By(("kind", "罕见"), ("in_use", "否"))));
        await TimeAsync("filter: no row", () => PageAsync(db, By(("kind", "没有"))));
        await TimeAsync("filter in one village", () => PageAsync(db, By(("kind", "甲")) with { Area = County + 101_201 }));
        await TimeAsync("state that no row has", () => PageAsync(db, ask with { State = RowState.待审核 }));
        await TimeAsync("search: text of one row", () => PageAsync(db, ask with { Text = "第 777 号" }));
        await TimeAsync("search in one village", () => PageAsync(db, ask with { Text = "第 777 号", Area = County + 101_201 }));
        var token = Tokens.OfName(ledger.Key, "post_name", "第 777 号");
        await TimeAsync("name referred to", () => db.Set<LedgerToken>().Where(t => t.Token == token).Select(t => t.Token).Distinct().ToListAsync());
        var needle = RowValues.Needle("kind", "罕见");
        await TimeAsync("as before, by reading: 1 row in 5,000", () => db.Set<LedgerRow>().Where(r => r.Ledger == ledger.Key && r.Period == 0 && r.Values.Contains(needle)).Take(RowQuery.MostCounted).CountAsync());
    }

    private static async Task PageAsync(XianjieDb db, RowAsk ask)
    {
        await RowQuery.CountAsync(db, ask, CancellationToken.None);
        await RowQuery.PageAsync(db, ask, null, 0, 20, CancellationToken.None);
    }

    private static async Task TimeAsync(string what, Func<Task> act)
    {
        var times = new List<double>();
        var most = Stopwatch.StartNew();
        for (var run = 0; run < Runs && (run < 5 || most.Elapsed < TimeSpan.FromSeconds(20)); run++)
        {
            var watch = Stopwatch.StartNew();
            await act();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-42} p50 {times[times.Count / 2],8:0.0} ms  p95 {times[(int)(times.Count * 0.95)],8:0.0} ms  best {times[0],8:0.0} ms"));
    }

    private static async Task FillAsync(XianjieDb db, Ledger ledger, int rows)
    {
        var watch = Stopwatch.StartNew();
        var draws = new Random(20261122);
        for (var from = 0; from < rows; from += Part)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var made = Enumerable.Range(from, Math.Min(Part, rows - from)).Select(at => Make(ledger, at, draws)).ToList();
            Bulk.Insert(db, made);
            Bulk.Insert(db, made.SelectMany(r => Tokens.Rows(r, Tokens.Of(ledger, 0, RowValues.Open(r.Values)))).ToList());
            await transaction.CommitAsync();
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows in {watch.Elapsed.TotalSeconds:0} s"));
    }

    private static LedgerRow Make(Ledger ledger, int at, Random draws)
    {
        var values = new Dictionary<string, string>
        {
            ["post_name"] = $"第 {at} 号", ["kind"] = at % 5000 == 0 ? "罕见" : Kinds[draws.Next(4)], ["in_use"] = draws.Next(2) == 0 ? "是" : "否", ["amount"] = $"{draws.Next(1000)}", ["money"] = $"{draws.Next(100_000)}.00",
            ["day"] = "2026-03-15", ["note"] = "按要求登记，经村两委核对，情况属实",
        };
        return new() { Ledger = ledger.Key, DefinitionVersion = 1, Period = 0, Division = County + 101_000 + 200 + (at % Villages), State = RowState.已审核, Values = RowValues.Split(ledger, values).Plain, UniqueKey = $"{at}", By = "试验", CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch };
    }
}
