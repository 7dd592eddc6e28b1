using System.Security.Cryptography;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Time;
using Xianjie.Platform.Verbs;

namespace Xianjie.Platform.Backup.Sets;

/// <param name="Name">Set and number, for people.</param>
internal sealed record MadePart(BackupSet Set, PartLine Line)
{
    public string Name => $"{Set.Name}/{Line.Number}";
}

/// <summary>Makes the next part of the newest set, or begins a new set: daily after two in the morning, after a change of the schema or a turn of the key, and where
/// the old one cannot go on. Not safe for two at once: <see cref="BackupTurns"/> sees to that.</summary>
internal sealed class SetMaker(Database database, Settings settings, Seal seal, WriteGate gate, TimeProvider time)
{
    private const int Tries = 5;
    private static readonly TimeSpan NewDayAt = TimeSpan.FromHours(2);
    private BackupSet? set;
    private PartIndex? index;
    private PartHeader? last;

    /// <param name="fresh">Begin a new set in any case.</param>
    public async Task<MadePart> MakeAsync(string place, bool fresh, Action<int, string>? progress, CancellationToken ct)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                using var turn = tried == Tries ? await gate.EnterAsync(ct) : null;
                return await Task.Run(() => Make(place, fresh, tried == Tries, progress, ct), ct);
            }
            catch (LogMovedException) when (tried < Tries)
            {
                Forget();
            }
            catch
            {
                // what the index says of an unfinished part is not so
                Forget();
                throw;
            }
        }
    }

    private void Forget() => (set, index, last) = (null, null, null);

    private MadePart Make(string place, bool fresh, bool alone, Action<int, string>? progress, CancellationToken ct)
    {
        var (started, now, schema) = (time.GetTimestamp(), time.GetUtcNow(), Schema());
        Directory.CreateDirectory(place);
        if (fresh || !Resume(place) || last!.Schema != schema || last.Key != seal.Active || IsNewDay(set!, now) || set!.Size > 2 * set.Parts[0].Size + (1 << 28))
            (set, index, last) = (BackupSet.Begin(place, now), new PartIndex(), null);
        var number = set!.Last is { } line ? line.Number + 1 : 0;
        var header = new PartHeader(last?.Set ?? Guid.CreateVersion7(), number, database.IsPostgres ? PartKind.Rows : PartKind.Pages, now, VersionVerb.Version, schema, seal.Active, set.Last?.Sha256 ?? string.Empty);
        var (items, files, size, sha) = Write(header, alone, progress, ct);
        index!.Save(set.IndexOf(number), seal);
        var made = new PartLine(number, now, size, sha, items, files, time.GetElapsedTime(started).TotalSeconds);
        set.Add(made);
        last = header;
        return new MadePart(set, made);
    }

    private (long Items, int Files, long Size, string Sha256) Write(PartHeader header, bool alone, Action<int, string>? progress, CancellationToken ct)
    {
        using var part = new PartWriter(set!.PathOf(header.Number), header, seal);
        var anchors = SetFiles.TakeAnchors(settings);
        var words = header.Number == 0 ? "全量备份数据库" : "备份数据库的变化";
        void Tell(int percent) => progress?.Invoke(percent * 9 / 10, words);
        var items = database.IsPostgres
            ? PostgresRows.Write(part.Out, database, index!, header.Number == 0, Tell, ct)
            : SqlitePages.Write(part.Out, database, index!, alone, Tell, ct);
        progress?.Invoke(90, "备份文件");
        var files = SetFiles.Write(part.Out, settings, index!);
        SetFiles.WriteAnchors(part.Out, anchors);
        var (size, sha) = part.End();
        return (items, files, size, sha);
    }

    /// <summary>The newest set of the place can be gone on with.</summary>
    private bool Resume(string place)
    {
        if (BackupSet.In(place) is not [.., var newest])
            return false;
        if (set?.Folder == newest.Folder && set.Last == newest.Last && last is not null)
            return true;
        try
        {
            newest.Tidy();
            using var opened = PartReader.Open(newest, newest.Last!, null, seal);
            (set, index, last) = (newest, PartIndex.Load(newest, seal), opened.Header);
            return last.Kind == (database.IsPostgres ? PartKind.Rows : PartKind.Pages);
        }
        catch (Exception broken) when (broken is IOException or InvalidDataException or CryptographicException)
        {
            // it stays for restoring as far as it goes; a new one begins
            return false;
        }
    }

    private static bool IsNewDay(BackupSet set, DateTimeOffset now) => Clock.Day(now - NewDayAt) > Clock.Day(set.Parts[0].At - NewDayAt);

    private string Schema()
    {
        using var connection = database.OpenRaw();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name || ' ' || hash FROM schema_script ORDER BY name";
        using var rows = command.ExecuteReader();
        var scripts = new List<string>();
        while (rows.Read())
            scripts.Add(rows.GetString(0));
        return string.Join('\n', scripts.Order(StringComparer.Ordinal));
    }
}
