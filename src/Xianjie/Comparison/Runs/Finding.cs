using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Protection;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Comparison.Runs;

/// <summary>A hit, explained and ready to be written.</summary>
internal sealed record Finding(Rule Rule, string RuleHash, LoadedHousehold Home, Guid? PersonId, string Fingerprint, byte[] Content)
{
    public string Risk => Rule.Risks.Count > 0 ? Rule.Risks[0] : string.Empty;

    public ClueKind Kind => Rule.Class switch
    {
        RuleClass.Exclusion => ClueKind.排除疑点,
        RuleClass.Sync => ClueKind.状态同步,
        _ => ClueKind.风险线索,
    };

    public static List<Finding> Of(ScreeningResult result, CountyFacts facts, RuleBook book, Seal seal)
    {
        var list = new List<Finding>(result.Hits.Count);
        foreach (var hit in result.Hits)
        {
            var why = result.Explain(hit);
            (Guid Id, string Name)? person = hit.Person < 0 ? null : facts.Person(hit.Person);
            var content = new HitContent(why.Message, why.Rule.From.Name, person?.Name, [.. why.Rule.Evidence.Select(c => c.Name)],
                [.. why.Evidence.Take(50).Select(r => (IReadOnlyList<string>)[.. r.Cells.Select(c => c.Text)])],
                why.Parameters.DistinctBy(p => p.Name).ToDictionary(p => p.Name, p => p.Text), facts.Consent.Words(facts.Household(hit.Household).Id, FactsOf(why.Rule)));
            list.Add(new Finding(why.Rule, book.HashOf(why.Rule), facts.Household(hit.Household), person?.Id, Print(why, person?.Id),
                seal.Close(JsonSerializer.SerializeToUtf8Bytes(content, ChangeJson.Options), Sealed.File)));
        }
        return list;
    }

    private static IEnumerable<string> FactsOf(Rule rule) => rule.Columns.Select(c => c.Fact.Name).Append(rule.From.Name).Distinct();

    private static string Print(Explanation why, Guid? person)
    {
        var text = new StringBuilder(why.Rule.Id).Append('\u001e').Append(person);
        foreach (var row in why.Evidence)
            text.Append('\u001e').AppendJoin('\u001f', row.Cells.Select(c => c.Text));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }
}
