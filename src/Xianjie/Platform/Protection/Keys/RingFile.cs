using System.Text;
using System.Text.Json;

namespace Xianjie.Platform.Protection.Keys;

/// <summary>The ring as it lies on disk: JSON, readable by its owner alone. A file of an earlier version, one key in Base64, is key 1.</summary>
internal sealed record RingFile(string Format, string? Wrapped, byte[] Salt, IReadOnlyList<RingFile.Line> Keys, Escrow? Escrow)
{
    private const string Mark = "xianjie-keys-1";
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    internal sealed record Line(byte Number, string Suite, KeyState State, DateTimeOffset Since, DateTimeOffset Changed, byte[] Bytes);

    /// <exception cref="InvalidDataException">Damaged, or sealed with something that was not given.</exception>
    public static (IReadOnlyList<RingKey> Keys, Escrow? Escrow, KeyWrap? Wrap) Read(string path)
    {
        var text = File.ReadAllText(path).Trim();
        if (!text.StartsWith('{'))
            return ([Single(path, text)], null, null);
        try
        {
            var file = JsonSerializer.Deserialize<RingFile>(text, Json);
            if (file is not { Format: Mark } || file.Keys.Count(k => k.State == KeyState.Active) != 1 || file.Keys.Select(k => k.Number).Distinct().Count() != file.Keys.Count)
                throw Damaged(path);
            var wrap = file.Wrapped is { } kind ? KeyWrap.FromEnvironment(kind, file.Salt) : null;
            return ([.. file.Keys.Select(k => Key(path, k, wrap))], file.Escrow, wrap);
        }
        catch (JsonException)
        {
            throw Damaged(path);
        }
    }

    private static RingKey Single(string path, string text)
    {
        var bytes = new byte[RingKey.Size];
        if (!Convert.TryFromBase64String(text, bytes, out var length) || length != RingKey.Size)
            throw Damaged(path);
        var made = new DateTimeOffset(File.GetLastWriteTimeUtc(path));
        return new(1, Suites.CipherSuites.International.Name, KeyState.Active, made, made, bytes);
    }

    private static RingKey Key(string path, Line line, KeyWrap? wrap)
    {
        var bytes = line.State == KeyState.Destroyed ? [] : wrap?.Open(line.Bytes, line.Number, line.Suite) ?? line.Bytes;
        if (line.Number == 0 || (bytes.Length != RingKey.Size && line.State != KeyState.Destroyed))
            throw Damaged(path);
        return new(line.Number, Suites.CipherSuites.Of(line.Suite).Name, line.State, line.Since, line.Changed, bytes);
    }

    private static InvalidDataException Damaged(string path) => new($"密钥文件 {path} 已损坏。请从备份或托管份额恢复密钥文件，不要删除它。");

    /// <summary>Writes aside, then takes the old file's place, so that a crash leaves one of both whole.</summary>
    public static void Write(string path, IReadOnlyList<RingKey> keys, Escrow? escrow, KeyWrap? wrap)
    {
        var lines = keys.Select(k => new Line(k.Number, k.Suite, k.State, k.Since, k.Changed, k.State == KeyState.Destroyed ? [] : wrap?.Close(k) ?? k.Material)).ToList();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var fresh = $"{path}.{Environment.ProcessId}.new";
        File.Delete(fresh);
        using (var file = new FileStream(fresh, Private()))
        {
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new RingFile(Mark, wrap?.Kind, wrap?.Salt ?? [], lines, escrow), Json)));
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: true);
    }

    public static FileStreamOptions Private()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    /// <summary>True where others than the owner may read the file; unknown on Windows, where access lists say it.</summary>
    public static bool IsOpenToOthers(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)) != 0;
}
