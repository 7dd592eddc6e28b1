using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Xianjie.Screening.Language;

namespace Xianjie.Screening;

internal delegate int RowFilter(EvalFrame frame, int low, int high, int[] rows);

internal delegate bool RowTest(EvalFrame frame, int household, int row);

internal delegate bool GroupTest(EvalFrame frame, int household, int person, int low, int high);

internal delegate object?[] GroupValues(EvalFrame frame, int household, int person, int low, int high, int row);

/// <summary>A rule as delegates over rows and groups. Compiled once per rule; batch, live, what-if, back-test and explanation all run the
/// same delegates.</summary>
internal sealed class CompiledRule
{
    private static readonly ConditionalWeakTable<Rule, CompiledRule> Cache = [];
    private readonly Lazy<(FrameLayout Layout, GroupValues Values)> explanation;

    private CompiledRule(Rule rule)
    {
        Rule = rule;
        Layout = new FrameLayout();
        var parts = rule.Where is null ? [] : Conjuncts(rule.Where).ToList();
        var early = parts.Where(p => IsRowOnly(p, rule)).ToList();
        var late = parts.Except(early, ReferenceEqualityComparer.Instance).Cast<Expr>().ToList();
        Filter = early.Count == 0 ? null : new Emitter(rule, Layout).Filter(All(early));
        Rest = late.Count == 0 ? null : new Emitter(rule, Layout).Test(All(late));
        When = rule.When is null ? null : new Emitter(rule, Layout).When();
        explanation = new(() =>
        {
            var layout = new FrameLayout();
            return (layout, new Emitter(rule, layout).Values());
        });
    }

    public Rule Rule { get; }

    public FrameLayout Layout { get; }

    /// <summary>The part of <c>where</c> that needs nothing but the row: runs over many households at once.</summary>
    public RowFilter? Filter { get; }

    /// <summary>The rest of <c>where</c>.</summary>
    public RowTest? Rest { get; }

    public GroupTest? When { get; }

    public FrameLayout ExplanationLayout => explanation.Value.Layout;

    /// <summary>Measures, then parameters, then the values of the message.</summary>
    public GroupValues Explain => explanation.Value.Values;

    public static CompiledRule Of(Rule rule) => Cache.GetValue(rule, r => new CompiledRule(r));

    private static Expr All(List<Expr> parts) => parts.Aggregate((a, b) => new Logic(true, a, b));

    private static IEnumerable<Expr> Conjuncts(Expr e) => e is Logic { IsAnd: true } and ? Conjuncts(and.Left).Concat(Conjuncts(and.Right)) : [e];

    private static bool IsRowOnly(Expr e, Rule rule) => ExprWalk.All(e).All(x => x switch
    {
        Subquery or ParameterRef => false,
        ColumnRef { Scope: RowScope.Household } column => rule.From == column.Fact,
        ColumnRef { Scope: RowScope.Single } => false,
        _ => true,
    });
}

internal sealed partial class Emitter
{
    public RowFilter Filter(Expr where)
    {
        hoisting = true;
        var (first, end, rows) = (Expression.Parameter(typeof(int), "low"), Expression.Parameter(typeof(int), "high"), Expression.Parameter(typeof(int[]), "rows"));
        var (at, count) = (Expression.Variable(typeof(int), "row"), Expression.Variable(typeof(int), "count"));
        row = at;
        var test = True(where);
        var done = Expression.Label();
        var setup = hoisted.Select(h => Expression.Assign(h.Value, Expression.ArrayIndex(Expression.Field(frame, h.Key.Item1), Expression.Constant(h.Key.Item2))));
        var loop = Expression.Loop(Expression.Block(
            Expression.IfThen(Expression.GreaterThanOrEqual(at, end), Expression.Break(done)),
            Expression.IfThen(test, Expression.Block(
                Expression.Assign(Expression.ArrayAccess(rows, count), at),
                Expression.PreIncrementAssign(count))),
            Expression.PreIncrementAssign(at)), done);
        var body = Expression.Block([at, count, .. hoisted.Values], [.. setup, Expression.Assign(at, first), loop, count]);
        return Expression.Lambda<RowFilter>(body, frame, first, end, rows).Compile();
    }

    public RowTest Test(Expr where)
    {
        var (h, r) = (Expression.Parameter(typeof(int), "household"), Expression.Parameter(typeof(int), "row"));
        (household, row) = (h, r);
        return Expression.Lambda<RowTest>(True(where), frame, h, r).Compile();
    }

    public GroupTest When()
    {
        var p = Group();
        var used = MeasuresOf(rule.When!);
        var body = WithMeasures(used, () => True(rule.When!));
        return Expression.Lambda<GroupTest>(body, p).Compile();
    }

    public GroupValues Values()
    {
        var p = Group();
        var r = Expression.Parameter(typeof(int), "row");
        var body = WithMeasures([.. rule.Measures.Select(m => m.Ordinal)], () =>
        {
            var values = rule.Measures.Select(m => (Expr)new MeasureRef(m)).Select(Value).ToList();
            row = r;
            values.AddRange(rule.Parameters.Select(x => ExprWalk.All(x).Any(IsOfSub) ? Null : Value(x)));
            row = rule.From.Single ? r : null;
            values.AddRange(rule.Message.Select(m => m.Value).OfType<Expr>().Select(Value));
            return Expression.NewArrayInit(typeof(object), values.Select(v => Expression.Convert(v, typeof(object))));
        });
        return Expression.Lambda<GroupValues>(body, [.. p, r]).Compile();
    }

    private static bool IsOfSub(Expr e) => e is ColumnRef { Scope: RowScope.Sub or RowScope.MemberOfSub };

    private ParameterExpression[] Group()
    {
        ParameterExpression[] p = [frame, .. new[] { "household", "person", "low", "high" }.Select(n => Expression.Parameter(typeof(int), n))];
        (household, person, low, high) = (p[1], rule.PerPerson ? p[2] : null, p[3], p[4]);
        // a group of a single fact has one row, which bare columns name
        row = rule.From.Single ? Expression.ArrayIndex(Expression.Field(frame, nameof(EvalFrame.Rows)), low) : null;
        return p;
    }

    private HashSet<int> MeasuresOf(Expr e)
    {
        var used = ExprWalk.All(e).OfType<MeasureRef>().Select(m => m.Measure.Ordinal).ToHashSet();
        for (var i = rule.Measures.Count - 1; i >= 0; i--)
            if (used.Contains(i)) used.UnionWith(ExprWalk.All(rule.Measures[i].Value).OfType<MeasureRef>().Select(m => m.Measure.Ordinal));
        return used;
    }

    private BlockExpression WithMeasures(HashSet<int> used, Func<Expression> body)
    {
        var variables = rule.Measures.Select(m => Expression.Variable(ClrType(m.Value.Type), "m" + m.Ordinal)).ToArray();
        measures = variables;
        var steps = rule.Measures.Where(m => used.Contains(m.Ordinal)).Select(m => (Expression)Expression.Assign(variables[m.Ordinal], Value(m.Value))).ToList();
        steps.Add(body());
        return Expression.Block(variables, steps);
    }
}
