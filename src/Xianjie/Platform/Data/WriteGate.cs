using System.Diagnostics;
using Xianjie.Platform.Health;

namespace Xianjie.Platform.Data;

/// <summary>
/// SQLite has one writer: whoever wants to write waits here in order instead of polling the file lock (measured: update p99 at 32
/// clients 351 ms without, 30 ms with). On PostgreSQL the gate is open.
/// </summary>
internal sealed class WriteGate(Database database) : IDisposable
{
    private readonly SemaphoreSlim writers = new(1, 1);

    public async Task<IDisposable> EnterAsync(CancellationToken ct)
    {
        if (database.IsPostgres)
            return Open.Instance;
        var since = Stopwatch.GetTimestamp();
        await writers.WaitAsync(ct);
        Meters.GateWait.Record(Meters.Since(since), new KeyValuePair<string, object?>("gate", "write"));
        return new Turn(writers);
    }

    public void Dispose() => writers.Dispose();

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        private int left;
        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                gate.Release();
        }
    }

    private sealed class Open : IDisposable
    {
        public static readonly Open Instance = new();
        public void Dispose() { }
    }
}
