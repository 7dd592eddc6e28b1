using Xianjie.Platform.Protection;

namespace Xianjie.SocialRelief.Health;

/// <summary>Free words about somebody's health lie sealed: codes tell enough for lists, words tell of one person.</summary>
internal static class HealthWords
{
    public static string? OpenHealth(this Seal seal, byte[]? box) => box is null ? null : seal.Open(box, Sealed.Health);

    /// <summary>The box that holds the words; the one that was there where it holds them already.</summary>
    public static byte[]? CloseHealth(this Seal seal, string? words, byte[]? held = null) =>
        string.IsNullOrWhiteSpace(words) ? null : held is not null && seal.Open(held, Sealed.Health) == words.Trim() ? held : seal.Close(words.Trim(), Sealed.Health);
}
