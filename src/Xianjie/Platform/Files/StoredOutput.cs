using System.IO.Pipelines;

namespace Xianjie.Platform.Files;

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
