using System.Linq.Expressions;
using Xianjie.Screening.Language;
using E = System.Linq.Expressions.Expression;

namespace Xianjie.Screening;

/// <summary>Writes expressions of the language as LINQ expression trees. Values are long (null: the least long; bool 0 and 1), decimal? or
/// string; a condition is written as "is true" or "is false" directly, so that null never has to be carried through and / or.</summary>
internal sealed partial class Emitter(Rule rule, FrameLayout layout)
{
    private static readonly E Null = E.Constant(ColumnData.Null), One = E.Constant(1L), Zero = E.Constant(0L);
    private static readonly E NullDecimal = E.Constant(null, typeof(decimal?)), NullText = E.Constant(null, typeof(string));

    private readonly ParameterExpression frame = E.Parameter(typeof(EvalFrame), "frame");
    private readonly Dictionary<(string, int), ParameterExpression> hoisted = [];
    private bool hoisting;

    private E? household, row, subRow, person, low, high;
    private FactTable? sub;
    private E[] measures = [];

    private enum Mode { True, False, Tri }

    private E True(Expr e) => Condition(e, Mode.True);

    private E Value(Expr e)
    {
        if (e.Type.Kind == ValueKind.Bool) return Condition(e, Mode.Tri);
        return e switch
        {
            Literal x => LiteralValue(x),
            ColumnRef x => Load(x),
            MeasureRef x => measures[x.Measure.Ordinal],
            AsOf => E.Convert(E.Field(frame, nameof(EvalFrame.AsOf)), typeof(long)),
            ParameterRef x => ParameterValue(x),
            Binary x => Math(x.Operator.ToString(), Value(x.Left), Value(x.Right)),
            Negate x => Math("Negate", Value(x.Operand)),
            ConvertTo x => Converted(x),
            Call x => CallValue(x),
            Aggregate x => Fold(x.Kind, x.Type, x.Operand, null, OverGroup, rule.From, RowScope.Row),
            Subquery x => SubqueryValue(x),
            _ => throw new InvalidOperationException(e.ToString()),
        };
    }

    private E Condition(Expr e, Mode mode)
    {
        switch (e)
        {
            case Literal x: return Settled(x.Value is bool flag ? E.Constant(flag ? 1L : 0L) : Null, mode);
            case Not x: return mode == Mode.Tri ? Static(nameof(Num.Not3), Value(x.Operand)) : Condition(x.Operand, mode == Mode.True ? Mode.False : Mode.True);
            case Logic x:
                if (mode == Mode.Tri) return Static(x.IsAnd ? nameof(Num.And3) : nameof(Num.Or3), Value(x.Left), Value(x.Right));
                var (left, right) = (Condition(x.Left, mode), Condition(x.Right, mode));
                return x.IsAnd == (mode == Mode.True) ? E.AndAlso(left, right) : E.OrElse(left, right);
            case IsNull x: return Leaf(mode, E.Constant(false), IsNullValue(Value(x.Operand)));
            case Compare x: return CompareCondition(x, mode);
            case InList x: return InCondition(x, mode);
            case HasCode x: return Temp(Value(x.Codes), v => Leaf(mode, IsNullValue(v), E.NotEqual(E.And(v, E.Constant(1L << (x.Number - 1))), Zero)));
            case TextMatch x: return TextCondition(x, mode);
            case InWindow x: return WindowCondition(x, mode);
            case Subquery { Kind: AggregateKind.Exists or AggregateKind.None } x: return Settled(SubqueryValue(x), mode);
            case Aggregate { Kind: AggregateKind.Any or AggregateKind.Every } x:
                return Settled(Fold(x.Kind, x.Type, x.Operand, null, OverGroup, rule.From, RowScope.Row), mode);
            case ColumnRef x: return Settled(Load(x), mode);
            case MeasureRef x: return Settled(measures[x.Measure.Ordinal], mode);
            case ParameterRef x: return Settled(ParameterValue(x), mode);
            case Call x: return Settled(CallValue(x), mode);
            case Subquery x: return Settled(SubqueryValue(x), mode);
            case Aggregate x: return Settled(Fold(x.Kind, x.Type, x.Operand, null, OverGroup, rule.From, RowScope.Row), mode);
            default: throw new InvalidOperationException(e.ToString());
        }
    }

    /// <summary>A three-valued value in the wanted form.</summary>
    private static E Settled(E tri, Mode mode) => mode switch
    {
        Mode.True => E.Equal(tri, One),
        Mode.False => E.Equal(tri, Zero),
        _ => tri,
    };

    /// <summary>A test that holds only where nothing is null.</summary>
    private static E Leaf(Mode mode, E isNull, E test) => mode switch
    {
        Mode.True => isNull is ConstantExpression ? test : E.AndAlso(E.Not(isNull), test),
        Mode.False => isNull is ConstantExpression ? E.Not(test) : E.AndAlso(E.Not(isNull), E.Not(test)),
        _ => E.Condition(isNull, Null, E.Condition(test, One, Zero)),
    };

    /// <summary>Computes a value once and uses it several times.</summary>
    private static E Temp(E value, Func<E, E> use)
    {
        if (value is ConstantExpression or ParameterExpression) return use(value);
        var variable = E.Variable(value.Type);
        return E.Block([variable], E.Assign(variable, value), use(variable));
    }

    private static E IsNullValue(E value) =>
        value is ConstantExpression { Value: long known } ? E.Constant(known == ColumnData.Null)
        : value.Type == typeof(long) ? E.Equal(value, Null)
        : value.Type == typeof(string) ? E.ReferenceEqual(value, NullText)
        : E.Not(E.Property(value, "HasValue"));

    private static E AnyNull(E a, E b) => (IsNullValue(a), IsNullValue(b)) switch
    {
        (ConstantExpression { Value: false }, var other) => other,
        (var other, ConstantExpression { Value: false }) => other,
        var (x, y) => E.OrElse(x, y),
    };

    private E CompareCondition(Compare x, Mode mode)
    {
        if (TextEquality(x.Left, x.Right, x.Operator, mode) is { } fast) return fast;
        return Temp(Value(x.Left), l => Temp(Value(x.Right), r => Leaf(mode, AnyNull(l, r), Compared(x.Operator, l, r))));
    }

    private static E Compared(Comparison comparison, E left, E right)
    {
        if (left.Type == typeof(string))
        {
            var equal = E.Call(typeof(string).GetMethod(nameof(string.Equals), [typeof(string), typeof(string)])!, left, right);
            return comparison == Comparison.Equal ? equal : E.Not(equal);
        }
        if (left.Type == typeof(decimal?)) (left, right) = (Known(left), Known(right));
        return comparison switch
        {
            Comparison.Equal => E.Equal(left, right),
            Comparison.NotEqual => E.NotEqual(left, right),
            Comparison.Less => E.LessThan(left, right),
            Comparison.LessOrEqual => E.LessThanOrEqual(left, right),
            Comparison.Greater => E.GreaterThan(left, right),
            _ => E.GreaterThanOrEqual(left, right),
        };
    }

    private static MethodCallExpression Known(E number) => E.Call(number, typeof(decimal?).GetMethod("GetValueOrDefault", Type.EmptyTypes)!);

    /// <summary>A text column beside a literal compares by number in the column's pool.</summary>
    private E? TextEquality(Expr left, Expr right, Comparison comparison, Mode mode)
    {
        if (left is ColumnRef { Type.Kind: ValueKind.Text } a && right is ColumnRef { Type.Kind: ValueKind.Text } b) return ColumnEquality(a, b, comparison, mode);
        if (left is Literal && right is ColumnRef) (left, right) = (right, left);
        if (left is not ColumnRef { Type.Kind: ValueKind.Text } column || right is not Literal { Value: string text }) return null;
        var wanted = layout.TextConstant(column.Fact, column.Column, text);
        return Temp(TextNumber(column), id =>
        {
            var equal = E.Equal(E.Convert(id, typeof(long)), ConstantSlot(wanted));
            return Leaf(mode, E.Equal(id, E.Constant(0)), comparison == Comparison.Equal ? equal : E.Not(equal));
        });
    }

    /// <summary>Two text columns compare by number if they share a pool, else by their bytes; no string is made.</summary>
    private E ColumnEquality(ColumnRef left, ColumnRef right, Comparison comparison, Mode mode) => Temp(TextNumber(left), l => Temp(TextNumber(right), r =>
    {
        E equal = left.Fact == right.Fact && left.Column == right.Column ? E.Equal(l, r)
            : E.Call(typeof(TextData), nameof(TextData.Same), null, Array(nameof(EvalFrame.Texts), typeof(TextData), left), l, Array(nameof(EvalFrame.Texts), typeof(TextData), right), r);
        return Leaf(mode, E.OrElse(E.Equal(l, E.Constant(0)), E.Equal(r, E.Constant(0))), comparison == Comparison.Equal ? equal : E.Not(equal));
    }));

    private IndexExpression ConstantSlot(int slot) => E.ArrayAccess(E.Field(frame, nameof(EvalFrame.Constants)), E.Constant(slot));

    private E InCondition(InList x, Mode mode)
    {
        if (x.Value is ColumnRef { Type.Kind: ValueKind.Text } && x.Choices.All(c => c is Literal { Value: string }))
            return x.Choices.Select(c => TextEquality(x.Value, c, Comparison.Equal, mode)!).Aggregate((a, b) => Or(mode, a, b));
        return Temp(Value(x.Value), v =>
        {
            if (x.Value.Type.Kind == ValueKind.Code && x.Choices.All(c => c is Literal { Value: long and <= 62 }))
            {
                var mask = x.Choices.Aggregate(0L, (bits, c) => bits | (1L << (int)(long)((Literal)c).Value!));
                var inRange = E.LessThanOrEqual(v, E.Constant(62L));
                var bit = E.NotEqual(E.And(E.LeftShift(One, E.Convert(v, typeof(int))), E.Constant(mask)), Zero);
                return Leaf(mode, IsNullValue(v), E.AndAlso(inRange, bit));
            }
            return x.Choices.Select(c => Temp(Value(c), r => Leaf(mode, AnyNull(v, r), Compared(Comparison.Equal, v, r)))).Aggregate((a, b) => Or(mode, a, b));
        });
    }

    private static E Or(Mode mode, E a, E b) => mode switch
    {
        Mode.True => E.OrElse(a, b),
        Mode.False => E.AndAlso(a, b),
        _ => Static(nameof(Num.Or3), a, b),
    };

    private E TextCondition(TextMatch x, Mode mode)
    {
        if (x is { Text: ColumnRef column, Wanted: Literal { Value: string } })
        {
            var mask = layout.Mask(column.Fact, column.Column, x);
            return Temp(TextNumber(column), id => Leaf(mode, E.Equal(id, E.Constant(0)),
                E.Call(E.ArrayIndex(E.Field(frame, nameof(EvalFrame.Masks)), E.Constant(mask)), nameof(TextMask.Test), null, id)));
        }
        if (x.Match == TextMatchKind.Pattern)
        {
            var test = FrameLayout.Test(x);
            return Temp(Value(x.Text), t => Leaf(mode, IsNullValue(t), E.Invoke(E.Constant(test), t)));
        }
        return Temp(Value(x.Text), t => Temp(Value(x.Wanted), w => Leaf(mode, AnyNull(t, w), Static(x.Match.ToString(), t, w))));
    }

    private E WindowCondition(InWindow x, Mode mode)
    {
        E start, end;
        if (x.Amount is null or Literal)
        {
            var amount = x.Amount is Literal { Value: long n } ? n : 0;
            start = ConstantSlot(layout.Constant((_, asOf) => Calendar.WindowStart(x.Kind, x.Unit, amount, asOf.DayNumber)));
            end = ConstantSlot(layout.Constant((_, asOf) => Calendar.WindowEnd(x.Kind, x.Unit, asOf.DayNumber)));
            return Temp(Value(x.Date), d => Leaf(mode, IsNullValue(d), E.AndAlso(E.GreaterThanOrEqual(d, start), E.LessThanOrEqual(d, end))));
        }
        var asOfDay = E.Convert(E.Field(frame, nameof(EvalFrame.AsOf)), typeof(long));
        start = E.Call(typeof(Calendar), nameof(Calendar.WindowStart), null, E.Constant(x.Kind), E.Constant(x.Unit), Value(x.Amount), asOfDay);
        return Temp(Value(x.Date), d => Temp(start, s =>
            Leaf(mode, AnyNull(d, s), E.AndAlso(E.GreaterThanOrEqual(d, s), E.LessThanOrEqual(d, asOfDay)))));
    }

    private static MethodCallExpression Static(string method, params E[] arguments) => E.Call(typeof(Num), method, null, arguments);
}
