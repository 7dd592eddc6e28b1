using Xianjie.Screening.Language;

namespace Xianjie.Screening.Emit;

/// <summary>How many decimal places a decimal expression has where decimals are whole numbers at a fixed scale.</summary>
internal sealed class Scale(DateOnly asOf, IParameterSource parameters)
{
    private const int Most = 12;

    public int Of(Expr expr)
    {
        var scale = Places(expr);
        return scale <= Most ? scale : throw new CannotSayException($"小数位数 {scale} 太多，SQLite 不能保持原意");
    }

    private int Places(Expr expr) => expr switch
    {
        { Type.Kind: not ValueKind.Decimal } => 0,
        ColumnRef => 4,
        Literal { Value: decimal value } => value.Scale,
        Literal => 0,
        ConvertTo { Operand.Type.Kind: ValueKind.Money } => 2,
        ConvertTo => 0,
        MeasureRef x => Places(x.Measure.Value),
        ParameterRef x => parameters.Get(x.Parameter).Values.Where(v => x.Day is not null || v.From <= asOf).Max(v => (int?)((decimal)v.Value).Scale) ?? 0,
        Binary { Operator: Arithmetic.Multiply } x => Places(x.Left) + Places(x.Right),
        Binary { Operator: Arithmetic.Divide } => 0,
        Binary x => Math.Max(Places(x.Left), Places(x.Right)),
        Negate x => Places(x.Operand),
        Aggregate { Operand: { } operand } => Places(operand),
        Subquery { Operand: { } operand } => Places(operand),
        Call { Function: Function.Round, Arguments: [var value, Literal { Value: long digits }] } => Math.Min(Places(value), (int)Math.Clamp(digits, 0, Most)),
        Call { Function: Function.Round } x when x.Arguments.Count == 1 => 0,
        Call { Function: Function.Floor } => 0,
        Call x => x.Arguments.Where(a => a.Type.Kind == ValueKind.Decimal).Select(Places).DefaultIfEmpty(0).Max(),
        _ => throw new CannotSayException("SQLite 不能确定小数位数"),
    };
}
