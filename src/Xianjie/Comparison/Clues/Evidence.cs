using System.Text;
using System.Text.Json;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Protection;
using Xianjie.Screening;

namespace Xianjie.Comparison.Clues;

/// <summary>A hit as a person may read it: opened, with numbers of persons masked.</summary>
internal sealed record ShownHit(ClueHit Hit, string RuleTitle, HitContent Content)
{
    /// <summary>False where a person said it.</summary>
    public bool IsOfRule => Hit.RunId != Guid.Empty;
}

internal sealed class Evidence(RuleBook book, Seal seal)
{
    public ShownHit Open(ClueHit hit) => new(hit, book.Rules[hit.RuleId]?.Title ?? hit.RuleId, Open(hit.ContentSealed));

    /// <summary>The content of a finding, with numbers of persons masked.</summary>
    public HitContent Open(byte[] contentSealed)
    {
        var content = JsonSerializer.Deserialize<HitContent>(Encoding.UTF8.GetString(seal.OpenBytes(contentSealed, Sealed.File)), ChangeJson.Options)!;
        var fact = book.Catalogue[content.Source];
        var masked = content.Columns.Select(c => fact?[c] is { Class: ColumnClass.Personal } column && column.English != "name").ToList();
        return content with { Rows = [.. content.Rows.Select(r => (IReadOnlyList<string>)[.. r.Select((cell, i) => i < masked.Count && masked[i] ? Mask(cell) : cell)])] };
    }

    private static string Mask(string text) => text.Length switch
    {
        0 => text,
        <= 4 => text[..1] + new string('*', text.Length - 1),
        <= 8 => text[..2] + new string('*', text.Length - 2),
        _ => $"{text[..3]}{new string('*', text.Length - 7)}{text[^4..]}",
    };
}
