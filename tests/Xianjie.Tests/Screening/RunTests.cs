using FsCheck;
using FsCheck.Fluent;
using Xianjie.Screening;

namespace Xianjie.Tests.Screening;

public sealed class RunTests
{
    private static readonly DateOnly AsOf = new(2026, 10, 31);

    [Fact]
    public void The_same_hits_come_whatever_the_threads_and_the_row_order() => Prop.ForAll(Gen.Choose(1, 100_000).ToArbitrary(), seed =>
    {
        var county = new County(seed, 60);
        var random = new Random(seed);
        var shuffled = county.Lines.ToDictionary(f => f.Key, f => f.Value.Take(1).Concat(f.Value.Skip(1).OrderBy(_ => random.Next())).ToList());
        var expected = County.Told(Screener.Run(county.Store(1), County.RuleSet, null, AsOf, new ScreeningOptions { Threads = 1 }));
        var others = new[]
        {
            Screener.Run(County.Store(shuffled, 3), County.RuleSet, null, AsOf, new ScreeningOptions { Threads = 3 }),
            Screener.Run(county.Store(2, County.RuleSet.Columns), County.RuleSet, null, AsOf),
        };
        return others.All(o => County.Told(o).SequenceEqual(expected));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Fact]
    public void A_run_over_many_blocks_and_pieces_of_files_finds_what_one_thread_finds()
    {
        var county = new County(7, 9000);
        var one = Screener.Run(county.Store(1), County.RuleSet, null, AsOf, new ScreeningOptions { Threads = 1 });
        var four = Screener.Run(county.Store(4), County.RuleSet, null, AsOf, new ScreeningOptions { Threads = 4 });
        Assert.True(one.Hits.Count > 1000);
        Assert.Equal(County.Told(one), County.Told(four));
        Assert.Equal(one.Outcomes.Select(o => (o.Hits, o.Households)), four.Outcomes.Select(o => (o.Hits, o.Households)));
    }

    [Fact]
    public void One_household_live_gives_its_hits_of_the_batch_for_every_household()
    {
        var store = new County(11, 200).Store();
        var batch = Screener.Run(store, County.RuleSet, null, AsOf);
        var told = County.Told(batch);
        var byHousehold = batch.Hits.Select((h, i) => (h.Household, told[i])).ToLookup(h => h.Household, h => h.Item2);
        for (var household = 0; household < store.Households; household++)
            Assert.Equal(byHousehold[household], County.Told(LiveHousehold.Screen(LiveHousehold.Copy(store, household), County.RuleSet, AsOf)));
    }

    [Fact]
    public void What_if_uses_other_parameter_values_and_leaves_the_facts()
    {
        var store = new County(3, 200).Store();
        int Hits(long fen) => Screener.Run(store, County.RuleSet, County.RuleSet.Parameters.With([("线", null, fen)]), AsOf).Outcomes[0].Hits;
        var shipped = Screener.Run(store, County.RuleSet, null, AsOf);
        Assert.Equal(shipped.Outcomes[0].Hits, Hits(30_000));
        Assert.True(Hits(100) > Hits(20_000) && Hits(20_000) > Hits(100_000_000));
        Assert.Equal(0, Hits(100_000_000));
    }

    [Fact]
    public void A_back_test_uses_the_rules_and_parameters_of_that_day()
    {
        var rules = Given.Read(Given.Rule("when: parameter(线) = 100", id: "旧").Replace("{from: 2021-01-01}", "{from: 2021-01-01, to: 2025-12-31}", StringComparison.Ordinal)
            + "\n" + Given.Rule("when: parameter(线) = 300", id: "新").Replace("from: 2021", "from: 2026", StringComparison.Ordinal)).OrThrow();
        var store = new County(1, 3).Store();
        Assert.Equal(["旧"], Screener.Run(store, rules, null, new DateOnly(2025, 12, 31)).Outcomes.Where(o => o.Hits == 3).Select(o => o.Rule.Id));
        Assert.Equal(["新"], Screener.Run(store, rules, null, new DateOnly(2026, 1, 1)).Outcomes.Where(o => o.Hits == 3).Select(o => o.Rule.Id));
        Assert.Empty(Screener.Run(store, rules, null, new DateOnly(2020, 1, 1)).Rules);
    }

    [Fact]
    public void An_explanation_names_rows_parameters_and_measures()
    {
        var result = Screener.Run(new County(3, 50).Store(), County.RuleSet, null, AsOf);
        var hit = result.Hits.First(h => result.Rules[h.Rule].Id == "A-1");
        var told = result.Explain(hit);
        Assert.Equal(hit.EvidenceCount, told.Evidence.Count);
        Assert.Equal("300.00", Assert.Single(told.Parameters).Text);
        Assert.Equal(["合计", "医院", "最少"], told.Measures.Select(m => m.Name));
        Assert.All(told.Evidence, row => Assert.True(row.SourceRow > 0 && row.SourceFile == "医保结算.csv"));
        Assert.Equal((long)told.Measures[0].Value!, told.Evidence.Sum(r => (long)r.Cells[2].Value!));
    }

    [Fact]
    public void A_run_can_be_cancelled()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => Screener.Run(new County(1, 5).Store(), County.RuleSet, null, AsOf, cancellation: stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => FactLoader.Load(Given.Catalogue, [County.File("户", "户编号\nA\n")], cancellation: stop.Token));
    }
}
