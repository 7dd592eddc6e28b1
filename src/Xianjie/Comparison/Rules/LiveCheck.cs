using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.People;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Comparison.Rules;

/// <summary>
/// Runs the data-quality rules on a household as it is being saved, with the engine of the monthly run. Only what the change brings in is
/// told: a doubt that stood before does not hinder the mending of something else.
/// </summary>
internal sealed class LiveCheck(XianjieDb db, RuleBook book, RegistryFields fields, Clock clock) : ISaveCheck
{
    private sealed record Parts(IReadOnlyList<IncomeYear> Incomes, IReadOnlyList<Living> Living, IReadOnlyList<Registry.Households.Measure> Measures);

    public async Task<IReadOnlyList<SaveFinding>> CheckAsync(Family family, CancellationToken ct)
    {
        var rules = book.LiveRules;
        if (rules.Rules.Count == 0 || family.Household.State != HouseholdState.Active)
            return [];
        var id = family.Household.Id;
        var parts = new Parts(await Of<IncomeYear>(i => i.HouseholdId == id, ct), await Of<Living>(l => l.HouseholdId == id, ct), await Of<Registry.Households.Measure>(m => m.HouseholdId == id, ct));
        var parameters = await CountyParameters.LoadAsync(db, book, ct);
        var now = Find(rules, parameters, family.Household, family.Members, parts);
        if (now.Count == 0)
            return [];
        var before = await db.Set<Household>().AsNoTracking().FirstOrDefaultAsync(h => h.Id == id, ct);
        var members = before is null ? [] : await db.Set<Person>().AsNoTracking().Where(p => p.HouseholdId == id && p.State == PersonState.Present).ToListAsync(ct);
        var known = before is null ? [] : Find(rules, parameters, before, members, parts).Select(f => (f.Rule.Id, f.Person)).ToHashSet();
        return [.. now.Where(f => !known.Contains((f.Rule.Id, f.Person))).Select(f =>
            new SaveFinding(f.Rule.Fix is { } fix ? $"{f.Message}。{fix}" : f.Message, f.Rule.Severity != RuleSeverity.Error, string.Empty, f.Person))];
    }

    private async Task<List<T>> Of<T>(System.Linq.Expressions.Expression<Func<T, bool>> which, CancellationToken ct) where T : class =>
        await db.Set<T>().AsNoTracking().Where(which).ToListAsync(ct);

    private List<(Rule Rule, string Message, Guid? Person)> Find(RuleSet rules, IParameterSource parameters, Household household, IReadOnlyList<Person> members, Parts parts)
    {
        var builder = new FactStoreBuilder(book.Catalogue);
        var columns = book.Catalogue.Facts.Where(f => f.Department == "registry").SelectMany(f => f.Columns).ToHashSet();
        Put(builder, RegistryFields.Household, columns, [household], -1);
        Put(builder, RegistryFields.Member, columns, members, 0);
        Put(builder, RegistryFields.Income, columns, parts.Incomes, 0);
        Put(builder, RegistryFields.Living, columns, parts.Living, 0);
        Put(builder, RegistryFields.Measure, columns, parts.Measures, 0);
        var result = LiveHousehold.Screen(builder, rules, clock.Today, parameters);
        return [.. result.Hits.Where(h => result.Rules[h.Rule].Severity != RuleSeverity.Info).Select(h => (result.Rules[h.Rule], result.Explain(h).Message, h.Person < 0 ? null : (Guid?)members[h.Person].Id))];
    }

    private void Put(FactStoreBuilder builder, string factName, HashSet<Column> columns, IEnumerable<object> entities, int household)
    {
        var fact = book.Catalogue[factName]!;
        var (rows, row) = (builder.Fact(fact), new RegistryRows(fields, fact, columns));
        foreach (var entity in entities)
        {
            rows.Begin(household);
            row.Fill(rows, entity);
            rows.End();
        }
    }
}
