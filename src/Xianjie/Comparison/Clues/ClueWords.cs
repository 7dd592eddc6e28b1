namespace Xianjie.Comparison.Clues;

internal static class ClueWords
{
    public static string Tone(ClueState state) => state switch
    {
        ClueState.属实 => "tag-red",
        ClueState.不属实 or ClueState.已知 or ClueState.已撤回 => "tag-grey",
        ClueState.核查中 => "tag-blue",
        _ => "tag-amber",
    };
}
