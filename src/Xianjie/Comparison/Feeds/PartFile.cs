using System.IO.Pipelines;
using System.Text;
using Xianjie.Platform.Files;

namespace Xianjie.Comparison.Feeds;

/// <summary>
/// A delivery in normal form, as screening reads it: UTF-8 lines, cells parted by tabs, the first line the English column names after
/// <c>#</c> (row number in the file). Lies encrypted in the file store.
/// </summary>
internal static class PartFile
{
    public static void WriteHeader(StreamWriter writer, IEnumerable<string> columns)
    {
        writer.Write('#');
        foreach (var column in columns)
        {
            writer.Write('\t');
            writer.Write(column);
        }
        writer.Write('\n');
    }

    public static void WriteRow(StreamWriter writer, int number, ReadOnlySpan<string> cells)
    {
        writer.Write(number);
        foreach (var cell in cells)
        {
            writer.Write('\t');
            writer.Write(cell.AsSpan().ContainsAny("\t\r\n") ? cell.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ') : cell);
        }
        writer.Write('\n');
    }

    /// <summary>Column names and then rows; the array of a row is used again for the next.</summary>
    public static IEnumerable<(int Number, string[] Cells)> Read(Stream stream, Action<string[]> header)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, false, 1 << 16);
        var names = (reader.ReadLine() ?? throw new InvalidDataException("The part has no header.")).Split('\t')[1..];
        header(names);
        var cells = new string[names.Length];
        while (reader.ReadLine() is { } line)
        {
            var at = line.IndexOf('\t', StringComparison.Ordinal);
            var number = int.Parse(line.AsSpan(0, at), System.Globalization.CultureInfo.InvariantCulture);
            var rest = line.AsSpan(at + 1);
            for (var i = 0; i < cells.Length; i++)
            {
                var tab = rest.IndexOf('\t');
                cells[i] = (tab < 0 ? rest : rest[..tab]).ToString();
                rest = tab < 0 ? [] : rest[(tab + 1)..];
            }
            yield return (number, cells);
        }
    }
}

/// <summary>Writes a file into the store while it is being made, without keeping it in memory or in clear on disk.</summary>
internal sealed class StoredOutput : IAsyncDisposable
{
    private readonly Pipe pipe = new(new PipeOptions(pauseWriterThreshold: 8 << 20, resumeWriterThreshold: 4 << 20));
    private readonly Task<StoredFile?> saving;

    public StoredOutput(FileStore files, string name, string type, string by, long division, string purpose, CancellationToken ct)
    {
        saving = Task.Run(() => files.SaveAsync(pipe.Reader.AsStream(), name, type, by, division, purpose, 8L << 30, ct), ct);
        Stream = pipe.Writer.AsStream(leaveOpen: true);
    }

    public Stream Stream { get; }

    public async Task<StoredFile> FinishAsync()
    {
        await pipe.Writer.CompleteAsync();
        return await saving ?? throw new InvalidOperationException("The file grew beyond the store's limit.");
    }

    /// <summary>Gives up what was not finished.</summary>
    public async ValueTask DisposeAsync()
    {
        if (saving.IsCompleted)
            return;
        await pipe.Writer.CompleteAsync(new OperationCanceledException());
        try
        {
            await saving;
        }
        catch (OperationCanceledException)
        {
        }
    }
}
