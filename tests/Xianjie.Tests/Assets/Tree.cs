namespace Xianjie.Tests.Assets;

/// <summary>The source tree that the tests were built from.</summary>
internal static class Tree
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);
    public static string Web { get; } = Path.Combine(Root, "src", "Xianjie", "wwwroot");
    public static string Library { get; } = Path.Combine(Web, "lib");

    public static IEnumerable<string> Views() =>
        Directory.EnumerateFiles(Path.Combine(Root, "src", "Xianjie"), "*.cshtml", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    /// <summary>Our own style sheets or scripts, not the libraries.</summary>
    public static IEnumerable<string> Own(string extension) =>
        Directory.EnumerateFiles(Web, "*" + extension, SearchOption.AllDirectories)
            .Where(path => !path.StartsWith(Library + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static string Find(string from) =>
        File.Exists(Path.Combine(from, "Xianjie.slnx")) ? from : Find(Path.GetDirectoryName(from) ?? throw new DirectoryNotFoundException("Xianjie.slnx"));
}
