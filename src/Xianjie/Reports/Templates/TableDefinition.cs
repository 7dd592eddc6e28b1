namespace Xianjie.Reports.Templates;

/// <summary>A table that goes up: which, how often, to whom, on what basis, and its workbook.</summary>
/// <param name="Number">Of the fifteen that ship; 0 for one of the county's own.</param>
/// <param name="Department">The department that draws it up; null: the county's monitors.</param>
/// <param name="Basis">Source with (a) where it names the table, (b) where it is common practice.</param>
/// <param name="Version">0 as it ships.</param>
internal sealed record TableDefinition(int Number, string Key, string Title, TableKind Kind, string To, string? Department, string Basis, byte[] Content, int Version, DateOnly? EffectiveFrom)
{
    public bool IsRetired { get; init; }

    public string FileName { get; init; } = $"{Title}.xlsx";
}
