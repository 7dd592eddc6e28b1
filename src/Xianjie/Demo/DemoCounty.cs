using System.Diagnostics;

namespace Xianjie.Demo;

/// <summary>Makes the fictional county 青禾县: divisions, map, household registry, two years of department files and the hidden truth.</summary>
internal static class DemoCounty
{
    /// <summary>Writes the county to <see cref="DemoOptions.OutDir"/>, replacing files of the same names. About 1.2 GB for 1,000,000 people.</summary>
    /// <exception cref="ArgumentException">The options are refused; see <see cref="DemoOptions.Refusal"/>.</exception>
    public static async Task<DemoSummary> Generate(DemoOptions options, IProgress<DemoProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Refusal() is { } refusal)
            throw new ArgumentException(refusal, nameof(options));
        var clock = Stopwatch.StartNew();
        var world = new World(options);
        using var files = new CountyFiles(world);
        files.WritePlan(world);
        var totals = await Task.Run(() => new Relay(world, files, progress).Run(cancellation), cancellation);
        files.Finish();
        return new DemoSummary(totals.People, totals.Households, world.Plan.Villages.Length, totals.AtRisk, files.Bytes, clock.Elapsed, files.List());
    }

    /// <summary>Villages are made in waves on all threads and written in their order while the next wave is being made.</summary>
    private sealed class Relay(World world, CountyFiles files, IProgress<DemoProgress>? progress)
    {
        private const int VillagesPerThread = 4;
        private readonly int threads = world.Options.Threads > 0 ? world.Options.Threads : Environment.ProcessorCount;
        private (long People, long Households, long AtRisk) totals;

        public async Task<(long People, long Households, long AtRisk)> Run(CancellationToken cancellation)
        {
            var villages = world.Plan.Villages;
            var (front, back) = (Outputs(), Outputs());
            var writing = Task.CompletedTask;
            try
            {
                for (var first = 0; first < villages.Length; first += front.Length)
                {
                    var count = Math.Min(front.Length, villages.Length - first);
                    MakeWave(first, count, front, cancellation);
                    await writing;
                    var (wave, done) = (front, first + count);
                    writing = Task.Run(() => Write(wave, count, done), CancellationToken.None);
                    (front, back) = (back, front);
                }
            }
            finally
            {
                await writing; // the files must not be closed under it
            }
            return totals;
        }

        private void MakeWave(int first, int count, VillageOutput[] outputs, CancellationToken cancellation)
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            Parallel.For(0, count, options, () => new VillageMaker(world), (i, _, maker) =>
            {
                maker.Make(world.Plan.Villages[first + i], outputs[i]);
                return maker;
            }, _ => { });
        }

        private void Write(VillageOutput[] wave, int count, int done)
        {
            for (var i = 0; i < count; i++)
            {
                files.Add(wave[i]);
                totals = (totals.People + wave[i].People, totals.Households + wave[i].Households, totals.AtRisk + wave[i].AtRisk);
            }
            progress?.Report(new DemoProgress(done, world.Plan.Villages.Length, totals.People, files.Bytes));
        }

        private VillageOutput[] Outputs() => [.. Enumerable.Range(0, threads * VillagesPerThread).Select(_ => new VillageOutput(world))];
    }
}
