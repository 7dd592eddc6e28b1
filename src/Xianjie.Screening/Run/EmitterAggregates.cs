using System.Linq.Expressions;
using Xianjie.Screening.Language;
using E = System.Linq.Expressions.Expression;

namespace Xianjie.Screening;

internal sealed partial class Emitter
{
    private E SubqueryValue(Subquery x)
    {
        var (savedRow, savedSub) = (subRow, sub);
        var wanted = !x.OfPerson ? null : person ?? PersonOf(rule.From, row!);
        var at = E.Variable(typeof(int), "sub");
        (subRow, sub) = (at, x.Fact);
        try
        {
            E? mine = wanted is null ? null : E.Equal(PersonOf(x.Fact, at), wanted);
            var where = x.Where is null ? null : True(x.Where);
            var filter = mine is null ? where : where is null ? mine : E.AndAlso(mine, where);
            return Fold(x.Kind, x.Type, x.Operand, filter, body => OverHousehold(x.Fact, at, body), x.Fact, RowScope.Sub);
        }
        finally
        {
            (subRow, sub) = (savedRow, savedSub);
        }
    }

    /// <summary>Runs the body for each row of the group; the row stands in <c>row</c>.</summary>
    private BlockExpression OverGroup(Func<E> body)
    {
        var saved = row;
        var (i, at) = (E.Variable(typeof(int), "i"), E.Variable(typeof(int), "row"));
        row = at;
        var inner = body();
        row = saved;
        var done = E.Label();
        return E.Block([i, at], E.Assign(i, low!), E.Loop(E.Block(
            E.IfThen(E.GreaterThanOrEqual(i, high!), E.Break(done)),
            E.Assign(at, E.ArrayIndex(E.Field(frame, nameof(EvalFrame.Rows)), i)),
            inner,
            E.PreIncrementAssign(i)), done));
    }

    private BlockExpression OverHousehold(FactTable fact, ParameterExpression at, Func<E> body)
    {
        var end = E.Variable(typeof(int), "end");
        var done = E.Label();
        return E.Block([at, end],
            E.Assign(at, E.ArrayIndex(Offsets(fact), household!)),
            E.Assign(end, E.ArrayIndex(Offsets(fact), E.Increment(household!))),
            E.Loop(E.Block(E.IfThen(E.GreaterThanOrEqual(at, end), E.Break(done)), body(), E.PreIncrementAssign(at)), done));
    }

    /// <summary>An aggregate as a loop with an accumulator.</summary>
    private E Fold(AggregateKind kind, ExprType type, Expr? operand, E? filter, Func<Func<E>, E> loop, FactTable fact, RowScope scope)
    {
        E Guarded(E step) => filter is null ? step : E.IfThen(filter, step);
        switch (kind)
        {
            case AggregateKind.Count: return Counted(E.Constant(0L), acc => loop(() => Guarded(E.PreIncrementAssign(acc))));
            case AggregateKind.Exists: return Counted(Zero, acc => loop(() => Guarded(E.Assign(acc, One))));
            case AggregateKind.None: return Counted(One, acc => loop(() => Guarded(E.Assign(acc, Zero))));
            case AggregateKind.Any: return Counted(Zero, acc => loop(() => Guarded(E.IfThen(True(operand!), E.Assign(acc, One)))));
            case AggregateKind.Every: return Counted(One, acc => loop(() => Guarded(E.IfThen(E.Not(True(operand!)), E.Assign(acc, Zero)))));
            case AggregateKind.CountDistinct: return Distinct(operand!, loop, Guarded);
            case AggregateKind.First or AggregateKind.Last: return Dated(kind == AggregateKind.Last, type, operand!, loop, Guarded, fact, scope);
            case AggregateKind.Average: return Averaged(operand!, loop, Guarded);
        }
        var method = kind switch { AggregateKind.Sum => nameof(Num.Add), AggregateKind.Min => nameof(Num.Min), _ => nameof(Num.Max) };
        var acc = E.Variable(ClrType(type), "acc");
        return E.Block([acc], E.Assign(acc, NullOf(acc.Type)),
            loop(() => Guarded(Temp(Value(operand!), v => E.IfThen(E.Not(IsNullValue(v)),
                E.Assign(acc, E.Condition(IsNullValue(acc), v, Math(method, acc, v))))))),
            acc);
    }

    private static BlockExpression Counted(E start, Func<ParameterExpression, E> loop)
    {
        var acc = E.Variable(typeof(long), "n");
        return E.Block([acc], E.Assign(acc, start), loop(acc), acc);
    }

    private BlockExpression Distinct(Expr operand, Func<Func<E>, E> loop, Func<E, E> guarded)
    {
        var set = E.Variable(typeof(DistinctSet), "set");
        return E.Block([set], E.Assign(set, E.New(typeof(DistinctSet))),
            loop(() => guarded(E.Call(set, typeof(DistinctSet).GetMethod(nameof(DistinctSet.Add), [ClrType(operand.Type)])!, Value(operand)))),
            E.Property(set, nameof(DistinctSet.Count)));
    }

    private BlockExpression Averaged(Expr operand, Func<Func<E>, E> loop, Func<E, E> guarded)
    {
        var (sum, count) = (E.Variable(typeof(decimal?), "sum"), E.Variable(typeof(long), "n"));
        E AsDecimal(E v) => operand.Type.Kind switch
        {
            ValueKind.Int => Static(nameof(Num.FromWhole), v),
            ValueKind.Money => Static(nameof(Num.FromMoney), v),
            _ => v,
        };
        return E.Block([sum, count], E.Assign(sum, E.Constant(0m, typeof(decimal?))), E.Assign(count, Zero),
            loop(() => guarded(Temp(Value(operand), v => E.IfThen(E.Not(IsNullValue(v)),
                E.Block(E.Assign(sum, Math(nameof(Num.Add), sum, AsDecimal(v))), E.PreIncrementAssign(count)))))),
            Math(nameof(Num.Divide), sum, Static(nameof(Num.FromWhole), count)));
    }

    private BlockExpression Dated(bool last, ExprType type, Expr operand, Func<Func<E>, E> loop, Func<E, E> guarded, FactTable fact, RowScope scope)
    {
        var (date, best) = (E.Variable(typeof(long), "date"), E.Variable(ClrType(type), "best"));
        var take = typeof(Pick).GetMethod(nameof(Pick.Take), [typeof(bool), typeof(long), best.Type, typeof(long).MakeByRefType(), best.Type.MakeByRefType()])!;
        return E.Block([date, best], E.Assign(date, Null), E.Assign(best, NullOf(best.Type)),
            loop(() =>
            {
                var day = fact.Date is null ? Zero : Load(new ColumnRef(scope, fact, fact.Date));
                return guarded(E.Call(take, E.Constant(last), day, Value(operand), date, best));
            }),
            best);
    }
}
