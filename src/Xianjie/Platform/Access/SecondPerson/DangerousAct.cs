using System.Text.Json;
using Xianjie.Platform.Changes;

namespace Xianjie.Platform.Access.SecondPerson;

/// <summary>What an act would do now, in words for the one who confirms it.</summary>
/// <param name="What">One line without names of people: it stands in inboxes and lists.</param>
/// <param name="Division">Whoever confirms must have this place inside the own area.</param>
/// <param name="Rows">How many records it touches.</param>
/// <param name="Lines">Details; kept sealed, shown only to who asked and who may confirm.</param>
/// <param name="Basis">Versions or counts of what it rests on: when this text differs at the confirmation, the data changed and nothing is done.</param>
/// <param name="Refusal">Why it can't be done at all; the rest then means nothing.</param>
/// <param name="Barred">The account that it concerns, which must not confirm it.</param>
internal sealed record ActPreview(string What, long Division, int Rows, IReadOnlyList<string> Lines, string Basis, string? Refusal = null, Guid? Barred = null)
{
    public static ActPreview Refused(string words) => new(string.Empty, 0, 0, [], string.Empty, words);
}

/// <summary>What came of it: a notice and the page to go on to; or words why it can't be done, and nothing is kept.</summary>
internal sealed record ActDone(string Notice, string Link, string? Refusal = null)
{
    public static ActDone Refused(string words) => new(string.Empty, string.Empty, words);
}

/// <summary>Under whose names an act is done.</summary>
/// <param name="AskedBy">As changes name it: 张三（zhangsan）.</param>
/// <param name="ConfirmedBy">Null where no second person was needed.</param>
internal sealed record ActRun(Guid AskedById, string AskedBy, string? ConfirmedBy, string Why)
{
    /// <summary>For the record of changes: who asked did it, and the reason names who confirmed.</summary>
    public Act Acts(string what, string? evidence = null) => new(AskedBy, what, ConfirmedBy is null ? Why : $"{Why}（复核：{ConfirmedBy}）", evidence);
}

/// <summary>
/// 重要操作: an act that one person alone must not do. Registered scoped; found by its key when it is confirmed, maybe after a restart.
/// Both methods run with the area of whoever asks or confirms, so that a row outside of it is not there.
/// </summary>
internal interface IDangerousAct
{
    /// <summary>Stands in the database; never changed.</summary>
    string Key { get; }
    string Title { get; }
    /// <summary>Needed to ask for it.</summary>
    string Permission { get; }
    /// <summary>Needed to confirm it.</summary>
    string ConfirmPermission => Permission;
    /// <summary>A county may not switch the second person off for it.</summary>
    bool Always => false;

    Task<ActPreview> PreviewAsync(string payload, CancellationToken ct);

    /// <summary>Does it inside the caller's transaction; what takes long is put on the job board in the same transaction.</summary>
    Task<ActDone> ExecuteAsync(string payload, ActRun run, CancellationToken ct);
}

/// <summary>An act whose order is a record.</summary>
internal abstract class DangerousAct<T> : IDangerousAct where T : notnull
{
    public abstract string Key { get; }
    public abstract string Title { get; }
    public abstract string Permission { get; }
    public virtual string ConfirmPermission => Permission;
    public virtual bool Always => false;

    protected abstract Task<ActPreview> PreviewAsync(T order, CancellationToken ct);

    protected abstract Task<ActDone> ExecuteAsync(T order, ActRun run, CancellationToken ct);

    Task<ActPreview> IDangerousAct.PreviewAsync(string payload, CancellationToken ct) => PreviewAsync(Read(payload), ct);

    Task<ActDone> IDangerousAct.ExecuteAsync(string payload, ActRun run, CancellationToken ct) => ExecuteAsync(Read(payload), run, ct);

    public static string Write(T order) => JsonSerializer.Serialize(order, ChangeJson.Options);

    private static T Read(string payload) => JsonSerializer.Deserialize<T>(payload, ChangeJson.Options) ?? throw new InvalidOperationException("An order without content.");
}
