using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Xianjie.Platform.Health;

/// <param name="P95">Seconds that 95 of the last 100 or so stayed under.</param>
internal sealed record RouteFigure(string Route, long Count, long Failed, double P50, double P95);

/// <summary>Keeps the last durations of each measured thing in memory, for the administrator's page; monitoring systems fetch /metrics.</summary>
internal sealed class RequestFigures : IHostedService, IDisposable
{
    private const int Kept = 256, MostRoutes = 600;
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, Ring> rings = new(StringComparer.Ordinal);

    private sealed class Ring
    {
        private readonly double[] last = new double[Kept];
        private long count, failed;

        public void Add(double seconds, bool isFailure)
        {
            last[(int)((Interlocked.Increment(ref count) - 1) % Kept)] = seconds;
            if (isFailure)
                Interlocked.Increment(ref failed);
        }

        public RouteFigure Figure(string name)
        {
            var some = last.Take((int)Math.Min(Kept, count)).Order().ToList();
            return new(name, count, failed, At(some, 0.5), At(some, 0.95));
        }

        private static double At(List<double> sorted, double share) => sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, sorted.Count * share)];
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument is { Meter.Name: "Microsoft.AspNetCore.Hosting", Name: "http.server.request.duration" } || (instrument.Meter.Name == Meters.Name && instrument is Histogram<double>))
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, value, tags));
        listener.Start();
        return Task.CompletedTask;
    }

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (name, failed) = (instrument.Name, false);
        if (instrument.Meter.Name != Meters.Name)
        {
            name = "?";
            foreach (var (key, tag) in tags)
            {
                name = key == "http.route" && tag is string route ? '/' + route.TrimStart('/') : name;
                failed |= key == "http.response.status_code" && tag is int and >= 500;
            }
        }
        if (rings.Count < MostRoutes || rings.ContainsKey(name))
            rings.GetOrAdd(name, _ => new Ring()).Add(value, failed);
    }

    /// <summary>By route, most asked first.</summary>
    public IReadOnlyList<RouteFigure> Routes() => [.. rings.Where(r => r.Key[0] == '/').Select(r => r.Value.Figure(r.Key)).OrderByDescending(r => r.Count)];

    /// <summary>One of our own measures.</summary>
    public RouteFigure? Of(Instrument instrument) => rings.TryGetValue(instrument.Name, out var ring) ? ring.Figure(instrument.Name) : null;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => listener.Dispose();
}
