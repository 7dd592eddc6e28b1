namespace Xianjie.Platform.Capture;

/// <summary>One thing to fill in at a household's door.</summary>
/// <param name="Link">The page with the form; it carries <see cref="CapturedAttribute"/>.</param>
internal sealed record FieldTask(string Kind, string Title, string Note, long Division, DateOnly? Due, string Link);

/// <summary>A feature that has such things to do, inside the scope of the person who asks.</summary>
internal interface IFieldWork
{
    string Kind { get; }
    /// <summary>The whole list, of which the tasks are the first.</summary>
    string Link { get; }
    /// <param name="most">Not more than that, the most pressing first.</param>
    Task<(int Total, IReadOnlyList<FieldTask> Tasks)> TasksAsync(int most, CancellationToken ct);
}
