using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Fields;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.SocialRelief.Policies;

/// <summary>One to whom a policy applies.</summary>
internal sealed record PolicyObject(string PolicyKey, Guid Household, Guid? Person, string Name, long Division);

internal sealed record PolicyResult(IReadOnlyList<ReliefPolicy> Policies, ILookup<long, PolicyObject> ByVillage);

/// <summary>Runs the conditions of policies over the registry and deliveries of a county with the engine of the monthly comparison.</summary>
internal sealed class PolicyScreening(XianjieDb db, RuleBook book, RegistryFields fields, FileStore files, Seal seal, IEnumerable<IFactSource> sources, IDataConsent consent)
{
    public async Task<PolicyResult> RunAsync(long county, DateOnly today, JobRun run)
    {
        var policies = (await PolicyBook.AllAsync(db, county, run.Cancelled)).Where(p => p.IsInForce(today)).ToList();
        var found = await FindAsync(policies, county, today, (percent, words) => run.Report(40 + (percent / 5), words), run.Cancelled);
        return new(policies, found.ToLookup(f => f.Division));
    }

    public async Task<IReadOnlyList<PolicyObject>> FindAsync(IReadOnlyList<ReliefPolicy> policies, long county, DateOnly today, Action<int, string> report, CancellationToken ct)
    {
        var rules = PolicyRules.Compile(policies, book.Catalogue, book.Rules.Parameters).Rules;
        if (rules.Rules.Count == 0)
            return [];
        var parameters = await CountyParameters.LoadAsync(db, book, ct);
        var facts = await new FactLoading(db, book, fields, files, seal, county, rules, today, sources, consent).LoadAsync(report, ct);
        if (facts.Households == 0)
            return [];
        var result = await Task.Run(() => Screener.Run(facts.Store, rules, parameters, today, new ScreeningOptions { IgnoreEffective = true, Threads = FactLoading.Threads }, ct), ct);
        return [.. result.Hits.Select(hit => ObjectOf(result, hit, facts))];
    }

    private static PolicyObject ObjectOf(ScreeningResult result, Hit hit, CountyFacts facts)
    {
        var home = facts.Household(hit.Household);
        var person = hit.Person < 0 ? ((Guid Id, string Name)?)null : facts.Person(hit.Person);
        return new(result.Rules[hit.Rule].Id, home.Id, person?.Id, person?.Name ?? home.Head, home.Division);
    }
}
