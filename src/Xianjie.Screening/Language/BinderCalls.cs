namespace Xianjie.Screening.Language;

internal sealed partial class Binder
{
    private const string Functions = "age、days_between、months_between、add_days、add_months、year、month、date、length、coalesce、if、min2、max2、abs、round、floor、"
        + "birth_date、sex、matches、parameter、parameter_on、count、sum、min、max、avg、any、every、first、last、exists、none";

    private Expr BindCall(CallSyntax x)
    {
        if (AggregateOf(x.Function) is { } aggregate) return BindAggregate(x, aggregate);
        if (x.Where is not null || x.OfPerson || x.Distinct) throw new ExpressionException(x.At, $"函数 {x.Function} 里不能写 where、of person、distinct");
        return x.Function switch
        {
            "parameter" => BindParameter(x, null),
            "parameter_on" => BindParameterOn(x),
            "matches" => BindPattern(x),
            "age" => Scalar(x, ExprType.Int, Function.Age, 1, ExprType.Date, ExprType.Date),
            "days_between" => Scalar(x, ExprType.Int, Function.DaysBetween, 2, ExprType.Date, ExprType.Date),
            "months_between" => Scalar(x, ExprType.Int, Function.MonthsBetween, 2, ExprType.Date, ExprType.Date),
            "add_days" => Scalar(x, ExprType.Date, Function.AddDays, 2, ExprType.Date, ExprType.Int),
            "add_months" => Scalar(x, ExprType.Date, Function.AddMonths, 2, ExprType.Date, ExprType.Int),
            "year" => Scalar(x, ExprType.Int, Function.Year, 1, ExprType.Date),
            "month" => Scalar(x, ExprType.Int, Function.Month, 1, ExprType.Date),
            "date" => Scalar(x, ExprType.Date, Function.MakeDate, 3, ExprType.Int, ExprType.Int, ExprType.Int),
            "length" => Scalar(x, ExprType.Int, Function.Length, 1, ExprType.Text),
            "round" => Scalar(x, ExprType.Decimal, Function.Round, 1, ExprType.Decimal, ExprType.Int),
            "floor" => Scalar(x, ExprType.Decimal, Function.Floor, 1, ExprType.Decimal),
            "birth_date" => Scalar(x, ExprType.Date, Function.BirthDate, 1, ExprType.Id),
            "sex" => Scalar(x, ExprType.Text, Function.Sex, 1, ExprType.Id),
            "abs" => Absolute(x),
            "coalesce" => SameKind(x, Function.Coalesce, 0, 2, 16),
            "min2" => SameKind(x, Function.Min2, 0, 2, 2),
            "max2" => SameKind(x, Function.Max2, 0, 2, 2),
            "if" => SameKind(x, Function.If, 1, 3, 3),
            _ => throw new ExpressionException(x.At, $"没有函数“{x.Function}”，可用：{Functions}"),
        };
    }

    private Call Scalar(CallSyntax x, ExprType result, Function function, int required, params ExprType[] types)
    {
        if (x.Arguments.Count < required || x.Arguments.Count > types.Length)
            throw new ExpressionException(x.At, $"{x.Function} 要 {Range(required, types.Length)} 项，现有 {x.Arguments.Count} 项");
        var arguments = x.Arguments.Select((argument, i) =>
        {
            var bound = Bind(argument);
            return Coerce(bound, types[i]) ?? throw new ExpressionException(argument.At, $"{x.Function} 的第 {i + 1} 项应是{types[i]}，现为{bound.Type}");
        });
        return new Call(result, function, [.. arguments]);
    }

    private static string Range(int low, int high) => low == high ? $"{low}" : $"{low} 至 {high}";

    private Call Absolute(CallSyntax x)
    {
        if (x.Arguments is not [var only]) throw new ExpressionException(x.At, "abs 要 1 项");
        var value = Bind(only);
        return value.Type.IsNumber ? new Call(value.Type, Function.Abs, [value]) : throw new ExpressionException(only.At, $"abs 应是数，现为{value.Type}");
    }

    private Call SameKind(CallSyntax x, Function function, int conditions, int low, int high)
    {
        if (x.Arguments.Count < low || x.Arguments.Count > high)
            throw new ExpressionException(x.At, $"{x.Function} 要 {Range(low, high)} 项，现有 {x.Arguments.Count} 项");
        var head = x.Arguments.Take(conditions).Select(c => Condition(c, $"{x.Function} 的第一项")).ToList();
        Expr? type = null;
        var values = new List<Expr>();
        foreach (var argument in x.Arguments.Skip(conditions))
        {
            var bound = type is null ? Bind(argument) : Against(argument, type.Type);
            if (type is null) type = bound;
            else type = (Unify(type, bound) ?? throw new ExpressionException(argument.At, $"{x.Function} 各项要同类：{type.Type}和{bound.Type}")).Left;
            values.Add(bound);
        }
        if (type!.Type.Kind == ValueKind.Null) throw new ExpressionException(x.At, $"{x.Function} 的各项不能都是 null");
        if (function is Function.Min2 or Function.Max2) Comparable(type.Type, false, x.At);
        return new Call(type.Type, function, [.. head, .. values.Select(v => Coerce(v, type.Type)!)]);
    }

    /// <summary>As <c>parameter</c>, with the day after the key: what held when a contract was signed.</summary>
    private ParameterRef BindParameterOn(CallSyntax x)
    {
        if (x.Arguments.Count is < 2 or > 3) throw new ExpressionException(x.At, "应写成 parameter_on(键, 日期) 或 parameter_on(键, 日期, 维度)");
        var day = Bind(x.Arguments[1]);
        return BindParameter(x with { Arguments = [x.Arguments[0], .. x.Arguments.Skip(2)] },
            Coerce(day, ExprType.Date) ?? throw new ExpressionException(x.Arguments[1].At, $"parameter_on 的第 2 项应是{ExprType.Date}，现为{day.Type}"));
    }

    private ParameterRef BindParameter(CallSyntax x, Expr? day)
    {
        if (x.Arguments.Count is 0 or > 2 || x.Arguments[0] is not NameSyntax { Second: null } key)
            throw new ExpressionException(x.At, "应写成 parameter(键) 或 parameter(键, 维度)");
        var parameter = parameters[key.First]
            ?? throw new ExpressionException(key.At, $"没有参数“{key.First}”，可用：{string.Join("、", parameters.All.Select(p => p.Key))}");
        if (parameter.HasDimension != (x.Arguments.Count == 2))
            throw new ExpressionException(x.At, parameter.HasDimension
                ? $"参数“{key.First}”按维度取值，要写成 parameter({key.First}, 维度)" : $"参数“{key.First}”没有维度");
        if (x.Arguments.Count == 1) return new ParameterRef(parameter, null, day);
        var dimension = Bind(x.Arguments[1]);
        if (dimension.Type.Kind is not (ValueKind.Code or ValueKind.Int or ValueKind.Text))
            throw new ExpressionException(x.Arguments[1].At, $"维度应是代码、整数或文字，现为{dimension.Type}");
        if (dimension.Type.Codes is { } list && parameter.Values.FirstOrDefault(v => v.Dimension is not (null or Parameter.Other) && list.NumberOf(v.Dimension) == 0) is { } stray)
            throw new ExpressionException(x.Arguments[1].At, $"参数“{key.First}”的维度值“{stray.Dimension}”不在代码表“{list}”里，可用：{string.Join("、", list.Values)}");
        return new ParameterRef(parameter, dimension, day);
    }

    private static AggregateKind? AggregateOf(string function) => function switch
    {
        "count" => AggregateKind.Count,
        "sum" => AggregateKind.Sum,
        "min" => AggregateKind.Min,
        "max" => AggregateKind.Max,
        "avg" => AggregateKind.Average,
        "any" => AggregateKind.Any,
        "every" => AggregateKind.Every,
        "first" => AggregateKind.First,
        "last" => AggregateKind.Last,
        "exists" => AggregateKind.Exists,
        "none" => AggregateKind.None,
        _ => null,
    };

    private Expr BindAggregate(CallSyntax x, AggregateKind kind)
    {
        if (x.Distinct && kind != AggregateKind.Count) throw new ExpressionException(x.At, "distinct 只能用在 count 里");
        if (x.Arguments.Count > 1) throw new ExpressionException(x.At, $"{x.Function} 只要一项");
        if (x.Distinct) kind = AggregateKind.CountDistinct;
        if (SubqueryTarget(x, kind) is { } target) return BindSubquery(x, kind, target.Fact, target.Column);
        if (kind is AggregateKind.Exists or AggregateKind.None)
            throw new ExpressionException(x.At, $"{x.Function} 应写成 {x.Function}(事实 where 条件)，可用的事实：{string.Join("、", catalogue.Facts.Select(f => f.Name))}");
        if (rowLevel) throw new ExpressionException(x.At, sub is null && !inAggregate ? "where 看的是一行，不能汇总；请写进 measures 或 when" : "汇总里面不能再汇总");
        if (sub is not null) throw new ExpressionException(x.At, "子查询里面不能再汇总");
        if (x.Where is not null || x.OfPerson) throw new ExpressionException(x.At, $"没有事实可查：应写成 {x.Function}(事实.列 where 条件)");
        if (kind == AggregateKind.Count) return x.Arguments.Count == 0 ? new Aggregate(ExprType.Int, kind, null) : CountOfTrue(x);
        if (x.Arguments.Count == 0) throw new ExpressionException(x.At, $"{x.Function} 缺少要汇总的列");
        (rowLevel, inAggregate) = (true, true);
        var operand = Bind(x.Arguments[0]);
        (rowLevel, inAggregate) = (false, false);
        if (kind is AggregateKind.First or AggregateKind.Last && from.Date is null && !from.Single)
            throw new ExpressionException(x.At, $"“{from.Name}”没有日期列，不能用 {x.Function}");
        return new Aggregate(ResultOf(kind, operand.Type, x), kind, operand);
    }

    /// <summary>count(condition): how many rows it is true for.</summary>
    private Aggregate CountOfTrue(CallSyntax x)
    {
        (rowLevel, inAggregate) = (true, true);
        var condition = Bind(x.Arguments[0]);
        (rowLevel, inAggregate) = (false, false);
        if (condition.Type.Kind != ValueKind.Bool)
            throw new ExpressionException(x.At, "count 应写成 count()、count(条件)、count(distinct 列) 或 count(事实 where 条件)");
        return new Aggregate(ExprType.Int, AggregateKind.Sum, new Call(ExprType.Int, Function.If, [condition, new Literal(ExprType.Int, 1L), new Literal(ExprType.Int, 0L)]));
    }

    private (FactTable Fact, NameSyntax? Column)? SubqueryTarget(CallSyntax x, AggregateKind kind)
    {
        if (x.Arguments is not [NameSyntax name]) return null;
        var explicitly = x.Where is not null || x.OfPerson;
        if (name.Second is null)
        {
            if (kind is not (AggregateKind.Count or AggregateKind.Exists or AggregateKind.None)) return null;
            if (kind == AggregateKind.Count && !explicitly && from[name.First] is { Type: ColumnType.Bool }) return null;
            return catalogue[name.First] is { } whole ? (whole, null)
                : throw new ExpressionException(name.At, $"没有事实“{name.First}”，可用：{string.Join("、", catalogue.Facts.Select(f => f.Name))}");
        }
        if (catalogue[name.First] is not { } fact || (!explicitly && (fact.Single || fact == from))) return null;
        return (fact, name);
    }

    private Subquery BindSubquery(CallSyntax x, AggregateKind kind, FactTable fact, NameSyntax? column)
    {
        if (sub is not null) throw new ExpressionException(x.At, "子查询里面不能再有子查询");
        if (x.OfPerson && fact.Grain != Grain.Person) throw new ExpressionException(x.At, $"“{fact.Name}”是按户的事实，不能写 of person");
        if (x.OfPerson && !perPerson && !(rowLevel && from.Grain == Grain.Person))
            throw new ExpressionException(x.At, "此处不指某一个人，不能写 of person");
        if (kind is AggregateKind.First or AggregateKind.Last && fact.Date is null && !fact.Single)
            throw new ExpressionException(x.At, $"“{fact.Name}”没有日期列，不能用 {x.Function}");
        sub = fact;
        try
        {
            var operand = column is null ? null : Bind(column);
            if (operand is null && kind is not (AggregateKind.Count or AggregateKind.Exists or AggregateKind.None))
                throw new ExpressionException(x.At, $"{x.Function} 应写成 {x.Function}(事实.列 where 条件)");
            if (operand is not null && kind is AggregateKind.Exists or AggregateKind.None or AggregateKind.Count)
                throw new ExpressionException(x.At, $"{x.Function} 后面只写事实，不写列");
            var where = x.Where is null ? null : Condition(x.Where, "where");
            return new Subquery(operand is null ? ResultOf(kind, ExprType.Null, x) : ResultOf(kind, operand.Type, x), kind, fact, operand, where, x.OfPerson);
        }
        finally
        {
            sub = null;
        }
    }

    private static ExprType ResultOf(AggregateKind kind, ExprType operand, CallSyntax x)
    {
        switch (kind)
        {
            case AggregateKind.Count or AggregateKind.CountDistinct: return ExprType.Int;
            case AggregateKind.Exists or AggregateKind.None: return ExprType.Bool;
            case AggregateKind.Any or AggregateKind.Every when operand.Kind == ValueKind.Bool: return ExprType.Bool;
            case AggregateKind.Sum when operand.IsNumber: return operand;
            case AggregateKind.Average when operand.IsNumber: return ExprType.Decimal;
            case AggregateKind.Min or AggregateKind.Max when operand.IsNumber || operand.IsDate || operand.Kind == ValueKind.Code: return operand;
            case AggregateKind.First or AggregateKind.Last when operand.Kind is not (ValueKind.Null or ValueKind.Codes): return operand;
            default: throw new ExpressionException(x.At, $"{x.Function} 不能用于{operand}");
        }
    }
}
