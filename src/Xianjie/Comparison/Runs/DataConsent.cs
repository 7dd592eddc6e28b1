using Xianjie.Platform.Data;
using Xianjie.Screening;

namespace Xianjie.Comparison.Runs;

/// <summary>A letter that holds today.</summary>
/// <param name="Facts">Facts that it allows to be read; null: all.</param>
internal sealed record LetterInForce(string Number, DateOnly SignedOn, DateOnly ValidUntil, IReadOnlySet<string>? Facts)
{
    public bool Covers(string fact) => Facts?.Contains(fact) != false;

    public string Words => $"授权书 {Number}（{SignedOn:yyyy-MM-dd} 签署，有效至 {ValidUntil:yyyy-MM-dd}）";
}

/// <summary>Rows of a household that were delivered and not read for want of a letter.</summary>
/// <param name="Facts">Names of the facts, joined by 、.</param>
internal sealed record LeftOut(Guid Household, long Division, string Facts);

/// <summary>
/// What the households of a county have allowed: facts that need a letter are read only of households that have one in force. It is asked where
/// facts are read, so that a run, a trial of other values and an explanation rest on the same rows.
/// </summary>
/// <param name="Letters">Letters in force today by household.</param>
/// <param name="Needing">Facts that need a letter.</param>
/// <param name="Excludes">Whether a missing letter keeps facts out in a village, or only warns.</param>
/// <param name="Stamp">Differs when any of this does.</param>
internal sealed record CountyConsent(ILookup<Guid, LetterInForce> Letters, IReadOnlySet<string> Needing, Func<long, bool> Excludes, string Stamp)
{
    public const string NoLetter = "没有在有效期内的授权书（本地只提醒，未停止比对）";

    public static CountyConsent None { get; } = new(Array.Empty<LetterInForce>().ToLookup(_ => Guid.Empty), new HashSet<string>(), _ => false, string.Empty);

    public LetterInForce? LetterFor(Guid household, string fact) => Letters[household].FirstOrDefault(l => l.Covers(fact));

    /// <summary>The letters under which these facts of a household were read, in words; null where none of them needs one.</summary>
    public string? Words(Guid household, IEnumerable<string> facts)
    {
        var letters = facts.Where(Needing.Contains).Select(f => LetterFor(household, f)?.Words ?? NoLetter).Distinct().ToList();
        return letters.Count == 0 ? null : string.Join('；', letters);
    }

    /// <summary>Per fact the households whose rows are to be left out.</summary>
    /// <param name="households">Id and village of each household by its ordinal.</param>
    public IReadOnlyDictionary<FactTable, Withheld> Close(IEnumerable<FactTable> read, IReadOnlyList<(Guid Id, long Division)> households)
    {
        var closed = read.Where(f => Needing.Contains(f.Name)).ToDictionary(f => f, _ => new Withheld(households.Count));
        if (closed.Count == 0)
            return closed;
        for (var ordinal = 0; ordinal < households.Count; ordinal++)
        {
            var (id, division) = households[ordinal];
            if (!Excludes(division))
                continue;
            foreach (var (fact, withheld) in closed)
            {
                if (LetterFor(id, fact.Name) is null)
                    withheld.Close(ordinal);
            }
        }
        return closed;
    }
}

/// <summary>Tells what households have allowed, and is told what was left out. Implemented by the module that keeps the letters.</summary>
internal interface IDataConsent
{
    Task<CountyConsent> OfAsync(XianjieDb db, long county, CancellationToken ct);

    /// <summary>What the last run of the county left out; inside the caller's transaction.</summary>
    Task LeftOutAsync(XianjieDb db, long county, IReadOnlyList<LeftOut> leftOut, CancellationToken ct);
}
