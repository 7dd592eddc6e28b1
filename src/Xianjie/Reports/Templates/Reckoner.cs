using System.Globalization;

namespace Xianjie.Reports.Templates;

/// <summary>A formula that can't be reckoned here: a function that is not known, or an error of Excel's kind such as #DIV/0!.</summary>
internal sealed class FormulaException(string message, bool isError) : Exception(message)
{
    /// <summary>An error that Excel would show too, so that IFERROR takes it.</summary>
    public bool IsError { get; } = isError;
}

/// <summary>Reckons the formulas that tables use, so that whoever looks without Excel sees values too. Values are decimals, texts, truth values or nothing.</summary>
internal sealed class Reckoner(Func<string?, CellName, object?> cell)
{
    private const int MostDeep = 60;
    private List<string> tokens = [];
    private int at, depth;

    /// <param name="formula">Without the equals sign.</param>
    public object? Of(string formula)
    {
        (tokens, at, depth) = (FormulaTokens.Of(formula), 0, 0);
        var value = Compare();
        return at == tokens.Count ? value : throw Unknown();
    }

    private string? Now => at < tokens.Count ? tokens[at] : null;

    private FormulaException Unknown() => new($"公式里的“{Now ?? "结尾"}”不认识", false);

    private bool Take(string sign)
    {
        if (Now != sign)
            return false;
        at++;
        return true;
    }

    private object? Compare()
    {
        if (++depth > MostDeep)
            throw new FormulaException("公式的括号太多", false);
        var left = Text();
        while (Now is "=" or "<>" or "<" or ">" or "<=" or ">=")
        {
            var sign = tokens[at++];
            var order = Order(left, Text());
            left = sign switch { "=" => order == 0, "<>" => order != 0, "<" => order < 0, ">" => order > 0, "<=" => order <= 0, _ => order >= 0 };
        }
        depth--;
        return left;
    }

    private static int Order(object? a, object? b) => a is string || b is string ? string.Compare(Words(a), Words(b), StringComparison.OrdinalIgnoreCase) : Number(a).CompareTo(Number(b));

    private object? Text()
    {
        var left = Sum();
        while (Take("&"))
            left = Words(left) + Words(Sum());
        return left;
    }

    private object? Sum()
    {
        var left = Product();
        while (Now is "+" or "-")
            left = tokens[at++] == "+" ? Number(left) + Number(Product()) : Number(left) - Number(Product());
        return left;
    }

    private object? Product()
    {
        var left = Signed();
        while (Now is "*" or "/")
            left = tokens[at++] == "*" ? Number(left) * Number(Signed()) : Number(left) / (Number(Signed()) is not 0m and var under ? under : throw new FormulaException("#DIV/0!", true));
        return left;
    }

    private object? Signed()
    {
        if (Take("-"))
            return -Number(Signed());
        if (Take("+"))
            return Signed();
        var value = One();
        while (Take("%"))
            value = Number(value) / 100;
        return value;
    }

    private object? One()
    {
        if (Take("("))
        {
            var inner = Compare();
            return Take(")") ? inner : throw Unknown();
        }
        var token = Now ?? throw Unknown();
        at++;
        if (token[0] == '"')
            return token[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal);
        if (decimal.TryParse(token, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number))
            return number;
        if (Now == "(")
            return Call(token.ToUpperInvariant());
        if (token is "TRUE" or "FALSE")
            return token == "TRUE";
        var values = Cells(token);
        return values.Count == 1 ? values[0] : throw new FormulaException("#VALUE!", true);
    }

    /// <summary>The values of a cell or a range, sheet and all.</summary>
    private List<object?> Cells(string token)
    {
        var cut = token.LastIndexOf('!');
        var sheet = cut < 0 ? null : token[..cut].Trim('\'').Replace("''", "'", StringComparison.Ordinal);
        if (CellRange.Parse(token[(cut + 1)..].Replace("$", string.Empty, StringComparison.Ordinal)) is not { } range || (range.To.Row - range.From.Row + 1L) * (range.To.Column - range.From.Column + 1) > 100_000)
            throw new FormulaException($"公式里的“{token}”不认识", false);
        var values = new List<object?>();
        for (var row = range.From.Row; row <= range.To.Row; row++)
            for (var column = range.From.Column; column <= range.To.Column; column++)
                values.Add(cell(sheet, new(column, row)));
        return values;
    }

    private object? Call(string name)
    {
        at++;
        if (name is "IF" or "IFERROR")
            return Choose(name);
        var arguments = new List<List<object?>>();
        while (!Take(")"))
        {
            arguments.Add(IsRange() ? Cells(tokens[at++]) : [Compare()]);
            if (!Take(",") && Now != ")")
                throw Unknown();
        }
        return FormulaFunctions.Call(name, arguments);
    }

    private bool IsRange() => Now is { } token && at + 1 < tokens.Count && tokens[at + 1] is "," or ")" && CellRange.Parse(Now[(Now.LastIndexOf('!') + 1)..].Replace("$", string.Empty, StringComparison.Ordinal)) is not null;

    private object? Choose(string name)
    {
        var parts = new List<int>();
        var depth = 0;
        var start = at;
        for (; at < tokens.Count && !(depth == 0 && tokens[at] == ")"); at++)
        {
            depth += tokens[at] == "(" ? 1 : tokens[at] == ")" ? -1 : 0;
            if (depth == 0 && tokens[at] == ",")
                parts.Add(at);
        }
        var end = at++;
        int[] bounds = [start - 1, .. parts, end];
        if (end >= tokens.Count || bounds.Length < 3 || bounds.Length > (name == "IF" ? 4 : 3))
            throw Unknown();
        try
        {
            var first = Part(bounds, 0);
            return name == "IFERROR" ? first : Truth(first) ? Part(bounds, 1) : bounds.Length > 3 ? Part(bounds, 2) : false;
        }
        catch (FormulaException error) when (name == "IFERROR" && error.IsError)
        {
            return Part(bounds, 1);
        }
    }

    private object? Part(int[] bounds, int number)
    {
        var part = new Reckoner(cell) { depth = depth, tokens = tokens[(bounds[number] + 1)..bounds[number + 1]] };
        var value = part.Compare();
        return part.at == part.tokens.Count ? value : throw part.Unknown();
    }

    public static bool Truth(object? value) => value is bool flag ? flag : Number(value) != 0;

    public static decimal Number(object? value) => value switch
    {
        null => 0,
        decimal number => number,
        bool flag => flag ? 1 : 0,
        string { Length: 0 } => throw new FormulaException("#VALUE!", true),
        string text => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : throw new FormulaException("#VALUE!", true),
        _ => throw new FormulaException("#VALUE!", true),
    };

    public static string Words(object? value) => value switch { null => string.Empty, bool flag => flag ? "TRUE" : "FALSE", decimal number => number.ToString("0.###############", CultureInfo.InvariantCulture), _ => (string)value };
}
