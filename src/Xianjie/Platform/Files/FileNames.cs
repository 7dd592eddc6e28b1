namespace Xianjie.Platform.Files;

/// <summary>Names of files that people send, as they are kept.</summary>
internal static class FileNames
{
    /// <summary>Longest name that is kept; titles and notes that carry one have room for it.</summary>
    public const int Most = 120;
    private const int LongestEnding = 10;

    /// <summary>A name that fits: of a longer one the beginning and the ending stay.</summary>
    public static string Fit(string name)
    {
        if (name.Length <= Most)
            return name;
        var ending = Path.GetExtension(name) is { Length: <= LongestEnding } own ? own : string.Empty;
        var room = Most - 1 - ending.Length;
        return name[..(char.IsHighSurrogate(name[room - 1]) ? room - 1 : room)] + "…" + ending;
    }
}
