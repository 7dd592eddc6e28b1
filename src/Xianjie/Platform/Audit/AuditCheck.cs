using System.Data;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Audit;

/// <param name="Events">Links of the chain that were worked out anew.</param>
/// <param name="Changes">Changes behind them.</param>
/// <param name="Waiting">Events without a place yet.</param>
/// <param name="Anchors">Anchors compared.</param>
/// <param name="Broken">Place of the first record that does not hold; null where all do.</param>
/// <param name="Words">What was found, in plain words.</param>
internal sealed record AuditVerdict(long Events, long Changes, int Waiting, int Anchors, long? Broken, string Words)
{
    public bool IsWhole => Broken is null;
}

/// <summary>Works the whole chain out anew from what the database holds and compares it with the anchors beside it.</summary>
internal sealed class AuditCheck(Anchors anchors)
{
    private const int Page = 1000;

    /// <summary>Reads one snapshot, a page at a time.</summary>
    /// <param name="db">A context that sees everything; with a transaction of its own where the caller has none.</param>
    public async Task<AuditVerdict> RunAsync(XianjieDb db, Action<int, string>? progress, CancellationToken ct)
    {
        await using var snapshot = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(db is PostgresDb ? IsolationLevel.RepeatableRead : IsolationLevel.Serializable, ct) : null;
        IReadOnlyList<Anchor> kept;
        try
        {
            kept = anchors.Read();
        }
        catch (InvalidDataException damaged)
        {
            return new(0, 0, 0, 0, 0, damaged.Message);
        }
        var run = new Run(db, kept.ToLookup(a => a.Place), ct);
        var verdict = await run.ChainAsync(progress) ?? await run.StrayAsync();
        var late = kept.Where(a => a.Place > run.Place).Select(a => (long?)a.Place).Min();
        verdict ??= late is null ? null : run.Fault(run.Place + 1, $"末尾缺记录：链到第 {run.Place} 条为止，锚点记到了第 {late} 条");
        return verdict ?? new(run.Place, run.Changes, run.Waiting, kept.Count, null, $"完好：{run.Place:N0} 条操作、{run.Changes:N0} 条变更逐条核对无误，与 {kept.Count:N0} 个锚点一致；{run.Waiting:N0} 条刚发生的尚未入链。");
    }

    private sealed class Run(XianjieDb db, ILookup<long, Anchor> anchors, CancellationToken ct)
    {
        private byte[] hash = Digest.None;

        public long Place { get; private set; }
        public long Changes { get; private set; }
        public int Waiting { get; private set; }

        private IQueryable<AuditEvent> Events => db.Set<AuditEvent>().IgnoreQueryFilters().AsNoTracking();

        public AuditVerdict Fault(long at, string words) => new(Place, Changes, Waiting, anchors.Count, at, $"第 {at} 条不对：{words}。");

        public async Task<AuditVerdict?> ChainAsync(Action<int, string>? progress)
        {
            var last = await Events.MaxAsync(e => e.Chain, ct) ?? 0;
            while (true)
            {
                var page = await Events.Where(e => e.Chain > Place).OrderBy(e => e.Chain).Take(Page).ToListAsync(ct);
                if (page.Count == 0)
                    return null;
                var contents = await ContentsAsync(page);
                foreach (var told in page)
                {
                    if (Next(told, contents) is { } broken)
                        return broken;
                }
                progress?.Invoke((int)(90 * Place / Math.Max(1, last)), $"已核对 {Place:N0} 条");
            }
        }

        private AuditVerdict? Next(AuditEvent told, Dictionary<Guid, (int Count, byte[] Content)> contents)
        {
            if (told.Chain != Place + 1)
                return Fault(Place + 1, "这条记录没有了");
            hash = Digest.Link(Place + 1, hash, told);
            if (told.Hash is null || !hash.AsSpan().SequenceEqual(told.Hash))
                return Fault(Place + 1, $"{told.At:yyyy-MM-dd HH:mm:ss} UTC {told.By}“{told.What}”的内容、次序或散列被改过");
            var found = contents.GetValueOrDefault(told.Id, (0, []));
            if (told.Content is null ? found.Count > 0 : found.Count != told.Count || !told.Content.AsSpan().SequenceEqual(found.Content))
                return Fault(Place + 1, $"{told.At:yyyy-MM-dd HH:mm:ss} UTC {told.By}“{told.What}”的变更记录被改、删或添加过（应有 {told.Count} 条，现有 {found.Count} 条）");
            Place++;
            Changes += told.Count;
            var other = anchors[Place].FirstOrDefault(a => a.Hash != Convert.ToHexStringLower(hash));
            return other is null ? null : Fault(Place, $"与 {other.At:yyyy-MM-dd HH:mm:ss} UTC 写下的锚点不一致，从这里或更早起整段被重写过");
        }

        /// <summary>Number and digest of the changes that stand under each event now.</summary>
        private async Task<Dictionary<Guid, (int Count, byte[] Content)>> ContentsAsync(List<AuditEvent> page)
        {
            var contents = new Dictionary<Guid, (int, byte[])>();
            var suites = page.ToDictionary(e => e.Id, e => e.Suite);
            using Digest international = new(Digest.Sha256), national = new(Digest.Sm3);
            var (set, count, digest) = (Guid.Empty, 0, international);
            await foreach (var change in Of([.. suites.Keys]).AsAsyncEnumerable().WithCancellation(ct))
            {
                if (change.SetId != set && count > 0)
                    contents[set] = (count, digest.Whole());
                (set, count) = change.SetId == set ? (set, count + 1) : (change.SetId, 1);
                digest = suites[set] == Digest.Sm3 ? national : international;
                digest.Add(change);
            }
            if (count > 0)
                contents[set] = (count, digest.Whole());
            return contents;
        }

        private IQueryable<Change> Of(List<Guid> sets) =>
            db.Set<Change>().IgnoreQueryFilters().AsNoTracking().Where(c => sets.Contains(c.SetId)).OrderBy(c => c.SetId).ThenBy(c => c.Place).ThenBy(c => c.Id);

        /// <summary>Changes that no event tells of, and events that wait.</summary>
        public async Task<AuditVerdict?> StrayAsync()
        {
            Waiting = await Events.CountAsync(e => e.Chain == null, ct);
            var told = await Events.SumAsync(e => (long)e.Count, ct);
            var stand = await db.Set<Change>().IgnoreQueryFilters().LongCountAsync(ct);
            if (told == stand)
                return null;
            var stray = await db.Set<Change>().IgnoreQueryFilters().AsNoTracking().Where(c => !Events.Any(e => e.Id == c.SetId)).OrderBy(c => c.At).FirstOrDefaultAsync(ct);
            return Fault(Place + 1, stray is null ? $"变更记录应有 {told:N0} 条，现有 {stand:N0} 条" : $"有变更记录不属于任何操作，最早的写着 {stray.At:yyyy-MM-dd HH:mm:ss} UTC {stray.By}“{stray.What}”");
        }
    }
}
