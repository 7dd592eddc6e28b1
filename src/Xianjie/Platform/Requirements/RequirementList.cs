namespace Xianjie.Platform.Requirements;

/// <summary>One row of docs/requirements.tsv.</summary>
/// <param name="Id">S0-1 … S4-85: policy text and number.</param>
internal sealed record Requirement(string Id, string Phrase, string Words, string Modules, string Kind);

internal static class RequirementList
{
    private const string Head = "id\tsource_phrase\trequirement\tmodules\tkind";

    /// <exception cref="InvalidDataException">Not a list of requirements; says which line.</exception>
    public static IReadOnlyList<Requirement> Read(TextReader text)
    {
        if (text.ReadLine() != Head)
            throw new InvalidDataException($"第 1 行应是“{Head.Replace('\t', ' ')}”（制表符分隔）。");
        var rows = new List<Requirement>();
        for (var number = 2; text.ReadLine() is { } line; number++)
        {
            var cells = line.Split('\t');
            if (cells.Length != 5 || cells[0].Length == 0)
                throw new InvalidDataException($"第 {number} 行应有 5 列，现有 {cells.Length} 列。");
            rows.Add(new(cells[0], cells[1], cells[2], cells[3], cells[4]));
        }
        return rows;
    }
}
