using System.Security.Cryptography;
using System.Text.Json;

namespace Xianjie.Tests.Assets;

public sealed class LibraryTests
{
    private static Dictionary<string, string> Listed()
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(Tree.Library, "versions.json")));
        return json.RootElement.GetProperty("libraries").EnumerateArray()
            .SelectMany(library => library.GetProperty("files").EnumerateObject())
            .ToDictionary(file => file.Name, file => file.Value.GetString()!, StringComparer.Ordinal);
    }

    private static List<string> Differences(string folder, Dictionary<string, string> listed)
    {
        var found = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Where(name => name != "versions.json").ToHashSet(StringComparer.Ordinal);
        return [.. found.Union(listed.Keys).Where(name =>
            !found.Contains(name) || !listed.TryGetValue(name, out var hash)
            || Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, name)))) != hash)];
    }

    [Fact]
    public void Every_library_file_has_the_hash_that_was_recorded_when_it_was_built() => Assert.Empty(Differences(Tree.Library, Listed()));

    [Fact]
    public void A_changed_an_added_and_a_lost_file_are_each_noticed()
    {
        var copy = Directory.CreateTempSubdirectory("xianjie-lib-").FullName;
        foreach (var name in Listed().Keys)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, name))!);
            File.Copy(Path.Combine(Tree.Library, name), Path.Combine(copy, name));
        }
        File.AppendAllText(Path.Combine(copy, "htmx", "htmx.min.js"), " ");
        File.WriteAllText(Path.Combine(copy, "added.js"), "1");
        File.Delete(Path.Combine(copy, "icons", "icons.svg"));

        Assert.Equal(["added.js", "htmx/htmx.min.js", "icons/icons.svg"], Differences(copy, Listed()).Order(StringComparer.Ordinal));
        Directory.Delete(copy, recursive: true);
    }

    [Fact]
    public void Every_library_comes_with_its_licence()
    {
        foreach (var folder in Directory.EnumerateDirectories(Tree.Library))
            Assert.True(new FileInfo(Path.Combine(folder, "LICENSE.txt")).Length > 500, folder);
    }

    [Fact]
    public void The_versions_recorded_are_those_the_maintainers_script_asks_for()
    {
        using var built = JsonDocument.Parse(File.ReadAllText(Path.Combine(Tree.Library, "versions.json")));
        using var asked = JsonDocument.Parse(File.ReadAllText(Path.Combine(Tree.Root, "tools", "frontend", "package.json")));
        var wanted = asked.RootElement.GetProperty("dependencies");
        foreach (var library in built.RootElement.GetProperty("libraries").EnumerateArray())
            Assert.Equal(wanted.GetProperty(library.GetProperty("name").GetString()!).GetString(), library.GetProperty("version").GetString());
    }
}
