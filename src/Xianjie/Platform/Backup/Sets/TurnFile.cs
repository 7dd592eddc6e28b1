using System.Text.Json;

namespace Xianjie.Platform.Backup.Sets;

/// <summary>The turn on an SQLite database: a file that the one process holds open (the system lets go of it when the process dies), and a note of how the last went.</summary>
internal sealed class TurnFile(string database)
{
    private string Note => database + ".backup.json";

    /// <summary>Null where another process has it.</summary>
    public IDisposable? Take()
    {
        try
        {
            return new FileStream(database + ".backing-up", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public BackupTurn Read()
    {
        try
        {
            return File.Exists(Note) ? JsonSerializer.Deserialize<BackupTurn>(File.ReadAllText(Note)) ?? new BackupTurn() : new BackupTurn();
        }
        catch (Exception unread) when (unread is JsonException or FileNotFoundException)
        {
            return new BackupTurn();
        }
    }

    public void Change(Action<BackupTurn> change)
    {
        var turn = Read();
        change(turn);
        File.WriteAllText(Note + ".new", JsonSerializer.Serialize(turn));
        File.Move(Note + ".new", Note, overwrite: true);
    }
}
