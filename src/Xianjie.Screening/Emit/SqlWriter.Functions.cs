using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

internal sealed partial class SqlWriter
{
    private string Arithmetic(Binary x)
    {
        if (x.Operator == Language.Arithmetic.Divide) return dialect.Divide(Write(x.Left), Write(x.Right));
        if (x.Operator == Language.Arithmetic.Multiply) return $"({Write(x.Left)} * {Write(x.Right)})";
        var (left, right) = SameScale(x.Left, x.Right);
        return $"({left} {(x.Operator == Language.Arithmetic.Add ? "+" : "-")} {right})";
    }

    private string Converted(ConvertTo x)
    {
        var text = Write(x.Operand);
        return (x.Operand.Type.Kind, x.Type.Kind) switch
        {
            (ValueKind.Int, ValueKind.Money) => $"({text} * 100)",
            (ValueKind.Money, ValueKind.Decimal) => dialect.MoneyToDecimal(text),
            _ => text,
        };
    }

    private string Function(Call x)
    {
        string Argument(int i) => Write(x.Arguments[i]);
        return x.Function switch
        {
            Language.Function.Age => WholeYears(Argument(0), x.Arguments.Count > 1 ? Argument(1) : dialect.Literal(asOf)),
            Language.Function.DaysBetween => dialect.DaysBetween(Argument(0), Argument(1)),
            Language.Function.MonthsBetween => WholeMonths(Argument(0), Argument(1)),
            Language.Function.AddDays => dialect.AddDays(Argument(0), Argument(1)),
            Language.Function.AddMonths => dialect.AddMonths(Argument(0), Argument(1)),
            Language.Function.Year => dialect.Year(Argument(0)),
            Language.Function.Month => dialect.Month(Argument(0)),
            Language.Function.MakeDate => dialect.MakeDate(Argument(0), Argument(1), Argument(2)),
            Language.Function.Length => $"length({Argument(0)})",
            Language.Function.Coalesce => $"coalesce({Several(x.Arguments)})",
            Language.Function.If => Conditional(x),
            Language.Function.Min2 or Language.Function.Max2 => Extreme(x),
            Language.Function.Abs => $"abs({Argument(0)})",
            Language.Function.Round => dialect.Round(Argument(0), PlacesOf(x), x.Arguments.Count > 1 ? Argument(1) : "0"),
            Language.Function.Floor => dialect.Floor(Argument(0), PlacesOf(x)),
            Language.Function.BirthDate => dialect.MakeDate(Part(Argument(0), 7, 4), Part(Argument(0), 11, 2), Part(Argument(0), 13, 2)),
            Language.Function.Sex => $"(case {Part(Argument(0), 17, 1)} % 2 when 1 then '男' when 0 then '女' end)",
            _ => throw new InvalidOperationException(x.ToString()),
        };
    }

    private int PlacesOf(Call x) => dialect.IsFixedPoint ? scale.Of(x.Arguments[0]) : 0;

    private static string Part(string id, int from, int length) => $"cast(substr({id}, {from}, {length}) as integer)";

    private string Several(IEnumerable<Expr> values)
    {
        var list = values.ToList();
        var wanted = Widest(list);
        return string.Join(", ", list.Select(v => AtScale(v, wanted)));
    }

    private string Conditional(Call x)
    {
        var (yes, no) = SameScale(x.Arguments[1], x.Arguments[2]);
        return $"(case when {Write(x.Arguments[0])} then {yes} else {no} end)";
    }

    private string Extreme(Call x)
    {
        var (left, right) = SameScale(x.Arguments[0], x.Arguments[1]);
        return dialect.SmallMax(left, right, x.Function == Language.Function.Max2);
    }

    // Born on 29 February: a year older on 1 March in common years, which comparing month and day gives by itself.
    private string WholeYears(string from, string to)
    {
        string MonthDay(string date) => $"({dialect.Month(date)} * 100 + {dialect.Day(date)})";
        return Whole(from, to, $"({dialect.Year(to)} - {dialect.Year(from)})", MonthDay);
    }

    private string WholeMonths(string from, string to) =>
        Whole(from, to, $"(({dialect.Year(to)} - {dialect.Year(from)}) * 12 + {dialect.Month(to)} - {dialect.Month(from)})", dialect.Day);

    private static string Whole(string from, string to, string units, Func<string, string> rest) =>
        $"(case when {to} >= {from} then {units} - (case when {rest(to)} < {rest(from)} then 1 else 0 end) "
        + $"when {to} < {from} then {units} + (case when {rest(to)} > {rest(from)} then 1 else 0 end) end)";
}
