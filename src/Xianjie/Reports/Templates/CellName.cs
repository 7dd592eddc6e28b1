using System.Globalization;
using System.Text.RegularExpressions;
using Xianjie.Platform.Tabular;

namespace Xianjie.Reports.Templates;

/// <summary>A cell: column from 0, row from 1, as Excel names it.</summary>
internal readonly partial record struct CellName(int Column, int Row)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NumberText.ColumnLetters(Column)}{Row}");

    public static CellName? Parse(string? text) => text is not null && Pattern().Match(text) is { Success: true } match && int.TryParse(match.Groups[2].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var row)
        ? new(ColumnOf(match.Groups[1].ValueSpan), row) : null;

    public static int ColumnOf(ReadOnlySpan<char> letters)
    {
        var column = 0;
        foreach (var letter in letters)
            column = (column * 26) + char.ToUpperInvariant(letter) - 'A' + 1;
        return column - 1;
    }

    [GeneratedRegex(@"^\$?([A-Za-z]{1,3})\$?([0-9]{1,7})$", RegexOptions.None, 1000)]
    private static partial Regex Pattern();
}

/// <summary>A rectangle of cells, both ends included.</summary>
internal readonly record struct CellRange(CellName From, CellName To)
{
    public override string ToString() => From == To ? From.ToString() : $"{From}:{To}";

    public static CellRange? Parse(string text) => text.Split(':') is [var from, var to] ? CellName.Parse(from) is { } a && CellName.Parse(to) is { } b ? new(a, b) : null : CellName.Parse(text) is { } one ? new(one, one) : null;
}
