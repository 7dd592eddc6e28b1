using Xianjie.Demo.Events;
using Xianjie.Demo.Land;

namespace Xianjie.Demo.People;

/// <summary>A household with its state on the as-of day. Money in 元, areas in tenths of 亩.</summary>
internal sealed class Household(Village village, int number, Person[] members)
{
    public Village Village => village;
    /// <summary>1-based within the village.</summary>
    public int Number => number;
    public Person[] Members => members;
    public string Code { get; } = Names.Numbers.Padded(village.Code, number, 4);
    /// <summary>Counts through the county without gaps within a village; keys the draws.</summary>
    public long Key => village.Index * 10_000L + number;
    public string Group { get; init; } = "";

    public bool Exited { get; set; }
    public string Type { get; set; } = "普通农户";
    public string State { get; set; } = "普通户";
    public bool Relocated { get; set; }
    public bool MartyrFamily { get; set; }
    /// <summary>Well off: savings, a shop, a car. Bears a blow without help.</summary>
    public bool WellOff { get; set; }
    public int Identified { get; set; }
    public int Eliminated { get; set; }
    public string EliminationKind { get; set; } = "";
    public List<string> Risks { get; } = [];
    public string DisasterKind { get; set; } = "";
    public string RiskNote { get; set; } = "";
    public Living Living { get; set; }
    public Income[] Incomes { get; set; } = [];
    /// <summary>What the departments report of this household beside the everyday.</summary>
    public Happenings Happenings { get; } = new();
    public List<Truth> Truths { get; } = [];

    public Person Head => members[0];
    public bool IsMonitored => Identified > 0;
    public bool IsOpen => Identified > 0 && Eliminated == 0;
    public bool HasLabour => Array.Exists(members, member => member.HasLabour);
    public bool IsSafetyNet => IsMonitored && !HasLabour;
    /// <summary>Counts as low-income where departments set lower lines.</summary>
    public bool IsLowIncome => Exited || IsOpen || Array.Exists(members, member => member.Dibao || member.Tekun);
    public Income LatestIncome => Incomes[^1];
}

/// <summary>A year's income statement in 元.</summary>
internal record struct Income(int Year, int Wage, int Business, int Property, int FamilyPlanning, int Dibao, int Tekun, int Pension, int Ecology, int OtherTransfer, int Cost, int Claim, int SelfPay)
{
    public readonly int Transfer => FamilyPlanning + Dibao + Tekun + Pension + Ecology + OtherTransfer;
    public readonly int Net => Wage + Business + Property + Transfer - Cost;
}

internal record struct Living(int Farmland, int Forest, int ReturnForest, int Fruit, int Pasture, int Water, string Road, int RoadDistance, string Grade, int Area,
    string Supply, bool SafeWater, int FetchMinutes, int FetchMetres, int FetchClimb, bool Toilet, string Fuel, bool Electricity, bool Television, bool Cooperative, bool Enterprise, bool Pioneer);
