namespace Xianjie.Platform.Audit;

/// <summary>Finds a record by the number that people know it by; the module that keeps the records tells.</summary>
internal interface IRecordFinder
{
    /// <summary>The record within the user's own area; null where there is none.</summary>
    Task<Guid?> FindAsync(string number, CancellationToken ct);
}
