using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Fields;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Comparison.Rules;

/// <summary>How many would be hit with another value.</summary>
internal sealed record WhatIfAnswer(int HitsNow, int HitsThen, int HouseholdsNow, int HouseholdsThen, int Milliseconds, DateOnly AsOf);

/// <summary>Keeps the facts that one rule reads for a while, so that trying another value takes no longer than running the rule.</summary>
internal sealed class WhatIf(RuleBook book, RegistryFields registry, FileStore files, Seal seal, JobBoard board, TimeProvider time, IEnumerable<IFactSource> sources, IDataConsent consent) : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);
    private readonly SemaphoreSlim one = new(1, 1);
    private (string Key, DateTimeOffset Until, CountyFacts Facts)? last;

    public async Task<WhatIfAnswer> AskAsync(Rule rule, long county, DateOnly asOf, string key, string? dimension, object value, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            await using var db = board.Open();
            var rules = book.Rules.Where(r => r.Id == rule.Id);
            var facts = await FactsAsync(db, rules, rule, county, asOf, ct);
            var now = await CountyParameters.LoadAsync(db, book, ct);
            var start = time.GetTimestamp();
            var before = await RunAsync(facts, rules, now, asOf, ct);
            var after = await RunAsync(facts, rules, new Replaced(now, key, dimension, value), asOf, ct);
            return new WhatIfAnswer(before.Hits, after.Hits, before.Households, after.Households, (int)time.GetElapsedTime(start).TotalMilliseconds, asOf);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<CountyFacts> FactsAsync(XianjieDb db, RuleSet rules, Rule rule, long county, DateOnly asOf, CancellationToken ct)
    {
        var newest = await db.Set<Feeds.Delivery>().Where(d => d.Division == county).MaxAsync(d => (DateTimeOffset?)d.At, ct);
        var key = $"{rule.Id} {county} {asOf} {newest} {(await consent.OfAsync(db, county, ct)).Stamp}";
        if (last is { } kept && kept.Key == key && kept.Until > time.GetUtcNow())
            return kept.Facts;
        var facts = await new FactLoading(db, book, registry, files, seal, county, rules, asOf, sources, consent).LoadAsync((_, _) => { }, ct);
        last = (key, time.GetUtcNow() + Kept, facts);
        return facts;
    }

    private static Task<(int Hits, int Households)> RunAsync(CountyFacts facts, RuleSet rules, IParameterSource parameters, DateOnly asOf, CancellationToken ct) => Task.Run(() =>
    {
        var result = Screener.Run(facts.Store, rules, parameters, asOf, new ScreeningOptions { IgnoreEffective = true }, ct);
        return (result.Hits.Count, result.Outcomes.Sum(o => o.Households));
    }, ct);

    public void Dispose() => one.Dispose();

    /// <summary>The county's values with one replaced; without a dimension the value holds for all.</summary>
    internal sealed class Replaced(IParameterSource source, string key, string? dimension, object value) : IParameterSource
    {
        public Parameter Get(Parameter shipped)
        {
            var parameter = source.Get(shipped);
            if (parameter.Key != key)
                return parameter;
            var fresh = new ParameterValue(dimension, string.Empty, DateOnly.MinValue, null, value, "试算");
            return parameter with { Values = dimension is null ? [fresh] : [.. parameter.Values.Where(v => v.Dimension != dimension), fresh] };
        }
    }
}
