using System.Security.Cryptography;
using System.Text;
using Xianjie.Demo;

namespace Xianjie.Tests.Demo;

/// <summary>A generated county of 20,000 people in a temporary folder, read back for the tests.</summary>
public sealed class SmallCounty : IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "xianjie-demo-" + Guid.CreateVersion7());

    public async Task InitializeAsync()
    {
        await DemoCounty.Generate(Options("clean") with { Dirt = 0 });
        await DemoCounty.Generate(Options("dirty"));
    }

    public Task DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return Task.CompletedTask;
    }

    internal DemoOptions Options(string name) => new() { People = 20_000, Seed = 7, OutDir = Path.Combine(folder, name) };

    internal string PathOf(string county, string file) => Path.Combine(folder, county, file);

    internal List<Dictionary<string, string>> Clean(string file) => Rows("clean", file);

    internal List<Dictionary<string, string>> Rows(string county, string file) => Read(PathOf(county, file), Encoding.UTF8);

    internal static List<Dictionary<string, string>> Read(string path, Encoding encoding)
    {
        var lines = File.ReadAllText(path, encoding).TrimEnd('\n').Split('\n').Select(Cells).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    /// <summary>One hash over names and bytes of all files of a county.</summary>
    internal static string Hash(string county)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in Directory.EnumerateFiles(county, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetRelativePath(county, path).Replace('\\', '/')));
            hash.AppendData(File.ReadAllBytes(path));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in line)
            if (c == '"')
                quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(c);
        cells.Add(cell.ToString());
        return [.. cells];
    }
}
