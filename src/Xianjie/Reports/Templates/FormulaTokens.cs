using System.Text.RegularExpressions;

namespace Xianjie.Reports.Templates;

/// <summary>A formula cut into numbers, texts, cells, ranges, names and signs.</summary>
internal static partial class FormulaTokens
{
    private const int Most = 2000;

    public static List<string> Of(string formula)
    {
        var tokens = new List<string>();
        for (var at = 0; at < formula.Length;)
        {
            if (char.IsWhiteSpace(formula[at]))
            {
                at++;
                continue;
            }
            var match = Token().Match(formula, at);
            if (!match.Success || match.Index != at || tokens.Count > Most)
                throw new FormulaException($"公式里的“{formula[at..Math.Min(formula.Length, at + 10)]}”不认识", false);
            tokens.Add(match.Value);
            at += match.Length;
        }
        return tokens;
    }

    [GeneratedRegex("""\G(?:\"(?:[^\"]|\"\")*\"|(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Za-z]{1,3}\$?[0-9]{1,7}(?![\w.(])(?::\$?[A-Za-z]{1,3}\$?[0-9]{1,7})?|[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+|[\w.]+|<>|<=|>=|[-+*/&%(),=<>])""", RegexOptions.None, 1000)]
    private static partial Regex Token();
}

/// <summary>The functions that tables use.</summary>
internal static class FormulaFunctions
{
    public static object? Call(string name, List<List<object?>> arguments)
    {
        var numbers = arguments.SelectMany(a => a).OfType<decimal>().ToList();
        object? One(int number) => number < arguments.Count && arguments[number].Count == 1 ? arguments[number][0] : throw new FormulaException("#VALUE!", true);
        return name switch
        {
            "SUM" => numbers.Sum(),
            "AVERAGE" => numbers.Count == 0 ? throw new FormulaException("#DIV/0!", true) : numbers.Average(),
            "MAX" => numbers.Count == 0 ? 0m : numbers.Max(),
            "MIN" => numbers.Count == 0 ? 0m : numbers.Min(),
            "COUNT" => (decimal)numbers.Count,
            "COUNTA" => (decimal)arguments.SelectMany(a => a).Count(v => v is not null),
            "ABS" => Math.Abs(Reckoner.Number(One(0))),
            "INT" => Math.Floor(Reckoner.Number(One(0))),
            "ROUND" => Round(Reckoner.Number(One(0)), (int)Reckoner.Number(One(1))),
            "AND" => arguments.SelectMany(a => a).All(Reckoner.Truth),
            "OR" => arguments.SelectMany(a => a).Any(Reckoner.Truth),
            "NOT" => !Reckoner.Truth(One(0)),
            "TEXT" or "TODAY" or "NOW" => throw new FormulaException($"函数 {name} 由 Excel 计算", false),
            _ => throw new FormulaException($"函数 {name} 由 Excel 计算", false),
        };
    }

    /// <summary>As Excel rounds: half away from nought, digits may be negative.</summary>
    private static decimal Round(decimal value, int digits)
    {
        if (digits >= 0)
            return Math.Round(value, Math.Min(digits, 15), MidpointRounding.AwayFromZero);
        var step = (decimal)Math.Pow(10, Math.Min(-digits, 15));
        return Math.Round(value / step, MidpointRounding.AwayFromZero) * step;
    }
}
