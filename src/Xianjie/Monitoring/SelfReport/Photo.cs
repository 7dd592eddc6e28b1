namespace Xianjie.Monitoring.SelfReport;

/// <summary>A picture that a villager may add; what is in the file decides, not its name.</summary>
internal static class Photo
{
    public const long Limit = 10 << 20;

    public static string? TypeOf(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]) ? "image/png"
        : head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? "image/webp"
        : head.Length >= 12 && head[4..].StartsWith("ftyphei"u8) ? "image/heic" : null;

    public static string Ending(string type) => type switch { "image/jpeg" => ".jpg", "image/png" => ".png", "image/webp" => ".webp", _ => ".heic" };
}
