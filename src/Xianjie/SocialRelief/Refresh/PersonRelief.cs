using Xianjie.Comparison.Feeds;
using Xianjie.SocialRelief.Benefits;

namespace Xianjie.SocialRelief.Refresh;

internal sealed record InsuredLine(bool IsInsured, string? Scheme, long Subsidy);

internal sealed record ContractLine(DateOnly SignedOn, DateOnly? ExpiresOn, string? Doctor, string? Institution, string? Package, DateOnly? ServedOn, string? State);

internal sealed record ChronicLine(DateOnly FiledOn, DateOnly? VisitedOn, string? Doctor, bool IsFollowed);

internal sealed record DiagnosisLine(DateOnly On, string? Hospital, string? Care);

/// <summary>Everything that the departments have delivered of one person; of rows with the same key the last one counts.</summary>
internal sealed class PersonRelief(NamedPerson who)
{
    public NamedPerson Who => who;
    public Dictionary<(string Kind, string Key), BenefitLine> Lines { get; } = [];
    public Dictionary<int, InsuredLine> Insured { get; } = [];
    public ContractLine? Contract { get; set; }
    public Dictionary<string, ChronicLine> Chronic { get; } = [];
    public Dictionary<(string Disease, DateOnly On), DiagnosisLine> Diagnoses { get; } = [];

    public IEnumerable<BenefitLine> Of(string kind) => Lines.Values.Where(l => l.Kind == kind);

    /// <summary>Takes one row of a feed.</summary>
    public void Take(string feed, DeliveredCells cells)
    {
        if (BenefitKinds.Readers.TryGetValue(feed, out var read))
        {
            foreach (var line in read(cells))
                Lines[(line.Kind, line.Key)] = line;
        }
        switch (feed)
        {
            case "医保参保" when cells.Whole("year") is { } year:
                Insured[year] = new(cells["state"] == "正常参保", cells["scheme"], cells.Fen("subsidy") ?? 0);
                break;
            case "家医签约" when cells.Day("signed_on") is { } signed:
                Contract = Contract is { } known && known.SignedOn > signed ? known
                    : new(signed, cells.Day("expires_on"), cells["doctor"], cells["institution"], cells["package"], cells.Day("served_on"), cells["state"]);
                break;
            case "慢病随访" when cells["kind"] is { } disease && cells.Day("filed_on") is { } filed:
                Chronic[disease] = new(filed, cells.Day("last_visit_on"), cells["doctor"], cells["state"] is not ("迁出" or "死亡" or "治愈"));
                break;
            case "大病确诊" when cells["disease"] is { } illness && cells.Day("diagnosed_on") is { } on:
                Diagnoses[(illness, on)] = new(on, cells["hospital"], cells["care"]);
                break;
        }
    }
}
