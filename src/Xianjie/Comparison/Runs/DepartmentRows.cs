using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Unmatched;
using Xianjie.Platform.Data;
using Xianjie.Platform.Files;
using Xianjie.Platform.Protection;
using Xianjie.Screening;

namespace Xianjie.Comparison.Runs;

/// <summary>What departments delivered, opened for the engine: the parts of accepted deliveries, and the rows that a person has claimed for somebody.</summary>
internal sealed record OpenParts(IReadOnlyList<CsvSource> Sources, IReadOnlyList<Stream> Streams, long Bytes, IReadOnlyDictionary<string, string> Delivered) : IDisposable
{
    public void Dispose()
    {
        foreach (var stream in Streams)
            stream.Dispose();
    }
}

internal sealed class DepartmentRows(XianjieDb db, Catalogue catalogue, FileStore files, Seal seal, long county)
{
    /// <param name="isRead">Facts that are wanted.</param>
    /// <param name="persons">Id of each person by its ordinal in the store.</param>
    /// <param name="ct">Stops.</param>
    public async Task<OpenParts> OpenAsync(Func<FactTable, bool> isRead, Guid[] persons, CancellationToken ct)
    {
        var (sources, streams) = (new List<CsvSource>(), new List<Stream>());
        var delivered = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var bytes = 0L;
        foreach (var delivery in await Here<Delivery>().Where(d => d.State == DeliveryState.Accepted).OrderBy(d => d.At).ThenBy(d => d.Id).ToListAsync(ct))
        {
            if (catalogue[delivery.Feed] is not { } fact || !isRead(fact))
                continue;
            delivered[delivery.Id.ToString()] = $"{delivery.Feed} {delivery.Hash}";
            bytes += delivery.Size;
            streams.Add(new PartStream(files, delivery.PartId!.Value));
            sources.Add(CsvSource.Tabbed(fact, delivery.Id.ToString(), streams[^1]));
        }
        foreach (var (fact, claimed) in await ClaimedAsync(isRead, persons, ct))
        {
            streams.Add(claimed);
            sources.Add(CsvSource.Tabbed(fact, $"认领 {fact.Name}", claimed));
        }
        return new OpenParts(sources, streams, bytes, delivered);
    }

    private IQueryable<T> Here<T>() where T : class, IInDivision =>
        db.Set<T>().AsNoTracking().Where(r => r.Division >= county && r.Division < county + 1_000_000);

    /// <summary>Rows of a feed that came under no known id, as rows of the persons to whom they were confirmed to belong.</summary>
    private async Task<List<(FactTable Fact, MemoryStream Rows)>> ClaimedAsync(Func<FactTable, bool> isRead, Guid[] persons, CancellationToken ct)
    {
        var rows = await Here<UnclaimedRow>().Where(r => r.State == UnmatchedState.Confirmed && r.PersonId != null).OrderBy(r => r.Id)
            .Select(r => new { r.Feed, Person = r.PersonId!.Value, r.RowNumber, r.RowSealed }).ToListAsync(ct);
        if (rows.Count == 0)
            return [];
        var wanted = rows.Select(r => r.Person).ToHashSet();
        var ordinals = persons.Select((id, ordinal) => (id, ordinal)).Where(p => wanted.Contains(p.id)).ToDictionary(p => p.id, p => p.ordinal);
        var parts = new List<(FactTable, MemoryStream)>();
        foreach (var feed in rows.Where(r => ordinals.ContainsKey(r.Person)).GroupBy(r => r.Feed))
        {
            if (catalogue[feed.Key] is not { } fact || !isRead(fact))
                continue;
            var columns = fact.Columns.Where(c => c.Expression is null && c.Type != ColumnType.CitizenId).ToList();
            var stream = new MemoryStream();
            using (var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true))
            {
                PartFile.WriteHeader(writer, columns.Select(c => c.English).Prepend("#person"));
                foreach (var row in feed)
                {
                    var cells = JsonSerializer.Deserialize<Dictionary<string, string>>(seal.OpenBytes(row.RowSealed, Sealed.File))!;
                    PartFile.WriteRow(writer, row.RowNumber, [ordinals[row.Person].ToString(CultureInfo.InvariantCulture), .. columns.Select(c => cells.GetValueOrDefault(c.English, string.Empty))]);
                }
            }
            stream.Position = 0;
            parts.Add((fact, stream));
        }
        return parts;
    }

    /// <summary>A stored part that is opened when its first bytes are wanted, and closed after its last: a county may hold thousands of deliveries.</summary>
    private sealed class PartStream(FileStore files, Guid id) : Stream
    {
        private Stream? open;
        private bool ended;

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (ended)
                return 0;
            open ??= files.Open(id);
            var read = open.Read(buffer, offset, count);
            if (read == 0)
            {
                ended = true;
                open.Dispose();
            }
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            open?.Dispose();
            base.Dispose(disposing);
        }

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
