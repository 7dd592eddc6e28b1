using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Import;

/// <summary>One row as understood: a value for every slot, the records it would make, and what is wrong or doubtful about it.</summary>
internal sealed class RowDraft(TableRow source)
{
    public TableRow Source { get; } = source;
    public string? HouseholdNo { get; set; }
    /// <summary>Blind index of the householder's citizen id, where the row has it in place of a household number.</summary>
    public UInt128? HeadKey { get; set; }
    /// <summary>Blind index of the row's citizen id.</summary>
    public UInt128? PersonKey { get; set; }
    /// <summary>Keys of the same people under a sealing key that is being replaced, each with the one in use; empty at other times.</summary>
    public List<(UInt128 Old, UInt128 Key)> Older { get; } = [];
    public object?[] HouseholdValues { get; set; } = [];
    public object?[] MemberValues { get; set; } = [];
    public object?[] IncomeValues { get; set; } = [];
    public object?[] LivingValues { get; set; } = [];
    public object?[] MeasureValues { get; set; } = [];
    /// <summary>Values of <see cref="ImportPlan.Phases"/>, one list each.</summary>
    public object?[][] PhaseValues { get; set; } = [];
    /// <summary>Measures of the group columns.</summary>
    public IReadOnlyList<(string Group, string Name)> GroupMeasures { get; set; } = [];
    /// <summary>The person of the row, sealed and ready; its household and village are put in when they are known.</summary>
    public Person? Person { get; set; }
    public Household? Household { get; set; }
    public long? Division { get; set; }
    public List<CellError> Errors { get; } = [];
    public List<string> Doubts { get; } = [];

    public string? PersonName => Person?.Name;
    public bool IsGood => Errors.Count == 0;
}
