namespace Xianjie.Screening.Language;

/// <summary>Resolves names and checks types of one expression: syntax in, <see cref="Expr"/> out.</summary>
internal sealed partial class Binder(Catalogue catalogue, ParameterBook parameters, FactTable from, bool perPerson)
{
    private readonly List<Measure> measures = [];
    private FactTable? sub;
    private bool rowLevel;
    private bool inAggregate;
    private int derivedDepth;
    private (FactTable Fact, RowScope Scope)? derived;

    /// <summary>Measures that later expressions may name.</summary>
    public IReadOnlyList<Measure> Measures => measures;

    public void Add(Measure measure) => measures.Add(measure);

    /// <summary>A condition on one row of <c>from</c>.</summary>
    public Expr RowCondition(string text)
    {
        rowLevel = true;
        var syntax = Parser.Parse(text);
        return Condition(syntax, "where");
    }

    /// <summary>A condition on a group.</summary>
    public Expr GroupCondition(string text)
    {
        rowLevel = false;
        return Condition(Parser.Parse(text), "when");
    }

    /// <summary>A value of a group.</summary>
    public Expr GroupValue(string text)
    {
        rowLevel = false;
        var syntax = Parser.Parse(text);
        var value = Bind(syntax);
        return value.Type.Kind == ValueKind.Null ? throw new ExpressionException(syntax.At, "这里不能只写 null") : value;
    }

    private Expr Condition(Syntax syntax, string where)
    {
        var bound = Bind(syntax);
        return bound.Type.Kind == ValueKind.Bool ? bound : throw new ExpressionException(syntax.At, $"{where} 应是条件（是否），现为{bound.Type}");
    }

    private Expr Bind(Syntax syntax) => syntax switch
    {
        NumberSyntax x => x.Text.Contains('.', StringComparison.Ordinal) ? new Literal(ExprType.Decimal, x.Value) : new Literal(ExprType.Int, (long)x.Value),
        TextSyntax x => new Literal(ExprType.Text, x.Value),
        DateSyntax x => new Literal(ExprType.Date, x.Value),
        KeywordSyntax { Word: "null" } => new Literal(ExprType.Null, null),
        KeywordSyntax x => new Literal(ExprType.Bool, x.Word == "true"),
        NameSyntax x => TryName(x) ?? throw new ExpressionException(x.At, UnknownName(x)),
        UnarySyntax { Operator: "not" } x => new Not(Condition(x.Operand, "not 后面")),
        UnarySyntax x => Minus(x),
        BinarySyntax x => BindBinary(x),
        BetweenSyntax x => BindBetween(x),
        InSyntax x => BindIn(x),
        WindowSyntax x => BindWindow(x),
        IsNullSyntax x => new IsNull(Bind(x.Value)),
        CallSyntax x => BindCall(x),
        _ => throw new InvalidOperationException(syntax.ToString()),
    };

    private Expr? TryName(NameSyntax name) => name.Second is null ? TryBare(name) : TryPath(name, name.Second);

    private Expr? TryBare(NameSyntax name)
    {
        if (derived is { } row) return row.Fact[name.First] is { } own ? Column(row.Scope, row.Fact, own, name.At) : AsOfName(name);
        if (sub is not null && sub[name.First] is { } inner) return Column(RowScope.Sub, sub, inner, name.At);
        if (sub is null && (!rowLevel || inAggregate) && measures.Find(m => m.Name == name.First) is { } measure) return new MeasureRef(measure);
        if (sub is null && from[name.First] is { } column)
        {
            if (rowLevel || HasOneRow) return Column(RowScope.Row, from, column, name.At);
            throw new ExpressionException(name.At, $"“{name.First}”每行一个值，一组有多行；请放进 sum()、max()、first()、any() 等汇总里");
        }
        return AsOfName(name);
    }

    private static AsOf? AsOfName(NameSyntax name) => name.First == "asof" ? new AsOf() : null;

    private bool HasOneRow => from.Single && (from.Grain == Grain.Person) == perPerson;

    private Expr? TryPath(NameSyntax name, string second)
    {
        if (name.First == "row")
        {
            if (sub is null) throw new ExpressionException(name.At, "“row.”只能用在 exists(…)、count(…) 等子查询里，指外层的行");
            if (!rowLevel && !HasOneRow) throw new ExpressionException(name.At, "此处没有外层的行：“row.”要写在 where 或汇总函数里的子查询中");
            return from[second] is { } outer ? Column(RowScope.Row, from, outer, name.At) : null;
        }
        if (catalogue[name.First] is not { } fact || fact[second] is not { } column) return null;
        return Column(ScopeOf(fact, name), fact, column, name.At);
    }

    private RowScope ScopeOf(FactTable fact, NameSyntax name)
    {
        if (derived is { } row && row.Fact == fact) return row.Scope;
        if (sub == fact) return RowScope.Sub;
        if (sub is null && fact == from && (rowLevel || HasOneRow)) return RowScope.Row;
        if (fact == catalogue.Household) return RowScope.Household;
        if (fact == catalogue.Member) return MemberScope(name);
        if (fact.Single && fact.Grain == Grain.Household) return RowScope.Single;
        throw new ExpressionException(name.At,
            $"一户可有多行“{fact.Name}”，不能直接取“{name.Text}”；请用 exists({fact.Name} where …)、sum({name.Text} where …) 等");
    }

    private RowScope MemberScope(NameSyntax name)
    {
        if (sub is { Grain: Grain.Person }) return RowScope.MemberOfSub;
        if (rowLevel && from == catalogue.Member) return RowScope.Row;
        if (rowLevel && from.Grain == Grain.Person) return RowScope.MemberOfRow;
        if (perPerson) return RowScope.MemberOfGroup;
        throw new ExpressionException(name.At, $"此处不指某一个人，不能取“{name.Text}”；请用 exists(成员 where …) 等");
    }

    private Expr Column(RowScope scope, FactTable fact, Column column, int at)
    {
        if (column.Expression is null) return new ColumnRef(scope, fact, column);
        if (derivedDepth > 4) throw new ExpressionException(at, $"派生列“{column.Name}”互相引用");
        var (savedDerived, savedSub) = (derived, sub);
        (derived, sub) = ((fact, scope), null);
        derivedDepth++;
        try
        {
            var value = Bind(Parser.Parse(column.Expression));
            return Coerce(value, ExprType.Of(column)) ?? throw new ExpressionException(at, $"派生列“{column.Name}”的类型不符");
        }
        catch (ExpressionException broken) when (broken.At != at)
        {
            throw new ExpressionException(at, $"派生列“{column.Name}”有误：{broken.Message}");
        }
        finally
        {
            derivedDepth--;
            (derived, sub) = (savedDerived, savedSub);
        }
    }

    private string UnknownName(NameSyntax name)
    {
        if (name.Second is not null && catalogue[name.First] is { } fact)
            return $"事实“{fact.Name}”没有列“{name.Second}”，可用：{Names(fact)}";
        if (name.Second is not null)
            return $"没有事实“{name.First}”，可用：{string.Join("、", catalogue.Facts.Select(f => f.Name))}";
        var here = sub ?? from;
        var known = measures.Count > 0 && sub is null ? $"；量：{string.Join("、", measures.Select(m => m.Name))}" : "";
        return $"没有列“{name.First}”，“{here.Name}”可用：{Names(here)}{known}；文字要用单引号括起";
    }

    private static string Names(FactTable fact) => string.Join("、", fact.Columns.Select(c => c.Name));
}
