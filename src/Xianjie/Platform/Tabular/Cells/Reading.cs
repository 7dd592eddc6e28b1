namespace Xianjie.Platform.Tabular.Cells;

/// <summary>What a cell or form field was understood as: a value (null where blank), a refusal with words, or a value with a doubt.</summary>
internal readonly record struct Reading(object? Value, string? Refusal = null, string? Doubt = null)
{
    public static Reading Refuse(string words) => new(null, words);
}
