using Xianjie.Ledgers.Periods;

namespace Xianjie.Ledgers.Rows;

/// <summary>A row as it was typed, pasted or read from a file.</summary>
/// <param name="Typed">Texts by the fields' English names. A field that is not named keeps what it has.</param>
internal sealed record RowInput(long Division, Span Span, IReadOnlyDictionary<string, string> Typed)
{
    /// <summary>The row that is changed; null: a new one, or the one of the same key where <see cref="Upserts"/>.</summary>
    public LedgerRow? Existing { get; set; }
    /// <summary>A row with the same key is changed instead of refused, as an import does.</summary>
    public bool Upserts { get; init; }
    /// <summary>Fields that came by themselves and were left as they came.</summary>
    public IReadOnlySet<string> Prefilled { get; init; } = new HashSet<string>();
    /// <summary>Files that were stored for this row just now.</summary>
    public IReadOnlySet<Guid> Fresh { get; init; } = new HashSet<Guid>();
    /// <summary>As the user knows the row: its number in the file.</summary>
    public int Number { get; init; }
}

/// <summary>What is wrong with a row, at which field; null: the whole row.</summary>
internal sealed record RowFault(string? Field, string Words);

/// <summary>A row that has been looked at: values in canonical form, faults that refuse it, warnings that do not.</summary>
internal sealed class RowDraft(RowInput input, Dictionary<string, string> values)
{
    public RowInput Input { get; } = input;
    public Dictionary<string, string> Values { get; } = values;
    public List<RowFault> Faults { get; } = [];
    public List<string> Warnings { get; } = [];
    public Guid? HouseholdId { get; set; }
    public Guid? PersonId { get; set; }
    public string? UniqueKey { get; set; }
    public bool IsGood => Faults.Count == 0;
}
