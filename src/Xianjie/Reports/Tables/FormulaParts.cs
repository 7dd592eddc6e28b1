using Xianjie.Reports.Templates;

namespace Xianjie.Reports.Tables;

/// <summary>The cells that a formula names.</summary>
internal static class FormulaParts
{
    /// <summary>The filled cells that a formula names, in order.</summary>
    public static IReadOnlyList<PlacedCell> Of(PlacedCell cell, IReadOnlyList<PlacedCell> placed)
    {
        var named = new List<PlacedCell>();
        foreach (var token in Tokens(cell.Ask!))
        {
            var cut = token.LastIndexOf('!');
            if (token[0] == '"' || CellRange.Parse(token[(cut + 1)..].Replace("$", string.Empty, StringComparison.Ordinal)) is not { } range)
                continue;
            var sheet = cut < 0 ? cell.Sheet : token[..cut].Trim('\'');
            named.AddRange(placed.Where(c => c.Sheet == sheet && CellName.Parse(c.At) is { } at && at.Row >= range.From.Row && at.Row <= range.To.Row && at.Column >= range.From.Column && at.Column <= range.To.Column));
        }
        return [.. named.Distinct()];
    }

    /// <summary>Whether the formula does nothing but add cells up, so that their rows are its rows.</summary>
    public static bool IsSum(string formula) => Tokens(formula) is [var name, "(", .. var inner, ")"] && name.Equals("SUM", StringComparison.OrdinalIgnoreCase) && inner.TrueForAll(t => t == "," || CellRange.Parse(t.Replace("$", string.Empty, StringComparison.Ordinal)) is not null);

    /// <summary>Nothing of a formula that only Excel understands.</summary>
    private static List<string> Tokens(string formula)
    {
        try
        {
            return FormulaTokens.Of(formula[1..]);
        }
        catch (FormulaException)
        {
            return [];
        }
    }
}
