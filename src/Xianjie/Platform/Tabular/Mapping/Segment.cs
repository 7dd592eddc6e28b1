using Xianjie.Screening;

namespace Xianjie.Platform.Tabular.Mapping;

/// <summary>A part of a file that brings columns of a fact under titles of its own, as the national export does for 识别 and 消除.</summary>
/// <param name="Name">Value of the fact's key column.</param>
/// <param name="Words">What stands before the column's own title, or above it.</param>
/// <param name="TakesBare">Whether the column's own titles mean this segment too.</param>
/// <param name="TakesRepeated">Whether a title that comes a second time means this segment.</param>
internal sealed record Segment(string Name, IReadOnlyList<string> Words, bool TakesBare = false, bool TakesRepeated = false)
{
    public IReadOnlyList<string> TitlesOf(Column column)
    {
        var own = column.Synonyms.Prepend(column.Name).ToList();
        var prefixed = Words.SelectMany(word => own.Select(title => word + title)).ToList();
        return TakesBare ? [.. own, .. prefixed] : prefixed;
    }
}
