using System.Text.Json;
using Xianjie.Platform.Changes;

namespace Xianjie.Platform.Papers;

/// <summary>
/// What a paper is filled with: values by name and lists of rows. Kept as JSON beside the code of its template, so that a paper that was
/// issued can be printed again as it was.
/// </summary>
internal sealed class PaperData
{
    public Dictionary<string, string> Values { get; init; } = new(StringComparer.Ordinal);
    public Dictionary<string, List<Dictionary<string, string>>> Lists { get; init; } = new(StringComparer.Ordinal);

    public PaperData Set(string name, string? value)
    {
        Values[name] = value ?? string.Empty;
        return this;
    }

    public PaperData Set(params ReadOnlySpan<(string Name, string? Value)> values)
    {
        foreach (var (name, value) in values)
            Set(name, value);
        return this;
    }

    public PaperData Add<T>(string list, IEnumerable<T> rows, Func<T, int, IEnumerable<(string Name, string? Value)>> columns)
    {
        Lists[list] = [.. rows.Select((row, i) => columns(row, i).Append(("序号", (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .ToDictionary(c => c.Item1, c => c.Item2 ?? string.Empty, StringComparer.Ordinal))];
        return this;
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ChangeJson.Options);

    public static PaperData FromJson(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize<PaperData>(json, ChangeJson.Options) ?? throw new InvalidDataException("The data of the paper are empty.");
}
