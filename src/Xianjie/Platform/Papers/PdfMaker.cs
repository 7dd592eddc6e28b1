using System.Diagnostics;

namespace Xianjie.Platform.Papers;

/// <summary>Makes a PDF of a Word document where LibreOffice is on the server, and says so plainly where it is not.</summary>
internal sealed partial class PdfMaker(Settings settings, ILogger<PdfMaker> log)
{
    public const string Missing = "本服务器没有安装 LibreOffice，不能直接生成 PDF。请下载 Word 文件另存为 PDF，或在打印页选择“另存为 PDF”。";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);
    // One at a time: each takes some hundred megabytes.
    private static readonly SemaphoreSlim Turn = new(1);

    public string? Program { get; init; } = Find("soffice") ?? Find("libreoffice");

    public bool IsThere => Program is not null;

    public async Task<Result<byte[], string>> MakeAsync(byte[] docx, CancellationToken ct)
    {
        if (Program is null)
            return Missing;
        var folder = Path.Combine(settings.WorkFolder, $"pdf-{Guid.CreateVersion7():N}");
        await Turn.WaitAsync(ct);
        try
        {
            Files.WorkFiles.MakeFolder(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, "paper.docx"), docx, ct);
            await RunAsync(folder, ct);
            var made = Path.Combine(folder, "paper.pdf");
            return File.Exists(made) ? await File.ReadAllBytesAsync(made, ct) : "LibreOffice 没有生成 PDF。请下载 Word 文件；系统管理员可查看服务器日志。";
        }
        finally
        {
            Turn.Release();
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RunAsync(string folder, CancellationToken ct)
    {
        var start = new ProcessStartInfo(Program!) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var word in (string[])["--headless", "--norestore", $"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, Path.Combine(folder, "paper.docx")])
            start.ArgumentList.Add(word);
        using var process = System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException("LibreOffice did not start.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        try
        {
            var (said, wrong) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
                Failed(log, process.ExitCode, await said + await wrong);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            ct.ThrowIfCancellationRequested();
        }
    }

    private static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(f => Path.Combine(f, OperatingSystem.IsWindows() ? name + ".exe" : name)).FirstOrDefault(File.Exists);

    [LoggerMessage(Level = LogLevel.Warning, Message = "LibreOffice ended with {Code}: {Words}")]
    private static partial void Failed(ILogger log, int code, string words);
}
