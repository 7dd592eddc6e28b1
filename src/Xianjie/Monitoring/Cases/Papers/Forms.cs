using Xianjie.Registry.People;

namespace Xianjie.Monitoring.Cases.Papers;

/// <summary>入户核查表 as the page hands it in; amounts in 元.</summary>
internal sealed record VisitForm
{
    public Guid FormKey { get; init; }
    public DateOnly? VisitedOn { get; init; }
    public string? Visitors { get; init; }
    public bool? HasRisk { get; init; }
    public List<string> Risks { get; init; } = [];
    public string? Category { get; init; }
    public string? Income { get; init; }
    public string? SelfPay { get; init; }
    public string? Problem { get; init; }
    public string? Coping { get; init; }
    public bool? CannotCope { get; init; }
    public bool IncomeFell { get; init; }
    public bool SpendingHard { get; init; }
    public bool GuaranteeGap { get; init; }
    public bool? HouseProblem { get; init; }
    public bool? SchoolProblem { get; init; }
    public bool? WaterProblem { get; init; }
    public bool? InsuranceProblem { get; init; }
    public List<string> MainProblems { get; init; } = [];
    public decimal? Wage { get; init; }
    public decimal? Business { get; init; }
    public decimal? Property { get; init; }
    public decimal? Transfer { get; init; }
    public decimal? BusinessCost { get; init; }
    public decimal? InsuranceClaim { get; init; }
    public decimal? CompliantSelfPay { get; init; }

    /// <summary>问题类别 as the catalogue's 保障检查 lists them.</summary>
    public static readonly IReadOnlyList<string> Problems = ["收入水平低", "教育支出", "基本医疗", "住房安全", "饮水安全", "其他"];

    /// <summary>What was ticked of them; null where nothing was.</summary>
    public string? ProblemsRead => MainProblems.Where(Problems.Contains).Distinct().ToList() is { Count: > 0 } ticked ? string.Join(';', ticked) : null;

    public IEnumerable<(string Field, string Label, decimal? Value)> Amounts() =>
    [
        (nameof(Wage), "工资性收入", Wage), (nameof(Business), "生产经营性收入", Business), (nameof(Property), "财产性收入", Property), (nameof(Transfer), "转移性收入", Transfer),
        (nameof(BusinessCost), "生产经营性支出", BusinessCost), (nameof(InsuranceClaim), "理赔收入", InsuranceClaim), (nameof(CompliantSelfPay), "合规自付支出", CompliantSelfPay),
    ];

    /// <summary>Names apart, each once; a line of its own parts them too.</summary>
    public static List<string> Names(string? text) => NameList.Of(text?.Replace('\n', '、'));
}

/// <summary>承诺授权书 as the page hands it in.</summary>
internal sealed record AuthorisationForm
{
    public Guid FormKey { get; init; }
    public string? Number { get; init; }
    public DateOnly? SignedOn { get; init; }
    /// <summary>Members who signed, by id.</summary>
    public List<Guid> Signers { get; init; } = [];
    /// <summary>Others of W67 who signed: children who live apart and their spouses, persons with a duty to support.</summary>
    public string? Others { get; init; }
    public string? MissingWhy { get; init; }
    public string? Kind { get; init; }
    /// <summary>Items that are allowed; none: all.</summary>
    public List<string> Covers { get; init; } = [];
}

/// <summary>民主评议记录 as the page hands it in.</summary>
internal sealed record ReviewForm
{
    public Guid FormKey { get; init; }
    public DateOnly? HeldOn { get; init; }
    public string? Place { get; init; }
    public string? Chair { get; init; }
    public string? Recorder { get; init; }
    public int? Expected { get; init; }
    public int? Present { get; init; }
    public int? For { get; init; }
    public int? Against { get; init; }
    public int? Abstained { get; init; }
    public bool? Passed { get; init; }
    public string? Minutes { get; init; }
}

/// <summary>绿色通道先行帮扶 as the page hands it in; amount in 元.</summary>
internal sealed record HelpForm
{
    public Guid FormKey { get; init; }
    public DateOnly? GivenOn { get; init; }
    public string? What { get; init; }
    public decimal? Amount { get; init; }
    public string? Unit { get; init; }
}
