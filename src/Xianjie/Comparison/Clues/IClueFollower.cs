namespace Xianjie.Comparison.Clues;

/// <summary>What another module says about a clue on the clue's page.</summary>
internal sealed record ClueNote(string Title, string Words, string Href);

/// <summary>A module that deals with clues on its own account (会商研判 …): says so on the clue's page and learns what the visit found.</summary>
internal interface IClueFollower
{
    Task<IReadOnlyList<ClueNote>> NotesAsync(Guid clue, CancellationToken ct);

    /// <summary>The visit has settled the clue; the caller saves.</summary>
    Task VisitedAsync(Clue clue, ClueState result, string note, string by, CancellationToken ct);
}
