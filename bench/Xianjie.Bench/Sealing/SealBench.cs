using System.Diagnostics;
using System.Globalization;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Protection.Keys;
using Xianjie.Platform.Protection.Suites;

namespace Xianjie.Bench.Sealing;

/// <summary>What a personal field costs to seal, open and find with either suite, and files by the megabyte; as times and as a ratio.</summary>
internal static class SealBench
{
    private const int Fields = 200_000, Block = 1 << 20, Blocks = 32;

    public static void Run()
    {
        var times = CipherSuites.All.Select(Measure).ToList();
        string[] names = ["seal a field", "open a field", "index a field", "file, seal 1 MiB"];
        for (var i = 0; i < names.Length; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{names[i],-18} {CipherSuites.All[0].Name} {times[0][i],9:0.00} µs   {CipherSuites.All[1].Name} {times[1][i],9:0.00} µs   ratio {times[1][i] / times[0][i]:0.0}"));
    }

    private static double[] Measure(ICipherSuite suite)
    {
        using var seal = new Seal(KeyRing.Of(new byte[32], suite.Name));
        const string id = "11010519491231002X";
        var box = seal.Close(id, Sealed.CitizenId);
        var file = new byte[Block];
        return [Each(Fields, () => seal.Close(id, Sealed.CitizenId)), Each(Fields, () => seal.Open(box, Sealed.CitizenId)), Each(Fields, () => seal.Index(id, Sealed.CitizenId)), Each(Blocks, () => seal.Close(file, Sealed.File))];
    }

    /// <summary>Microseconds each, after a warm-up.</summary>
    private static double Each(int count, Action act)
    {
        for (var i = 0; i < Math.Min(count, 1000); i++)
            act();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < count; i++)
            act();
        return watch.Elapsed.TotalMicroseconds / count;
    }
}
