namespace Xianjie.Platform.Files.Photos;

/// <summary>
/// A photo without what the camera wrote beside it: place (GPS), time, device, owner, thumbnails, comments. The picture itself is copied
/// bit by bit, never decoded. What is in the file decides its kind, not its name.
/// </summary>
internal sealed record PlainPhoto(string Type, byte[] Content)
{
    public string Ending => Type switch { "image/jpeg" => ".jpg", "image/png" => ".png", _ => ".webp" };

    /// <summary>The kind of picture, or null for anything else.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : head.StartsWith(PlainPng.Signature) ? "image/png"
        : head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8) ? "image/webp" : null;

    /// <summary>The plain photo; null where the bytes are no whole JPEG, PNG or WebP.</summary>
    public static PlainPhoto? Of(ReadOnlySpan<byte> file)
    {
        var type = TypeOf(file);
        var content = type switch { "image/jpeg" => PlainJpeg.Of(file), "image/png" => PlainPng.Of(file), "image/webp" => PlainWebp.Of(file), _ => null };
        return content is null ? null : new PlainPhoto(type!, content);
    }
}
