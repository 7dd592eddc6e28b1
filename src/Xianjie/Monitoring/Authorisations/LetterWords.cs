namespace Xianjie.Monitoring.Authorisations;

/// <summary>How the state of a letter is said.</summary>
internal static class LetterWords
{
    public static (string Words, string Tone) State(Authorisation letter, DateOnly today) =>
        letter.RevokedOn is { } off ? ($"{off:yyyy-MM-dd} 撤回", "tag-red")
        : letter.ValidUntil < today ? ("已过期", "tag-amber")
        : letter.SignedOn > today ? ("未生效", "tag-grey") : ("有效", "tag-green");
}
