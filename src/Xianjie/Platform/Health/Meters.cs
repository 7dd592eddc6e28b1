using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Xianjie.Platform.Health;

/// <summary>
/// What the product measures of itself, under the name "Xianjie"; requests are measured by the web framework. Tags are names from the program
/// (kinds, routes, states), never anything that a person typed.
/// </summary>
internal static class Meters
{
    public const string Name = "Xianjie";
    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> GateWait = Meter.CreateHistogram<double>("xianjie.gate.wait", "s", "Waiting for the turn to write (SQLite) or to be served a page.");
    public static readonly Histogram<double> Database = Meter.CreateHistogram<double>("xianjie.database.duration", "s", "One command of the database.");
    public static readonly Histogram<double> Jobs = Meter.CreateHistogram<double>("xianjie.job.duration", "s", "One job from lease to end, by kind and end.");
    public static readonly Counter<long> Acts = Meter.CreateCounter<long>("xianjie.audit.acts", "{act}", "Acts on record without a save: looks, searches, sign-ins, failed sign-ins, refusals.");
    public static readonly Counter<long> BulkRows = Meter.CreateCounter<long>("xianjie.bulk.rows", "{row}", "Rows that imports and screening brought in, by table.");
    public static readonly Counter<long> Outages = Meter.CreateCounter<long>("xianjie.outage.answers", "{answer}", "Answers that said: not just now (database, disk or too many requests).");

    /// <summary>Seconds since the last good backup; NaN before the first.</summary>
    public static double BackupAge { get; set; } = double.NaN;

    static Meters() => Meter.CreateObservableGauge("xianjie.backup.age", () => BackupAge, "s", "Since the last good part of a backup.");

    public static double Since(long timestamp) => Stopwatch.GetElapsedTime(timestamp).TotalSeconds;
}
