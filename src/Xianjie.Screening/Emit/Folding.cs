using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

/// <summary>
/// Computes what is the same for every household on one day, such as <c>add_months(asof, -parameter(…))</c>, with the engine's own calendar, so that
/// the database sees a plain date and can use an index.
/// </summary>
internal sealed class Folding(DateOnly asOf, IParameterSource parameters)
{
    /// <summary>The whole number or day number of an expression that reads no row; null if it reads one or has no value.</summary>
    public long? Of(Expr expr) => expr.Type.Kind is ValueKind.Int or ValueKind.Date or ValueKind.Month && Value(expr) is { } value && value != ColumnData.Null ? value : null;

    private long? Value(Expr expr) => expr switch
    {
        Literal { Value: long number } => number,
        Literal { Value: DateOnly date } => date.DayNumber,
        AsOf => asOf.DayNumber,
        ParameterRef { Dimension: null, Day: null } x => Parameter(x),
        Negate x => Of(x.Operand) is { } value ? Num.Negate(value) : null,
        ConvertTo x => Of(x.Operand),
        Binary x => Of(x.Left) is { } left && Of(x.Right) is { } right ? Binary(x.Operator, left, right) : null,
        Call { Function: Function.If } x => Condition(x.Arguments[0]) is { } yes ? Of(x.Arguments[yes ? 1 : 2]) : null,
        Call x => Arguments(x) is { } values ? Call(x.Function, values) : null,
        _ => null,
    };

    private long? Parameter(ParameterRef x)
    {
        var parameter = parameters.Get(x.Parameter);
        return parameter.Values.All(v => v.Division.Length == 0) ? parameter.InForce(asOf, "", null) as long? : null;
    }

    private static long? Binary(Arithmetic operation, long left, long right) => operation switch
    {
        Arithmetic.Add => Num.Add(left, right),
        Arithmetic.Subtract => Num.Subtract(left, right),
        Arithmetic.Multiply => Num.Multiply(left, right),
        _ => null,
    };

    private bool? Condition(Expr expr)
    {
        if (expr is not Compare x || Of(x.Left) is not { } left || Of(x.Right) is not { } right) return null;
        return x.Operator switch
        {
            Comparison.Equal => left == right,
            Comparison.NotEqual => left != right,
            Comparison.Less => left < right,
            Comparison.LessOrEqual => left <= right,
            Comparison.Greater => left > right,
            _ => left >= right,
        };
    }

    private long[]? Arguments(Call x)
    {
        var values = x.Arguments.Select(Of).ToList();
        return values.TrueForAll(v => v is not null) ? [.. values.Select(v => v.GetValueOrDefault())] : null;
    }

    private long? Call(Function function, long[] values) => function switch
    {
        Function.Age => Calendar.Age(values[0], values.Length > 1 ? values[1] : asOf.DayNumber),
        Function.DaysBetween => Calendar.DaysBetween(values[0], values[1]),
        Function.MonthsBetween => Calendar.Months(values[0], values[1]),
        Function.AddDays => Calendar.AddDays(values[0], values[1]),
        Function.AddMonths => Calendar.AddMonths(values[0], values[1]),
        Function.Year => Calendar.Year(values[0]),
        Function.Month => Calendar.Month(values[0]),
        Function.MakeDate => Calendar.Make(values[0], values[1], values[2]),
        _ => null,
    };
}
