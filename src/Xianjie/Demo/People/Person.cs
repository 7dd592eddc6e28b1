namespace Xianjie.Demo.People;

/// <summary>A member of a household as the registry will know them. Money in 元.</summary>
internal sealed class Person
{
    public required bool Male { get; init; }
    public required string Relation { get; set; }
    public required DateOnly Birth { get; set; }
    /// <summary>Whole years on the as-of day.</summary>
    public required int Age { get; set; }
    /// <summary>Came into the county by marriage: the id was issued elsewhere.</summary>
    public bool MarriedIn { get; init; }
    public string Id { get; set; } = "";
    public string Name { get; set; } = "";
    public string Ethnicity { get; set; } = "汉族";
    public string Political { get; set; } = "群众";
    public string Education { get; set; } = "";
    public string School { get; set; } = "非在校生";
    public string DropoutReason { get; set; } = "";
    public bool Chronic { get; set; }
    public bool MajorIllness { get; set; }
    /// <summary>1 视力 … 7 多重; 0 none.</summary>
    public int DisabilityKind { get; set; }
    public int DisabilityLevel { get; set; }
    public DateOnly CardIssued { get; set; }
    /// <summary>The registry has not yet heard of the card.</summary>
    public bool CardUnknownToRegistry { get; set; }
    public string Labour { get; set; } = "无劳动力";
    public string WorkPlace { get; set; } = "";
    public int WorkMonths { get; set; }
    public int WorkIncome { get; set; }
    public int Company { get; set; }
    public bool EmployeeInsured { get; set; }
    public bool Insured { get; set; } = true;
    public bool Pension { get; set; }
    public bool Dibao { get; set; }
    public bool Tekun { get; set; }
    public string Post { get; set; } = "";
    public int PostMonths { get; set; }
    public string Phone { get; set; } = "";

    public bool IsDisabled => DisabilityKind > 0;
    public bool IsPupil => School is not ("非在校生" or "学龄前儿童" or "");
    public bool HasLabour => Labour is "普通劳动力" or "技能劳动力" or "弱劳动力或半劳动力";
    public bool HasFullLabour => Labour is "普通劳动力" or "技能劳动力";
    public bool WorksOut => WorkMonths > 0;
    public string CardNumber => IsDisabled ? string.Concat(Id, DisabilityKind.ToString(System.Globalization.CultureInfo.InvariantCulture), DisabilityLevel.ToString(System.Globalization.CultureInfo.InvariantCulture)) : "";
}
