using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Xianjie.Ledgers.Expressions;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Ledgers.Definitions;

/// <summary>What has been read of definitions, kept between requests: versions never change, so the number of versions tells whether anything is new.</summary>
internal sealed class LedgerShelf(ShippedLedgers shipped, Platform.Parameters.ShippedParameters parameters)
{
    private readonly ConcurrentDictionary<long, (int Count, LedgerSet Set)> byCounty = new();
    private readonly ConcurrentDictionary<(string Key, int Version), Ledger> byVersion = new();
    private readonly ConditionalWeakTable<Ledger, LedgerRules> rules = [];

    public ShippedLedgers Shipped => shipped;

    public LedgerSet? Known(long county, int count) => byCounty.TryGetValue(county, out var known) && known.Count == count ? known.Set : null;

    public LedgerSet Keep(long county, int count, LedgerSet set)
    {
        byCounty[county] = (count, set);
        return set;
    }

    /// <summary>A version as it was written; null where its text can no longer be read.</summary>
    public Ledger? Version(DefinitionVersion version)
    {
        if (byVersion.TryGetValue((version.Key, version.Version), out var known))
            return known;
        var read = new LedgerReader(shipped.Codes).Read($"{version.Key} 第 {version.Version} 版", version.Text);
        return read.Count == 1 ? byVersion[(version.Key, version.Version)] = read[0] with { Text = version.Text } : null;
    }

    public LedgerRules Rules(Ledger ledger, LedgerSet all) => rules.GetValue(ledger, l => new LedgerRules(l, all.All, parameters.Book));

    /// <summary>Every mistake of a definition: its own, its references, its expressions.</summary>
    public (Ledger? Ledger, IReadOnlyList<RuleError> Errors) Read(string file, string text, LedgerSet all)
    {
        var reader = new LedgerReader(shipped.Codes);
        var read = reader.Read(file, text);
        if (read.Count != 1 || reader.Errors.Count > 0)
            return (null, reader.Errors.Count > 0 ? reader.Errors : [new(file, 1, 1, "一次只能写一个台账定义")]);
        var (ledger, errors) = (read[0], new List<RuleError>());
        ShippedLedgers.References(ledger, [.. all.All.Where(l => l.Key != ledger.Key), ledger], errors);
        try
        {
            errors.AddRange(new LedgerRules(ledger, all.All, parameters.Book).Errors);
        }
        catch (RuleFileException names)
        {
            // a title or a name that the facts of the language have already
            errors.AddRange(names.Errors);
        }
        return (ledger, errors);
    }
}

/// <summary>The ledgers of a county by module and title.</summary>
internal sealed class LedgerSet(IReadOnlyList<Ledger> all, IReadOnlySet<string> own, IReadOnlySet<string> retired)
{
    private readonly Dictionary<string, Ledger> byKey = all.ToDictionary(l => l.Key, StringComparer.Ordinal);

    public IReadOnlyList<Ledger> All => all;

    /// <param name="key">Null where an address names nothing.</param>
    public Ledger? this[string? key] => key is null ? null : byKey.GetValueOrDefault(key);

    public bool IsOwn(Ledger ledger) => own.Contains(ledger.Key);

    /// <summary>Takes no rows any more.</summary>
    public bool IsRetired(Ledger ledger) => retired.Contains(ledger.Key);
}
