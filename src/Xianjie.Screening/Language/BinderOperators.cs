using System.Text.RegularExpressions;

namespace Xianjie.Screening.Language;

internal sealed partial class Binder
{
    private Expr Minus(UnarySyntax syntax)
    {
        var operand = Bind(syntax.Operand);
        if (!operand.Type.IsNumber) throw new ExpressionException(syntax.At, $"负号后面应是数，现为{operand.Type}");
        return operand is Literal literal
            ? literal with { Value = literal.Value is long whole ? (object)-whole : -(decimal)literal.Value! }
            : new Negate(operand);
    }

    private Expr BindBinary(BinarySyntax x) => x.Operator switch
    {
        "and" or "or" => new Logic(x.Operator == "and", Condition(x.Left, $"{x.Operator} 左边"), Condition(x.Right, $"{x.Operator} 右边")),
        "+" or "-" or "*" or "/" => BindArithmetic(x),
        "has" => BindHas(x),
        "contains" => Match(x, TextMatchKind.Contains),
        "starts" => Match(x, TextMatchKind.StartsWith),
        "ends" => Match(x, TextMatchKind.EndsWith),
        _ => BindCompare(x),
    };

    private Compare BindCompare(BinarySyntax x)
    {
        var (left, right) = Pair(x.Left, x.Right, x.At);
        var comparison = x.Operator switch
        {
            "=" => Comparison.Equal,
            "<>" => Comparison.NotEqual,
            "<" => Comparison.Less,
            "<=" => Comparison.LessOrEqual,
            ">" => Comparison.Greater,
            _ => Comparison.GreaterOrEqual,
        };
        Comparable(left.Type, comparison is Comparison.Equal or Comparison.NotEqual, x.At);
        return new Compare(comparison, left, right);
    }

    private static void Comparable(ExprType type, bool equalityOnly, int at)
    {
        if (type.Kind == ValueKind.Codes) throw new ExpressionException(at, "多值代码要用“has 值”，不能用比较");
        if (!equalityOnly && type.Kind is ValueKind.Bool or ValueKind.Text or ValueKind.Id)
            throw new ExpressionException(at, $"{type}不能比大小，只能用 = 和 <>");
    }

    /// <summary>Binds two sides so that both have one type; a bare name beside a code column is a code value.</summary>
    private (Expr Left, Expr Right) Pair(Syntax leftSyntax, Syntax rightSyntax, int at)
    {
        Expr left, right;
        if (leftSyntax is NameSyntax { Second: null } name && TryName(name) is null)
        {
            if (rightSyntax is NameSyntax other && TryName(other) is null) throw new ExpressionException(name.At, UnknownName(name));
            right = Bind(rightSyntax);
            left = Against(leftSyntax, right.Type);
        }
        else
        {
            left = Bind(leftSyntax);
            right = Against(rightSyntax, left.Type);
            if (left is Literal { Type.Kind: ValueKind.Text } && right.Type.Kind == ValueKind.Code) left = Against(leftSyntax, right.Type);
        }
        return Unify(left, right) ?? throw new ExpressionException(at, $"{left.Type}和{right.Type}不能相比");
    }

    private Expr Against(Syntax syntax, ExprType expected)
    {
        if (expected.Codes is not { } list) return Bind(syntax);
        var word = syntax switch { NameSyntax { Second: null } n => n.First, TextSyntax t => t.Value, NumberSyntax n => n.Text, _ => null };
        if (word is null) return Bind(syntax);
        if (list.NumberOf(word) is > 0 and var number) return new Literal(new ExprType(ValueKind.Code, list), (long)number);
        if (syntax is NameSyntax name && TryName(name) is { } bound) return bound;
        throw new ExpressionException(syntax.At, $"代码表“{list}”没有“{word}”，可用：{string.Join("、", list.Values)}");
    }

    /// <summary>Both sides converted to one type; null if they do not fit.</summary>
    private static (Expr Left, Expr Right)? Unify(Expr left, Expr right)
    {
        if (left.Type.Kind == ValueKind.Null) return right.Type.Kind == ValueKind.Null ? null : (new Literal(right.Type, null), right);
        if (right.Type.Kind == ValueKind.Null) return (left, new Literal(left.Type, null));
        if (left.Type.Kind == right.Type.Kind)
            return left.Type.Codes is { } a && right.Type.Codes is { } b && a != b ? null : (left, right);
        foreach (var target in new[] { left.Type, right.Type, ExprType.Decimal })
            if (Coerce(left, target) is { } l && Coerce(right, target) is { } r)
                return (l, r);
        return null;
    }

    /// <summary>The expression as another type, if nothing can be lost; null otherwise.</summary>
    private static Expr? Coerce(Expr value, ExprType target)
    {
        if (value.Type == target) return value;
        if (value.Type.Kind == ValueKind.Null) return new Literal(target, null);
        if (value is Literal { Value: decimal number } && target.Kind == ValueKind.Money && Math.Abs(number) < 1e13m && decimal.Truncate(number * 100) == number * 100)
            return new Literal(target, (long)(number * 100));
        return (value.Type.Kind, target.Kind) switch
        {
            (ValueKind.Int, ValueKind.Money) => value is Literal { Value: long whole } && Math.Abs(whole) < 10_000_000_000_000
                ? new Literal(target, whole * 100) : new ConvertTo(target, value),
            (ValueKind.Int, ValueKind.Decimal) => value is Literal { Value: long n } ? new Literal(target, (decimal)n) : new ConvertTo(target, value),
            (ValueKind.Money, ValueKind.Decimal) => value is Literal { Value: long cents } ? new Literal(target, cents / 100m) : new ConvertTo(target, value),
            (ValueKind.Month, ValueKind.Date) => new ConvertTo(target, value),
            _ => null,
        };
    }

    private Binary BindArithmetic(BinarySyntax x)
    {
        var (left, right) = (Bind(x.Left), Bind(x.Right));
        foreach (var side in new[] { left, right })
            if (!side.Type.IsNumber && side.Type.Kind != ValueKind.Null)
                throw new ExpressionException(x.At, $"“{x.Operator}”只能用于数，现为{side.Type}{(side.Type.IsDate ? "；日期请用 add_days()、add_months()、days_between()" : "")}");
        var kinds = (left.Type.Kind, right.Type.Kind);
        switch (x.Operator)
        {
            case "*" when kinds == (ValueKind.Int, ValueKind.Int): return new Binary(ExprType.Int, Arithmetic.Multiply, left, right);
            case "*" when kinds == (ValueKind.Money, ValueKind.Int): return new Binary(ExprType.Money, Arithmetic.Multiply, left, right);
            case "*" when kinds == (ValueKind.Int, ValueKind.Money): return new Binary(ExprType.Money, Arithmetic.Multiply, right, left);
            case "*" when kinds == (ValueKind.Money, ValueKind.Money): throw new ExpressionException(x.At, "金额不能乘以金额");
            case "*" or "/":
                return new Binary(ExprType.Decimal, x.Operator == "*" ? Arithmetic.Multiply : Arithmetic.Divide,
                    Coerce(left, ExprType.Decimal)!, Coerce(right, ExprType.Decimal)!);
        }
        var (l, r) = Unify(left, right) ?? throw new ExpressionException(x.At, $"{left.Type}和{right.Type}不能相加减");
        return new Binary(l.Type, x.Operator == "+" ? Arithmetic.Add : Arithmetic.Subtract, l, r);
    }

    private HasCode BindHas(BinarySyntax x)
    {
        var codes = Bind(x.Left);
        if (codes.Type.Kind != ValueKind.Codes) throw new ExpressionException(x.At, $"has 左边应是多值代码，现为{codes.Type}");
        return Against(x.Right, codes.Type) is Literal { Value: long number } ? new HasCode(codes, (int)number)
            : throw new ExpressionException(x.Right.At, $"has 右边应是代码值，可用：{string.Join("、", codes.Type.Codes!.Values)}");
    }

    private TextMatch Match(BinarySyntax x, TextMatchKind kind)
    {
        var (text, wanted) = (Bind(x.Left), Bind(x.Right));
        if (text.Type.Kind != ValueKind.Text || wanted.Type.Kind != ValueKind.Text)
            throw new ExpressionException(x.At, $"contains、starts with、ends with 两边应是文字，现为{text.Type}和{wanted.Type}");
        return new TextMatch(kind, text, wanted);
    }

    private TextMatch BindPattern(CallSyntax x)
    {
        if (x.Arguments is not [var textSyntax, TextSyntax pattern]) throw new ExpressionException(x.At, "matches 应写成 matches(文字, '模式')");
        var text = Bind(textSyntax);
        if (text.Type.Kind != ValueKind.Text) throw new ExpressionException(textSyntax.At, $"matches 的第一项应是文字，现为{text.Type}");
        if (Pattern.Check(pattern.Value) is { } reason) throw new ExpressionException(pattern.At, $"模式'{pattern.Value}'有误：{reason}");
        return new TextMatch(TextMatchKind.Pattern, text, new Literal(ExprType.Text, pattern.Value));
    }

    private Expr BindBetween(BetweenSyntax x)
    {
        var (low, value) = Pair(x.Low, x.Value, x.At);
        var (upper, high) = Pair(x.Value, x.High, x.At);
        Comparable(value.Type, false, x.At);
        return new Logic(true, new Compare(Comparison.GreaterOrEqual, value, low), new Compare(Comparison.LessOrEqual, upper, high));
    }

    private InList BindIn(InSyntax x)
    {
        var value = Bind(x.Value);
        Comparable(value.Type, true, x.At);
        var choices = x.Choices.Select(c => Against(c, value.Type)).ToList();
        for (var i = 0; i < choices.Count; i++)
        {
            var (v, c) = Unify(value, choices[i]) ?? throw new ExpressionException(x.Choices[i].At, $"{value.Type}和{choices[i].Type}不能相比");
            (value, choices[i]) = (v, c);
        }
        return new InList(value, [.. choices.Select(c => Coerce(c, value.Type)!)]);
    }

    private InWindow BindWindow(WindowSyntax x)
    {
        var date = Bind(x.Value);
        if (!date.Type.IsDate) throw new ExpressionException(x.At, $"时间窗口只能用于日期或月份，现为{date.Type}");
        var amount = x.Amount is null ? null : Bind(x.Amount);
        if (amount is not null && amount.Type.Kind != ValueKind.Int) throw new ExpressionException(x.Amount!.At, $"last 后面应是整数，现为{amount.Type}");
        if (amount is Literal { Value: long n } && n is < 1 or > 36600) throw new ExpressionException(x.Amount!.At, "last 后面应是 1 到 36600");
        return new InWindow(date, x.Kind, x.Unit, amount);
    }
}

/// <summary>Patterns of <c>matches</c>: checked when a rule is loaded, and matched in time linear in the text.</summary>
internal static partial class Pattern
{
    public const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Why a pattern is refused; null if it is good.</summary>
    public static string? Check(string pattern)
    {
        if (pattern.Length > 200) return "超过 200 个字符";
        long states = pattern.Length;
        foreach (Match count in Count().Matches(pattern))
            states *= Math.Clamp(int.TryParse(count.Groups[1].ValueSpan, out var n) ? n : int.MaxValue, 1, 1_000_000);
        if (states > 100_000) return "重复次数太多";
        try
        {
            _ = new Regex(pattern, Options).IsMatch("");
            return null;
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            return refused is NotSupportedException ? "不支持反向引用和前后断言" : "写法不完整或括号不配对";
        }
    }

    [GeneratedRegex(@"(\d+)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Count();
}
