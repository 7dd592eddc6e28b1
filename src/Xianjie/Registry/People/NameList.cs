namespace Xianjie.Registry.People;

/// <summary>Several people's names typed into one field.</summary>
internal static class NameList
{
    /// <summary>The names apart, each once: parted by 、, commas, semicolons or spaces; pieces of one sign or of more than 30 are no names.</summary>
    public static List<string> Of(string? text) =>
        [.. (text ?? string.Empty).Split(['、', ',', '，', ';', '；', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(n => n.Length is > 1 and <= 30).Distinct()];
}
