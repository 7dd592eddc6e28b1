using Xianjie.Platform.Divisions;
using Xianjie.Platform.Intake;
using Xianjie.Registry.Counts;
using Xianjie.Screening.Identifiers;
using DivisionLevel = Xianjie.Platform.Divisions.DivisionLevel;

namespace Xianjie.Monitoring.Letters;

/// <summary>What was typed, by a villager on the public page or by a cadre.</summary>
internal sealed class LetterForm
{
    public Guid FormKey { get; set; } = Guid.CreateVersion7();
    public long? Village { get; set; }
    public string? Name { get; set; }
    public string? Phone { get; set; }
    public string? CitizenId { get; set; }
    public List<string> Risks { get; set; } = [];
    public string? Words { get; set; }
    public bool ForAnother { get; set; }
    public string? ProxyName { get; set; }
    public string? ProxyRelation { get; set; }
    public string? ProxyPhone { get; set; }
    public bool Consent { get; set; }
    public ClueChannel Channel { get; set; } = ClueChannel.自主申报;
    public string? Source { get; set; }
    public string? Number { get; set; }
    public DateOnly? ReceivedOn { get; set; }
    public DateOnly? AnswerBy { get; set; }

    public bool IsSelf => Channel == ClueChannel.自主申报;

    /// <summary>True where any part of the proxy was filled in: the tick may be forgotten.</summary>
    public bool HasProxy => ForAnother || !string.IsNullOrWhiteSpace(ProxyName) || !string.IsNullOrWhiteSpace(ProxyPhone);

    public static IReadOnlyList<string> Relations => ["家人", "亲属", "邻居", "村干部", "网格员", "帮扶干部", "其他"];

    /// <summary>What is missing or wrong, by field, in words for whoever typed it.</summary>
    public IEnumerable<(string Field, string Words)> Faults(Places places, DateOnly today)
    {
        if (!Risks.Any(Traits.Risks.Contains))
            yield return (nameof(Risks), IsSelf ? "请选一下家里遇到了什么困难，可以选几样。" : "请选择涉及的困难，可多选；拿不准选“其他”。");
        if (Name?.Trim() is not { Length: >= 2 and <= 30 })
            yield return (nameof(Name), "请填写姓名，2 到 30 个字。");
        foreach (var fault in NumberFaults(today))
            yield return fault;
        if (Words?.Length > 1000)
            yield return (nameof(Words), "情况最多写 1000 个字。");
        if (!IsSelf && string.IsNullOrWhiteSpace(Words))
            yield return (nameof(Words), "请写明反映的内容。");
        if (HasProxy && (ProxyName?.Trim() is not { Length: >= 2 and <= 30 } || !Relations.Contains(ProxyRelation ?? string.Empty)))
            yield return (nameof(ProxyName), "替别人申报，请写明您的姓名，并选择与申报人的关系。");
        if (IsSelf && !Consent)
            yield return (nameof(Consent), "请勾选同意，我们才能上门核实。");
        foreach (var fault in PlaceFaults(places, today))
            yield return fault;
    }

    private IEnumerable<(string, string)> NumberFaults(DateOnly today)
    {
        if (!string.IsNullOrWhiteSpace(Phone) && !PhoneNo.TryParse(Phone, out _, out var phone))
            yield return (nameof(Phone), phone + "。");
        if (!string.IsNullOrWhiteSpace(CitizenId) && !Screening.Identifiers.CitizenId.TryParse(CitizenId, today, out _, out var id))
            yield return (nameof(CitizenId), id + "。");
        if (!string.IsNullOrWhiteSpace(ProxyPhone) && !PhoneNo.TryParse(ProxyPhone, out _, out var proxy))
            yield return (nameof(ProxyPhone), proxy + "。");
        if (IsSelf && string.IsNullOrWhiteSpace(Phone) && string.IsNullOrWhiteSpace(CitizenId))
            yield return (nameof(Phone), "手机号和身份证号请至少填一项，方便村里联系您。");
    }

    private IEnumerable<(string, string)> PlaceFaults(Places places, DateOnly today)
    {
        var place = Village is { } village ? places.Find(village) : null;
        if (place is null || (IsSelf && place.Level != DivisionLevel.Village))
            yield return (nameof(Village), "请选择所在的村。");
        if (!IsSelf && !LetterSources.Of(Channel).Contains(Source ?? string.Empty))
            yield return (nameof(Source), "请选择来源。");
        if (Number?.Trim().Length > 80)
            yield return (nameof(Number), "编号最多 80 个字。");
        if (ReceivedOn > today)
            yield return (nameof(ReceivedOn), "收到日期不能在今天之后。");
        if (AnswerBy < (ReceivedOn ?? today))
            yield return (nameof(AnswerBy), "答复期限早于收到日期，请核对。");
    }

    public PhoneNo? PhoneRead => PhoneNo.TryParse(Phone, null, out var phone) ? phone : null;
    public CitizenId? CitizenIdRead => Screening.Identifiers.CitizenId.TryParse(CitizenId, null, out var id) ? id : null;
    public PhoneNo? ProxyPhoneRead => PhoneNo.TryParse(ProxyPhone, null, out var phone) ? phone : null;
    public IReadOnlyList<string> RisksRead => [.. Risks.Where(Traits.Risks.Contains).Distinct()];
}
