using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

/// <summary>Writes one rule's expressions for one as-of date; names, nulls, calendar and money mean what they mean in the engine.</summary>
internal sealed partial class SqlWriter(SqlDialect dialect, Catalogue catalogue, IParameterSource parameters, Rule rule, DateOnly asOf)
{
    private readonly Scale scale = new(asOf, parameters);
    private readonly Folding folding = new(asOf, parameters);
    private readonly SortedSet<string> grouped = new(StringComparer.Ordinal);
    private RowSource source = new(rule.From, catalogue, "r");
    private RowSource? sub;
    private bool atGroup;
    private int nested;

    /// <summary>The rows of the rule's fact.</summary>
    public RowSource Rows => source;

    /// <summary>Columns outside aggregates that conditions on the group read.</summary>
    public IReadOnlyCollection<string> Grouped => grouped;

    public string RowCondition(Expr expr) => Write(expr);

    public string GroupCondition(Expr expr)
    {
        atGroup = true;
        var text = Write(expr);
        atGroup = false;
        return text;
    }

    /// <summary>Whether a row is dated in the last months up to and including the as-of day.</summary>
    public string InPeriod(Column date, int months)
    {
        var column = source.Column(RowScope.Row, rule.From, date);
        return $"{column} > {dialect.Literal(asOf.AddMonths(-months))} and {column} <= {dialect.Literal(asOf)}";
    }

    private string Write(Expr expr)
    {
        if (expr is Literal || folding.Of(expr) is not { } value) return Written(expr);
        return expr.Type.IsDate ? dialect.Literal(DateOnly.FromDayNumber((int)value)) : SqlDialect.Literal(value);
    }

    private string Written(Expr expr) => expr switch
    {
        Literal x => Constant(x),
        AsOf => dialect.Literal(asOf),
        ColumnRef x => Column(x),
        MeasureRef x => Write(x.Measure.Value),
        ParameterRef x => ParameterValue(x),
        Logic x => $"({Write(x.Left)} {(x.IsAnd ? "and" : "or")} {Write(x.Right)})",
        Not x => $"(not {Write(x.Operand)})",
        Compare x => Comparison(x),
        IsNull x => $"({Write(x.Operand)} is null)",
        InList x => In(x),
        HasCode x => $"(({Write(x.Codes)} & {SqlDialect.Literal(1L << (x.Number - 1))}) <> 0)",
        TextMatch x => Match(x),
        InWindow x => Window(x),
        Binary x => Arithmetic(x),
        Negate x => $"(-{Write(x.Operand)})",
        ConvertTo x => Converted(x),
        Call x => Function(x),
        Aggregate x => atGroup ? Grouping(x) : OverGroup(x),
        Subquery x => Sub(x),
        _ => throw new InvalidOperationException(expr.ToString()),
    };

    /// <summary>The text at a wanted number of decimal places; only fixed-point decimals change.</summary>
    private string AtScale(Expr expr, int wanted)
    {
        var text = Write(expr);
        if (!dialect.IsFixedPoint || expr.Type.Kind != ValueKind.Decimal) return text;
        var own = scale.Of(expr);
        return own == wanted ? text : $"({text} * {SqlDialect.Literal(SqliteDialect.Power(wanted - own))})";
    }

    private int Widest(IEnumerable<Expr> values) =>
        dialect.IsFixedPoint ? values.Where(v => v.Type.Kind == ValueKind.Decimal).Select(scale.Of).DefaultIfEmpty(0).Max() : 0;

    private (string Left, string Right) SameScale(Expr left, Expr right)
    {
        var wanted = Widest([left, right]);
        return (AtScale(left, wanted), AtScale(right, wanted));
    }

    private string Constant(Literal literal) => literal.Value switch
    {
        null => dialect.Null(literal.Type.Kind),
        bool flag => dialect.Literal(flag),
        long number => SqlDialect.Literal(number),
        decimal number => Number(number, number.Scale),
        DateOnly date => dialect.Literal(date),
        string text => SqlDialect.Literal(text),
        _ => throw new InvalidOperationException(literal.ToString()),
    };

    private string Number(decimal value, int places) => dialect.IsFixedPoint
        ? SqlDialect.Literal((long)(value * SqliteDialect.Power(places)))
        : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Column(ColumnRef x)
    {
        if (x.Scope == RowScope.Sub) return sub!.Column(RowScope.Row, x.Fact, x.Column);
        if (x.Scope == RowScope.MemberOfSub) return sub!.Column(x.Scope, x.Fact, x.Column);
        var text = source.Column(x.Scope, x.Fact, x.Column);
        if (atGroup) grouped.Add(text);
        return text;
    }

    private string Comparison(Compare x)
    {
        var (left, right) = SameScale(x.Left, x.Right);
        var sign = x.Operator switch
        {
            Language.Comparison.Equal => "=",
            Language.Comparison.NotEqual => "<>",
            Language.Comparison.Less => "<",
            Language.Comparison.LessOrEqual => "<=",
            Language.Comparison.Greater => ">",
            _ => ">=",
        };
        return $"({left} {sign} {right})";
    }

    private string In(InList x)
    {
        var wanted = Widest([x.Value, .. x.Choices]);
        return $"({AtScale(x.Value, wanted)} in ({string.Join(", ", x.Choices.Select(c => AtScale(c, wanted)))}))";
    }

    private string Match(TextMatch x)
    {
        var (text, wanted) = (Write(x.Text), Write(x.Wanted));
        return x.Match switch
        {
            TextMatchKind.Contains => $"({dialect.Position(text, wanted)} > 0)",
            TextMatchKind.StartsWith => $"(substr({text}, 1, length({wanted})) = {wanted})",
            TextMatchKind.EndsWith => $"(length({text}) >= length({wanted}) and substr({text}, length({text}) - length({wanted}) + 1) = {wanted})",
            _ => dialect.Matches(text, wanted),
        };
    }

    private string Window(InWindow x)
    {
        var date = Write(x.Date);
        var amount = x.Amount is null ? 0 : folding.Of(x.Amount);
        if (amount is null) return OpenWindow(x, date);
        var start = Calendar.WindowStart(x.Kind, x.Unit, amount.Value, asOf.DayNumber);
        if (start == ColumnData.Null) return dialect.Null(ValueKind.Bool);
        return $"({date} between {Day(start)} and {Day(Calendar.WindowEnd(x.Kind, x.Unit, asOf.DayNumber))})";
    }

    private string Day(long number) => dialect.Literal(DateOnly.FromDayNumber((int)number));

    /// <summary>A window whose length differs by household.</summary>
    private string OpenWindow(InWindow x, string date)
    {
        var (today, amount) = (dialect.Literal(asOf), Write(x.Amount!));
        var after = x.Unit == DateUnit.Day
            ? dialect.AddDays(today, $"-({amount})")
            : dialect.AddMonths(today, $"{(x.Unit == DateUnit.Year ? "-12" : "-1")} * ({amount})");
        return $"(case when {amount} >= 1 then {date} > {after} and {date} <= {today} end)";
    }
}
