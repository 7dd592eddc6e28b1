using System.Diagnostics;
using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>How a run goes.</summary>
public sealed record ScreeningOptions
{
    /// <summary>Threads; 0 takes all cores.</summary>
    public int Threads { get; init; }

    /// <summary>Told now and then how much is done, 0 to 1.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Runs rules whatever their switch and dates say.</summary>
    public bool IgnoreEffective { get; init; }
}

/// <summary>Runs rules over facts. One household or a million, live, what-if or back-test: always this, with other facts, parameter values
/// or as-of date.</summary>
public static class Screener
{
    private const int BlockSize = 4096;

    /// <param name="store">The facts.</param>
    /// <param name="rules">Rules; those not in force on the as-of date are left out.</param>
    /// <param name="parameters">Where parameter values come from; null takes those shipped with the rules.</param>
    /// <param name="asOf">The day on which the run stands.</param>
    /// <param name="options">Threads and progress.</param>
    /// <param name="cancellation">Stops the run between blocks of households.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static ScreeningResult Run(FactStore store, RuleSet rules, IParameterSource? parameters, DateOnly asOf, ScreeningOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new ScreeningOptions();
        parameters ??= rules.Parameters;
        var watch = Stopwatch.StartNew();
        Rule[] chosen = [.. rules.Rules.Where(r => options.IgnoreEffective || r.IsEffective(asOf))];
        CompiledRule[] compiled = [.. chosen.Select(CompiledRule.Of)];
        var blocks = (store.Households + BlockSize - 1) / BlockSize;
        var threads = Math.Clamp(options.Threads > 0 ? options.Threads : Environment.ProcessorCount, 1, Math.Max(1, blocks));
        var workers = Enumerable.Range(0, threads).Select(_ => new ScreeningWorker(store, compiled, parameters, asOf)).ToArray();
        var next = -1;
        void Work(ScreeningWorker worker)
        {
            for (var block = Interlocked.Increment(ref next); block < blocks; block = Interlocked.Increment(ref next))
            {
                cancellation.ThrowIfCancellationRequested();
                worker.Run(block * BlockSize, Math.Min(store.Households, (block + 1) * BlockSize));
                options.Progress?.Report((block + 1.0) / blocks);
            }
        }
        Threading.RunAll(threads, i => Work(workers[i]));
        return ScreeningWorker.Merge(store, chosen, workers, asOf, parameters, watch);
    }
}
