namespace Xianjie.Monitoring.Letters;

internal static class LetterWords
{
    public static string Of(LetterState state) => state == LetterState.待核对 ? "待核对农户" : state.ToString();

    public static string Tone(LetterState state) => state switch
    {
        LetterState.待核对 => "tag-amber",
        LetterState.已对上 => "tag-green",
        _ => "tag-grey",
    };

    /// <summary>In three groups of four, as it is read out.</summary>
    public static string Receipt(string? receipt) => receipt is { Length: 12 } ? $"{receipt[..4]}-{receipt[4..8]}-{receipt[8..]}" : receipt ?? "—";
}
