namespace Xianjie.Screening;

/// <summary>One mistake in a catalogue, parameter or rule file, told so that its author can mend it.</summary>
/// <param name="File">File name as given by the caller.</param>
/// <param name="Line">1-based line.</param>
/// <param name="Column">1-based column, counted in characters.</param>
/// <param name="Message">What was found and what is allowed, in Chinese.</param>
public sealed record RuleError(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column} {Message}";
}

/// <summary>Thrown where files that ship with the product are broken; carries every mistake found.</summary>
public sealed class RuleFileException(IReadOnlyList<RuleError> errors)
    : Exception(string.Join(Environment.NewLine, errors.Select(e => e.ToString())))
{
    public IReadOnlyList<RuleError> Errors { get; } = errors;
}

/// <summary>Collects mistakes of one file; stops collecting after 200 so that a broken file stays readable.</summary>
internal sealed class ErrorList
{
    private const int Limit = 200;
    private readonly List<RuleError> errors = [];

    public IReadOnlyList<RuleError> All => errors;

    public int Count => errors.Count;

    public void Add(RuleError error)
    {
        if (errors.Count < Limit) errors.Add(error);
    }

    public void Add(YamlNode at, string message) => Add(at.Error(message));
}
