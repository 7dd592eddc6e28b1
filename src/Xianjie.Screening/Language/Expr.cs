namespace Xianjie.Screening.Language;

/// <summary>What kind of value an expression has.</summary>
public enum ValueKind
{
    /// <summary>The literal <c>null</c> alone.</summary>
    Null,
    Bool,
    /// <summary>Whole number; years too.</summary>
    Int,
    /// <summary>Money in 分.</summary>
    Money,
    Decimal,
    Date,
    /// <summary>A month, held and compared as its first day.</summary>
    Month,
    Text,
    Code,
    Codes,
    /// <summary>An 18-digit citizen id.</summary>
    Id,
}

/// <param name="Kind">Kind of value.</param>
/// <param name="Codes">For codes: the list that the value comes from.</param>
public readonly record struct ExprType(ValueKind Kind, CodeList? Codes = null)
{
    public static readonly ExprType Bool = new(ValueKind.Bool), Int = new(ValueKind.Int), Money = new(ValueKind.Money),
        Decimal = new(ValueKind.Decimal), Date = new(ValueKind.Date), Month = new(ValueKind.Month), Text = new(ValueKind.Text),
        Null = new(ValueKind.Null), Id = new(ValueKind.Id);

    public bool IsNumber => Kind is ValueKind.Int or ValueKind.Money or ValueKind.Decimal;

    public bool IsDate => Kind is ValueKind.Date or ValueKind.Month;

    /// <summary>The type of a column's values.</summary>
    public static ExprType Of(Column column) => column.Type switch
    {
        ColumnType.Bool => Bool,
        ColumnType.Int or ColumnType.Year => Int,
        ColumnType.Money => Money,
        ColumnType.Decimal => Decimal,
        ColumnType.Date => Date,
        ColumnType.Month => Month,
        ColumnType.Code => new(ValueKind.Code, column.Codes),
        ColumnType.Codes => new(ValueKind.Codes, column.Codes),
        ColumnType.CitizenId => Id,
        _ => Text,
    };

    /// <summary>Name for users.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Null => "空值",
        ValueKind.Bool => "是否",
        ValueKind.Int => "整数",
        ValueKind.Money => "金额",
        ValueKind.Decimal => "小数",
        ValueKind.Date => "日期",
        ValueKind.Month => "月份",
        ValueKind.Text => "文字",
        ValueKind.Code => $"代码（{Codes}）",
        ValueKind.Codes => $"多值代码（{Codes}）",
        _ => "身份证号",
    };
}

/// <summary>A typed expression whose names are resolved. Closed hierarchy: an emitter handles every record of this file.</summary>
public abstract record Expr(ExprType Type);

/// <summary>A constant: null, bool, long (int; money in 分; code number from 1), decimal, string or DateOnly.</summary>
public sealed record Literal(ExprType Type, object? Value) : Expr(Type);

/// <summary>Which row a column is read from.</summary>
public enum RowScope
{
    /// <summary>The row of <c>from</c> at hand; in a group of a single fact, its only row.</summary>
    Row,
    /// <summary>The row of the subquery at hand.</summary>
    Sub,
    /// <summary>The household's row in 户.</summary>
    Household,
    /// <summary>The member that the row of <c>from</c> belongs to.</summary>
    MemberOfRow,
    /// <summary>The member that the subquery's row belongs to.</summary>
    MemberOfSub,
    /// <summary>The member that the group (per: person) is about.</summary>
    MemberOfGroup,
    /// <summary>The household's only row in a single household fact; all null if there is none.</summary>
    Single,
}

/// <summary>A stored column of the row that <paramref name="Scope"/> names. Derived columns are replaced by their expression.</summary>
public sealed record ColumnRef(RowScope Scope, FactTable Fact, Column Column) : Expr(ExprType.Of(Column));

/// <summary>An earlier measure of the same rule, at group level.</summary>
public sealed record MeasureRef(Measure Measure) : Expr(Measure.Value.Type);

/// <summary>The run's as-of date.</summary>
public sealed record AsOf() : Expr(ExprType.Date);

/// <summary>The value of a parameter in force on the as-of date, or on <paramref name="Day"/>; <paramref name="Dimension"/> picks among its values by dimension.</summary>
public sealed record ParameterRef(Parameter Parameter, Expr? Dimension, Expr? Day = null) : Expr(Parameter.Type);

/// <summary>Three-valued and / or.</summary>
public sealed record Logic(bool IsAnd, Expr Left, Expr Right) : Expr(ExprType.Bool);

/// <summary>Three-valued not.</summary>
public sealed record Not(Expr Operand) : Expr(ExprType.Bool);

/// <summary>How two values compare.</summary>
public enum Comparison { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual }

/// <summary>Comparison of two values of one kind (after conversion); null if either is null. Codes compare by their place in the list.</summary>
public sealed record Compare(Comparison Operator, Expr Left, Expr Right) : Expr(ExprType.Bool);

/// <summary>True if the value is null, else false.</summary>
public sealed record IsNull(Expr Operand) : Expr(ExprType.Bool);

/// <summary>Equal to one of the choices, which have the value's kind; null as SQL's IN.</summary>
public sealed record InList(Expr Value, IReadOnlyList<Expr> Choices) : Expr(ExprType.Bool);

/// <summary>A multi-valued code holds the value with this number.</summary>
public sealed record HasCode(Expr Codes, int Number) : Expr(ExprType.Bool);

/// <summary>How a text is matched.</summary>
public enum TextMatchKind { Contains, StartsWith, EndsWith, Pattern }

/// <summary>A text condition; a pattern is always a literal that was checked.</summary>
public sealed record TextMatch(TextMatchKind Match, Expr Text, Expr Wanted) : Expr(ExprType.Bool);

/// <summary>Which stretch of time: this unit, the unit before, or the last n units up to and including the as-of day.</summary>
public enum WindowKind { This, Previous, Last }

/// <summary>Unit of a window.</summary>
public enum DateUnit { Day, Month, Quarter, Year }

/// <summary>The date lies in a window that ends by the as-of day's calendar. <paramref name="Amount"/> only for Last.</summary>
public sealed record InWindow(Expr Date, WindowKind Kind, DateUnit Unit, Expr? Amount) : Expr(ExprType.Bool);

/// <summary>Arithmetic; both sides have the result's kind, except money * int and int / int.</summary>
public enum Arithmetic { Add, Subtract, Multiply, Divide }

/// <inheritdoc cref="Arithmetic"/>
public sealed record Binary(ExprType Type, Arithmetic Operator, Expr Left, Expr Right) : Expr(Type);

/// <summary>Minus.</summary>
public sealed record Negate(Expr Operand) : Expr(Operand.Type);

/// <summary>Change of number kind: int to money (元) or decimal, money to decimal (元), month to date.</summary>
public sealed record ConvertTo(ExprType Type, Expr Operand) : Expr(Type);

/// <summary>Scalar functions.</summary>
public enum Function
{
    Age, DaysBetween, MonthsBetween, AddDays, AddMonths, Year, Month, MakeDate, Length, Coalesce, If, Min2, Max2, Abs, Round, Floor,
    BirthDate, Sex,
}

/// <summary>A scalar function; arguments have the types that the language document gives.</summary>
public sealed record Call(ExprType Type, Function Function, IReadOnlyList<Expr> Arguments) : Expr(Type);

/// <summary>Aggregates over rows.</summary>
public enum AggregateKind { Count, CountDistinct, Sum, Min, Max, Average, Any, Every, First, Last, Exists, None }

/// <summary>An aggregate over the rows of the group that went on. <paramref name="Operand"/> is null for Count.</summary>
public sealed record Aggregate(ExprType Type, AggregateKind Kind, Expr? Operand) : Expr(Type);

/// <summary>An aggregate over the household's rows of another fact for which <paramref name="Where"/> is true.</summary>
/// <param name="OfPerson">Only rows of the person at hand (row's member, or the group's).</param>
public sealed record Subquery(ExprType Type, AggregateKind Kind, FactTable Fact, Expr? Operand, Expr? Where, bool OfPerson) : Expr(Type);
