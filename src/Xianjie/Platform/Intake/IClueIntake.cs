namespace Xianjie.Platform.Intake;

/// <summary>A risk that someone came upon outside the comparison: who it concerns, what it is, who says so.</summary>
/// <param name="Risk">A value of code list 风险.</param>
/// <param name="Source">Where it comes from: 走访, 消除后复查, 12345 …</param>
/// <param name="Origin">Id of the row that saw it; the same origin and risk is taken in once.</param>
internal sealed record ClueReport(Guid HouseholdId, long Division, string Risk, string Source, string Words, Guid Origin, string By)
{
    public ClueChannel Channel { get; init; } = ClueChannel.基层排查;
    /// <summary>Number under which the source keeps it: receipt, order of the hotline.</summary>
    public string? Number { get; init; }
    /// <summary>Address of the paper itself; only who may read it can open it.</summary>
    public string? Link { get; init; }
}

/// <summary>Takes such risks into the clue list. The module that keeps the clues registers it; where there is none, the finder makes work of it.</summary>
internal interface IClueIntake
{
    /// <summary>Adds the clue or joins it to the open one of the same household and risk; the caller saves. Address of the clue.</summary>
    Task<string> TakeAsync(ClueReport report, CancellationToken ct);

    /// <summary>Clues of a household that are not settled.</summary>
    Task<int> OpenCountAsync(Guid household, CancellationToken ct);
}
