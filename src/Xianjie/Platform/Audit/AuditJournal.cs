using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Audit;

/// <summary>
/// What is done without a save (looks, searches, sign-ins, refusals) goes to a file first, so that it is on record before the answer goes
/// out, whether or not the database takes writes just now; from there it is brought into the database once a second. A killed process
/// loses none of it: the next one brings in what was left.
/// </summary>
internal sealed class AuditJournal(Settings settings, Database database, WriteGate gate, TimeProvider time) : IDisposable
{
    private const int MostRows = 5000;
    private readonly Lock writing = new();
    private FileStream? open;

    private string Folder => Path.Combine(settings.DataFolder, "audit");

    public void Write(AuditEvent told)
    {
        Health.Meters.Acts.Add(1, new KeyValuePair<string, object?>("kind", told.Kind.ToString()));
        var line = JsonSerializer.SerializeToUtf8Bytes(told);
        lock (writing)
        {
            open ??= Begin();
            try
            {
                open.Write([.. line, (byte)'\n']);
            }
            catch (IOException)
            {
                // the disk is full: what came of the line was never confirmed, and the next one goes to a file of its own
                Close();
                throw;
            }
        }
    }

    /// <summary>Brings everything into the database that was written so far, and what dead processes left. Tells how many events.</summary>
    public async Task<int> BringInAsync(CancellationToken ct)
    {
        Close();
        var brought = 0;
        foreach (var path in Files())
        {
            // held until its events are in, so that no two processes bring in the same
            using (var file = Hold(path))
            {
                if (file is null || await ReadAsync(file, ct) is not { } events)
                    continue;
                foreach (var some in events.Chunk(MostRows))
                    brought += await InsertAsync(some, ct);
            }
            File.Delete(path);
        }
        return brought;
    }

    private IEnumerable<string> Files() => Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*.log").Order(StringComparer.Ordinal) : [];

    public void Dispose() => Close();

    private FileStream Begin()
    {
        Directory.CreateDirectory(Folder);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(Path.Combine(Folder, $"{Guid.CreateVersion7():N}.log"), options);
    }

    private void Close()
    {
        lock (writing)
        {
            open?.Dispose();
            open = null;
        }
    }

    /// <summary>Null where a process is still writing it, or another brings it in.</summary>
    private static FileStream? Hold(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The events of a file; null where it is damaged. A last line that was cut off by a kill was never confirmed.</summary>
    private static async Task<List<AuditEvent>?> ReadAsync(FileStream file, CancellationToken ct)
    {
        try
        {
            using var reader = new StreamReader(file, leaveOpen: true);
            var events = new List<AuditEvent>();
            while (await reader.ReadLineAsync(ct) is { Length: > 0 } line)
            {
                if (line.EndsWith('}') && JsonSerializer.Deserialize<AuditEvent>(line) is { } told)
                    events.Add(told);
            }
            return events;
        }
        catch (IOException)
        {
            return null;
        }
        catch (JsonException)
        {
            File.Move(file.Name, Path.ChangeExtension(file.Name, ".damaged"), overwrite: true);
            return null;
        }
    }

    private async Task<int> InsertAsync(AuditEvent[] events, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(ct);
        await using var db = database.Open(Scope.All(), time);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var ids = events.Select(e => e.Id).ToList();
        // a process may have died between the database and the file
        var known = (await db.Set<AuditEvent>().Where(e => ids.Contains(e.Id)).Select(e => e.Id).ToListAsync(ct)).ToHashSet();
        AuditEvent[] fresh = [.. events.Where(e => !known.Contains(e.Id))];
        Bulk.Insert(db, fresh);
        await transaction.CommitAsync(ct);
        return fresh.Length;
    }
}
