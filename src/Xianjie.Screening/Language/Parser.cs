namespace Xianjie.Screening.Language;

/// <summary>Pratt parser of expressions. Binding: or &lt; and &lt; not &lt; comparison &lt; + - &lt; * / &lt; unary minus.</summary>
internal sealed class Parser
{
    public const int MaxDepth = 64;
    private const int OrPower = 1, AndPower = 2, NotPower = 3, ComparePower = 4, AddPower = 5, MultiplyPower = 6, MinusPower = 7;

    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "and", "or", "not", "in", "is", "null", "true", "false", "between", "has", "contains", "starts", "ends", "where", "distinct",
    };

    private readonly List<Token> tokens;
    private int position;
    private int depth;

    private Parser(List<Token> tokens) => this.tokens = tokens;

    private Token Current => tokens[position];

    /// <exception cref="ExpressionException">The text is not an expression.</exception>
    public static Syntax Parse(string text)
    {
        var parser = new Parser(Lexer.Read(text));
        var root = parser.Expression(0);
        if (parser.Current.Kind != TokenKind.End) throw parser.Unexpected("运算符或表达式结尾");
        return root;
    }

    private Syntax Expression(int power)
    {
        if (++depth > MaxDepth) throw new ExpressionException(Current.At, $"嵌套超过 {MaxDepth} 层");
        var left = Prefix();
        var chain = 0;
        while (Infix(left, power) is { } longer)
        {
            left = longer;
            if (++chain > 500) throw new ExpressionException(Current.At, "一个式子里连写的运算超过 500 个");
        }
        depth--;
        return left;
    }

    private Syntax Prefix()
    {
        var token = Current;
        position++;
        switch (token.Kind)
        {
            case TokenKind.Number: return new NumberSyntax(token.At, token.Number, token.Text);
            case TokenKind.Text: return new TextSyntax(token.At, token.Text);
            case TokenKind.Date: return new DateSyntax(token.At, token.Date);
            case TokenKind.QuotedName: return Path(token);
            case TokenKind.Name when token.Text == "not": return new UnarySyntax(token.At, "not", Expression(NotPower));
            case TokenKind.Name when token.Text is "true" or "false" or "null": return new KeywordSyntax(token.At, token.Text);
            case TokenKind.Name when !Keywords.Contains(token.Text): return Is("(") ? Call(token) : Path(token);
            case TokenKind.Symbol when token.Text == "-": return new UnarySyntax(token.At, "-", Expression(MinusPower));
            case TokenKind.Symbol when token.Text == "(":
                var inner = Expression(0);
                Expect(")");
                return inner;
        }
        position--;
        throw Unexpected("列名、数字、'文字'、日期、函数或“(”");
    }

    private NameSyntax Path(Token first)
    {
        if (!Take(".")) return new NameSyntax(first.At, first.Text);
        var second = Current;
        if (second.Kind is not (TokenKind.Name or TokenKind.QuotedName)) throw Unexpected("列名");
        position++;
        return new NameSyntax(first.At, first.Text, second.Text);
    }

    private CallSyntax Call(Token name)
    {
        Expect("(");
        var distinct = Take("distinct");
        var arguments = new List<Syntax>();
        Syntax? where = null;
        var ofPerson = false;
        if (!Is(")"))
        {
            do arguments.Add(Expression(0));
            while (Take(","));
            if (Take("of"))
            {
                Expect("person");
                ofPerson = true;
            }
            if (Take("where")) where = Expression(0);
        }
        Expect(")");
        return new CallSyntax(name.At, name.Text, arguments, distinct, ofPerson, where);
    }

    private Syntax? Infix(Syntax left, int power)
    {
        var token = Current;
        if (token.Kind == TokenKind.Symbol)
        {
            return token.Text switch
            {
                "+" or "-" => Binary(left, token, AddPower, power),
                "*" or "/" => Binary(left, token, MultiplyPower, power),
                "=" or "<>" or "<" or "<=" or ">" or ">=" => Binary(left, token, ComparePower, power),
                _ => null,
            };
        }
        if (token.Kind != TokenKind.Name) return null;
        return token.Text switch
        {
            "or" => Binary(left, token, OrPower, power),
            "and" => Binary(left, token, AndPower, power),
            "has" or "contains" => Binary(left, token, ComparePower, power),
            "in" or "not" or "is" or "between" or "starts" or "ends" when power < ComparePower => Condition(left, token),
            _ => null,
        };
    }

    private BinarySyntax? Binary(Syntax left, Token token, int own, int power)
    {
        if (own <= power) return null;
        position++;
        return new BinarySyntax(token.At, token.Text, left, Expression(own));
    }

    private Syntax Condition(Syntax left, Token token)
    {
        position++;
        switch (token.Text)
        {
            case "is":
                var isNot = Take("not");
                Expect("null");
                var isNull = new IsNullSyntax(token.At, left);
                return isNot ? new UnarySyntax(token.At, "not", isNull) : isNull;
            case "between":
                var low = Expression(ComparePower);
                Expect("and");
                return new BetweenSyntax(token.At, left, low, Expression(ComparePower));
            case "starts" or "ends":
                Expect("with");
                return new BinarySyntax(token.At, token.Text, left, Expression(ComparePower));
            case "not":
                if (Is("in") || Is("between") || Is("contains") || Is("has") || Is("starts") || Is("ends"))
                    return new UnarySyntax(token.At, "not", Infix(left, 0)!);
                throw Unexpected("in、between、contains、has、starts with、ends with");
            default:
                return Membership(left, token);
        }
    }

    private Syntax Membership(Syntax left, Token token)
    {
        if (Take("this")) return new WindowSyntax(token.At, left, WindowKind.This, Unit(false), null);
        if (Take("last"))
        {
            if (Current.Kind == TokenKind.Name && Current.Text is "month" or "quarter" or "year")
                return new WindowSyntax(token.At, left, WindowKind.Previous, Unit(false), null);
            var amount = Expression(AddPower);
            return new WindowSyntax(token.At, left, WindowKind.Last, Unit(true), amount);
        }
        if (!Is("[")) throw Unexpected("[值, …]、this month/quarter/year、last N days/months/years 或 last month/quarter/year");
        Expect("[");
        var choices = new List<Syntax>();
        do choices.Add(Expression(0));
        while (Take(","));
        Expect("]");
        return new InSyntax(token.At, left, choices);
    }

    private DateUnit Unit(bool counted)
    {
        var token = Current;
        position++;
        return token.Text switch
        {
            "day" or "days" when counted => DateUnit.Day,
            "month" => DateUnit.Month,
            "months" when counted => DateUnit.Month,
            "quarter" when !counted => DateUnit.Quarter,
            "year" => DateUnit.Year,
            "years" when counted => DateUnit.Year,
            _ => throw new ExpressionException(token.At, $"此处应为 {(counted ? "days、months 或 years" : "month、quarter 或 year")}，现为{token}"),
        };
    }

    private bool Is(string text) => Current.Kind is TokenKind.Symbol or TokenKind.Name && Current.Text == text;

    private bool Take(string text)
    {
        if (!Is(text)) return false;
        position++;
        return true;
    }

    private void Expect(string text)
    {
        if (!Take(text)) throw Unexpected($"“{text}”");
    }

    private ExpressionException Unexpected(string allowed) => new(Current.At, $"此处应为{allowed}，现为{Current}");
}
