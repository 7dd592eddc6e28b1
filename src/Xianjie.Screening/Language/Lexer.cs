using System.Globalization;
using System.Text;

namespace Xianjie.Screening.Language;

internal enum TokenKind { Name, QuotedName, Number, Text, Date, Symbol, End }

/// <param name="At">Offset of the first character within the expression.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At, decimal Number = 0, DateOnly Date = default)
{
    public override string ToString() => Kind switch
    {
        TokenKind.End => "表达式结尾",
        TokenKind.Text => $"文字'{Text}'",
        _ => $"“{Text}”",
    };
}

/// <summary>A mistake within one expression; the offset becomes file, line and column where the expression came from.</summary>
internal sealed class ExpressionException(int at, string message) : Exception(message)
{
    public int At { get; } = at;
}

/// <summary>Cuts the text of an expression into tokens.</summary>
internal static class Lexer
{
    private const string Wide = "，。；：（）【】“”‘’＝＞＜＋－＊／！？、　";
    private const string Narrow = ",.;:()[]\"\"''=><+-*/!?, ";

    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r') at++;
            if (at >= text.Length) break;
            var token = Next(text, at, out var end);
            tokens.Add(token);
            at = end;
        }
        tokens.Add(new Token(TokenKind.End, "", text.Length));
        return tokens;
    }

    private static Token Next(string text, int at, out int end)
    {
        var c = text[at];
        if (char.IsAsciiDigit(c)) return NumberOrDate(text, at, out end);
        if (c == '_' || char.IsLetter(c) || char.IsSurrogate(c)) return Name(text, at, out end);
        if (c == '`') return Quoted(text, at, '`', TokenKind.QuotedName, "名称缺少结尾的反引号 `", out end);
        if (c == '\'') return Quoted(text, at, '\'', TokenKind.Text, "文字缺少结尾的单引号 '", out end);
        foreach (var symbol in (string[])["<>", "<=", ">=", "(", ")", "[", "]", ",", ".", "=", "<", ">", "+", "-", "*", "/"])
            if (text.AsSpan(at).StartsWith(symbol, StringComparison.Ordinal))
            {
                end = at + symbol.Length;
                return new Token(TokenKind.Symbol, symbol, at);
            }
        var wide = Wide.IndexOf(c, StringComparison.Ordinal);
        throw new ExpressionException(at, wide >= 0 && wide < Narrow.Length
            ? $"“{c}”是中文标点，请改用英文标点“{Narrow[wide]}”"
            : $"不认识的字符“{c}”；文字用单引号括起，特殊名称用反引号括起");
    }

    private static Token Name(string text, int at, out int end)
    {
        end = at;
        while (end < text.Length && (text[end] == '_' || char.IsLetterOrDigit(text[end]) || char.IsSurrogate(text[end]))) end++;
        return new Token(TokenKind.Name, text[at..end], at);
    }

    private static Token NumberOrDate(string text, int at, out int end)
    {
        if (at + 10 <= text.Length && text[at + 4] == '-' && text[at + 7] == '-' && (at + 10 == text.Length || !char.IsAsciiDigit(text[at + 10])))
        {
            end = at + 10;
            if (DateOnly.TryParseExact(text.AsSpan(at, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
                return new Token(TokenKind.Date, text[at..end], at, Date: date);
            throw new ExpressionException(at, $"没有这个日期：{text[at..end]}");
        }
        end = at;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end + 1 < text.Length && text[end] == '.' && char.IsAsciiDigit(text[end + 1]))
            do end++;
            while (end < text.Length && char.IsAsciiDigit(text[end]));
        if (end < text.Length && (text[end] == '_' || char.IsLetter(text[end])))
            throw new ExpressionException(at, $"数字后面不能紧跟“{text[end]}”；以数字开头的名称用反引号括起");
        if (end - at > 18 || !decimal.TryParse(text.AsSpan(at, end - at), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            throw new ExpressionException(at, "数字太长，最多 17 位");
        return new Token(TokenKind.Number, text[at..end], at, Number: number);
    }

    private static Token Quoted(string text, int at, char mark, TokenKind kind, string missing, out int end)
    {
        var value = new StringBuilder();
        for (end = at + 1; end < text.Length; end++)
        {
            if (text[end] != mark) value.Append(text[end]);
            else if (end + 1 < text.Length && text[end + 1] == mark) value.Append(text[++end]);
            else
            {
                end++;
                return new Token(kind, value.ToString(), at);
            }
        }
        throw new ExpressionException(at, missing);
    }
}
