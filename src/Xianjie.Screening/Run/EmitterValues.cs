using System.Linq.Expressions;
using Xianjie.Screening.Language;
using E = System.Linq.Expressions.Expression;

namespace Xianjie.Screening;

internal sealed partial class Emitter
{
    private static Type ClrType(ExprType type) => type.Kind switch
    {
        ValueKind.Decimal => typeof(decimal?),
        ValueKind.Text => typeof(string),
        _ => typeof(long),
    };

    private static E NullOf(Type type) => type == typeof(long) ? Null : type == typeof(string) ? NullText : NullDecimal;

    private static E LiteralValue(Literal x) => x.Type.Kind switch
    {
        ValueKind.Decimal => E.Constant((decimal?)x.Value, typeof(decimal?)),
        ValueKind.Text => E.Constant((string?)x.Value, typeof(string)),
        _ => E.Constant(x.Value switch { null => ColumnData.Null, DateOnly day => day.DayNumber, var whole => (long)whole }),
    };

    private static MethodCallExpression Math(string method, params E[] operands) =>
        E.Call(typeof(Num).GetMethod(method, [.. operands.Select(o => o.Type)])!, operands);

    private E Converted(ConvertTo x) => (x.Operand.Type.Kind, x.Type.Kind) switch
    {
        (ValueKind.Int, ValueKind.Money) => Static(nameof(Num.ToMoney), Value(x.Operand)),
        (ValueKind.Int, ValueKind.Decimal) => Static(nameof(Num.FromWhole), Value(x.Operand)),
        (ValueKind.Money, ValueKind.Decimal) => Static(nameof(Num.FromMoney), Value(x.Operand)),
        _ => Value(x.Operand),
    };

    /// <summary>Reads a column; where there is no row, null.</summary>
    private E Load(ColumnRef x)
    {
        var at = RowOf(x.Scope, x.Fact);
        var storage = ColumnData.StorageOf(x.Column);
        E Read(E index) => storage switch
        {
            Storage.Byte => Temp(E.Convert(E.ArrayIndex(Array(nameof(EvalFrame.Bytes), typeof(byte[]), x), index), typeof(long)),
                v => E.Condition(E.Equal(v, Zero), Null, x.Column.Type switch
                {
                    ColumnType.Bool => E.Subtract(v, One),
                    ColumnType.Year => E.Add(v, E.Constant((long)ColumnData.OffsetOf(x.Column))),
                    _ => v,
                })),
            Storage.Small => Temp(index, i => Temp(E.ArrayIndex(Array(nameof(EvalFrame.Smalls), typeof(int[]), x), i),
                v => E.Condition(E.Equal(v, E.Constant(int.MinValue)), Null, E.Condition(E.Equal(v, E.Constant(int.MaxValue)),
                    E.Call(typeof(EvalFrame), nameof(EvalFrame.Large), null, frame, E.Constant(layout.Slot(x.Fact, x.Column)), i),
                    E.Convert(v, typeof(long)))))),
            Storage.Int => Temp(E.ArrayIndex(Array(nameof(EvalFrame.Ints), typeof(int[]), x), index),
                v => E.Condition(E.Equal(v, E.Constant(int.MinValue)), Null, E.Convert(v, typeof(long)))),
            Storage.Long => E.ArrayIndex(Array(nameof(EvalFrame.Longs), typeof(long[]), x), index),
            _ => E.Call(Array(nameof(EvalFrame.Texts), typeof(TextData), x), nameof(TextData.Get), null, index),
        };
        E Typed(E index) => x.Column.Type == ColumnType.Decimal ? Static(nameof(Num.FromFixed), Read(index)) : Read(index);
        if (!MayBeMissing(x.Scope)) return Typed(at);
        return Temp(at, index => E.Condition(E.LessThan(index, E.Constant(0)), NullOf(ClrType(x.Type)), Typed(index)));
    }

    /// <summary>The number of a text in its column's pool, 0 for null.</summary>
    private E TextNumber(ColumnRef x)
    {
        E Read(E index) => E.ArrayIndex(E.Property(Array(nameof(EvalFrame.Texts), typeof(TextData), x), nameof(TextData.Ids)), index);
        if (!MayBeMissing(x.Scope)) return Read(RowOf(x.Scope, x.Fact));
        return Temp(RowOf(x.Scope, x.Fact), index => E.Condition(E.LessThan(index, E.Constant(0)), E.Constant(0), Read(index)));
    }

    private static bool MayBeMissing(RowScope scope) => scope is RowScope.Single or RowScope.Household;

    private E Array(string field, Type type, ColumnRef x) => Slot(field, type, layout.Slot(x.Fact, x.Column));

    private E Slot(string field, Type type, int slot)
    {
        var array = E.ArrayIndex(E.Field(frame, field), E.Constant(slot));
        if (!hoisting) return array;
        if (!hoisted.TryGetValue((field, slot), out var variable)) hoisted[(field, slot)] = variable = E.Variable(type, field + slot);
        return variable;
    }

    private E Offsets(FactTable fact) => Slot(nameof(EvalFrame.Offsets), typeof(int[]), layout.Slot(fact));

    private E PersonOf(FactTable fact, E at) => E.ArrayIndex(Slot(nameof(EvalFrame.Persons), typeof(int[]), layout.Slot(fact)), at);

    private E RowOf(RowScope scope, FactTable fact) => scope switch
    {
        RowScope.Row => row!,
        RowScope.Sub => subRow!,
        RowScope.MemberOfRow => PersonOf(rule.From, row!),
        RowScope.MemberOfSub => PersonOf(sub!, subRow!),
        RowScope.MemberOfGroup => person!,
        RowScope.Household when rule.From == fact && household is null => row!,
        _ => Temp(household!, h => E.Condition(
            E.LessThan(E.ArrayIndex(Offsets(fact), h), E.ArrayIndex(Offsets(fact), E.Increment(h))),
            E.ArrayIndex(Offsets(fact), h), E.Constant(-1))),
    };

    private E ParameterValue(ParameterRef x)
    {
        var slot = E.ArrayIndex(E.Field(frame, nameof(EvalFrame.Parameters)), E.Constant(layout.Slot(x)));
        var type = ClrType(x.Type);
        if (x.Day is not null) return OnDay(x, slot, type);
        if (x.Dimension is { Type.Kind: ValueKind.Int or ValueKind.Text } dimension)
        {
            var value = E.Call(typeof(Emitter), nameof(Dimensioned), null, slot, household!, E.Call(typeof(Emitter), nameof(Spelled), null, E.Convert(Value(dimension), typeof(object))));
            return type == typeof(long) ? E.Call(typeof(Emitter), nameof(AsLong), null, value) : E.TypeAs(value, type);
        }
        var method = x.Type.Kind switch
        {
            ValueKind.Decimal => nameof(ParameterSlot.Decimal),
            ValueKind.Text => nameof(ParameterSlot.Text),
            ValueKind.Bool => nameof(ParameterSlot.Bool),
            _ => nameof(ParameterSlot.Long),
        };
        return E.Call(slot, method, null, household!, x.Dimension is null ? Null : Value(x.Dimension));
    }

    private E OnDay(ParameterRef x, E slot, Type type)
    {
        var isNamed = x.Dimension is { Type.Kind: ValueKind.Int or ValueKind.Text };
        var named = isNamed ? E.Call(typeof(Emitter), nameof(Spelled), null, E.Convert(Value(x.Dimension!), typeof(object))) : (E)E.Constant(null, typeof(string));
        var code = isNamed || x.Dimension is null ? Null : Value(x.Dimension);
        var value = E.Call(slot, nameof(ParameterSlot.On), null, household!, Value(x.Day!), code, isNamed ? E.Coalesce(named, E.Constant(Parameter.Other)) : named);
        return type == typeof(long) ? E.Call(typeof(Emitter), nameof(AsLong), null, value) : E.TypeAs(value, type);
    }

    private static object? Dimensioned(ParameterSlot slot, int household, string? dimension) => slot.Named(household, dimension, true);

    private static string? Spelled(object? value) => value is null or ColumnData.Null ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}");

    private static long AsLong(object? value) => value switch { long whole => whole, bool flag => flag ? 1 : 0, _ => ColumnData.Null };

    private E CallValue(Call x)
    {
        E Argument(int i) => Value(x.Arguments[i]);
        E AsOfDay() => E.Convert(E.Field(frame, nameof(EvalFrame.AsOf)), typeof(long));
        E Dates(string method, params E[] arguments) => E.Call(typeof(Calendar), method, null, arguments);
        switch (x.Function)
        {
            case Function.Age: return Dates(nameof(Calendar.Age), Argument(0), x.Arguments.Count > 1 ? Argument(1) : AsOfDay());
            case Function.DaysBetween: return Dates(nameof(Calendar.DaysBetween), Argument(0), Argument(1));
            case Function.MonthsBetween: return Dates(nameof(Calendar.Months), Argument(0), Argument(1));
            case Function.AddDays: return Dates(nameof(Calendar.AddDays), Argument(0), Argument(1));
            case Function.AddMonths: return Dates(nameof(Calendar.AddMonths), Argument(0), Argument(1));
            case Function.Year: return Dates(nameof(Calendar.Year), Argument(0));
            case Function.Month: return Dates(nameof(Calendar.Month), Argument(0));
            case Function.MakeDate: return Dates(nameof(Calendar.Make), Argument(0), Argument(1), Argument(2));
            case Function.BirthDate: return Static(nameof(Num.BirthDay), Argument(0));
            case Function.Sex: return Static(nameof(Num.Sex), Argument(0));
            case Function.Length: return Static(nameof(Num.Length), Argument(0));
            case Function.Round: return Static(nameof(Num.Round), Argument(0), x.Arguments.Count > 1 ? Argument(1) : Zero);
            case Function.Floor: return Static(nameof(Num.Floor), Argument(0));
            case Function.Abs: return Math(nameof(Num.Abs), Argument(0));
            case Function.Min2: return Math(nameof(Num.Min), Argument(0), Argument(1));
            case Function.Max2: return Math(nameof(Num.Max), Argument(0), Argument(1));
            case Function.If: return E.Condition(True(x.Arguments[0]), Argument(1), Argument(2));
            default:
                var last = Argument(x.Arguments.Count - 1);
                for (var i = x.Arguments.Count - 2; i >= 0; i--)
                {
                    var otherwise = last;
                    last = Temp(Argument(i), v => E.Condition(IsNullValue(v), otherwise, v));
                }
                return last;
        }
    }
}
