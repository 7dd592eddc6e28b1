namespace Xianjie.Screening;

/// <summary>Three-valued logic and arithmetic in which null and overflow give null.</summary>
internal static class Num
{
    private const long Null = ColumnData.Null;

    public static long And3(long a, long b) => a == 0 || b == 0 ? 0 : a == Null || b == Null ? Null : 1;

    public static long Or3(long a, long b) => a == 1 || b == 1 ? 1 : a == Null || b == Null ? Null : 0;

    public static long Not3(long a) => a == Null ? Null : 1 - a;

    public static long Add(long a, long b)
    {
        if (a == Null || b == Null) return Null;
        var sum = unchecked(a + b);
        return ((a ^ sum) & (b ^ sum)) < 0 ? Null : sum;
    }

    public static long Subtract(long a, long b) => b == Null ? Null : Add(a, -b);

    public static long Multiply(long a, long b)
    {
        if (a == Null || b == Null) return Null;
        var high = Math.BigMul(a, b, out long low);
        return (high == 0 && low >= 0) || (high == -1 && low < 0) ? low : Null;
    }

    public static long Negate(long a) => a == Null ? Null : -a;

    public static long Abs(long a) => a == Null ? Null : Math.Abs(a);

    public static long Min(long a, long b) => a == Null || b == Null ? Null : Math.Min(a, b);

    public static long Max(long a, long b) => a == Null || b == Null ? Null : Math.Max(a, b);

    public static long ToMoney(long whole) => Multiply(whole, 100);

    /// <summary>A whole number with its last digits behind the point; several times faster than dividing.</summary>
    private static decimal Scaled(long value, byte places)
    {
        var size = (ulong)Math.Abs(value);
        return new decimal((int)size, (int)(size >> 32), 0, value < 0, places);
    }

    public static decimal? FromWhole(long value) => value == Null ? null : value;

    public static decimal? FromMoney(long cents) => cents == Null ? null : Scaled(cents, 2);

    /// <summary>A stored decimal, in 1/10000.</summary>
    public static decimal? FromFixed(long value) => value == Null ? null : Scaled(value, 4);

    public static decimal? Add(decimal? a, decimal? b) => Safe(a, b, decimal.Add);

    public static decimal? Subtract(decimal? a, decimal? b) => Safe(a, b, decimal.Subtract);

    public static decimal? Multiply(decimal? a, decimal? b) => Safe(a, b, decimal.Multiply);

    public static decimal? Divide(decimal? a, decimal? b) => b == 0 ? null : Safe(a, b, decimal.Divide);

    public static decimal? Negate(decimal? a) => -a;

    public static decimal? Abs(decimal? a) => a is { } value ? Math.Abs(value) : null;

    public static decimal? Min(decimal? a, decimal? b) => a is null || b is null ? null : Math.Min(a.Value, b.Value);

    public static decimal? Max(decimal? a, decimal? b) => a is null || b is null ? null : Math.Max(a.Value, b.Value);

    /// <summary>Half away from zero, as PostgreSQL rounds numerics.</summary>
    public static decimal? Round(decimal? a, long places)
    {
        if (a is null || places == Null || places is < -12 or > 12) return null;
        if (places >= 0) return Math.Round(a.Value, (int)places, MidpointRounding.AwayFromZero);
        var unit = 1m;
        for (var i = 0L; i < -places; i++) unit *= 10;
        return Math.Round(a.Value / unit, MidpointRounding.AwayFromZero) * unit;
    }

    public static decimal? Floor(decimal? a) => a is { } value ? Math.Floor(value) : null;

    public static long Length(string? text) => text is null ? Null : text.Length - text.Count(char.IsLowSurrogate);

    public static long BirthDay(long id) => id == Null ? Null : PackedId.BirthDay(id);

    public static string? Sex(long id) => id == Null ? null : PackedId.IsMale(id) ? "男" : "女";

    public static bool Contains(string text, string wanted) => text.Contains(wanted, StringComparison.Ordinal);

    public static bool StartsWith(string text, string wanted) => text.StartsWith(wanted, StringComparison.Ordinal);

    public static bool EndsWith(string text, string wanted) => text.EndsWith(wanted, StringComparison.Ordinal);

    private static decimal? Safe(decimal? a, decimal? b, Func<decimal, decimal, decimal> operation)
    {
        if (a is not { } x || b is not { } y) return null;
        try
        {
            return operation(x, y);
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}

/// <summary>Distinct values of one count.</summary>
internal sealed class DistinctSet
{
    private readonly HashSet<object> values = [];

    public long Count => values.Count;

    public void Add(long value)
    {
        if (value != ColumnData.Null) values.Add(value);
    }

    public void Add(decimal? value)
    {
        if (value is { } number) values.Add(number);
    }

    public void Add(string? value)
    {
        if (value is not null) values.Add(value);
    }
}

/// <summary>First and last by date; among rows of one date the least (last: the greatest) value, so that row order never matters.</summary>
internal static class Pick
{
    public static void Take(bool last, long date, long value, ref long bestDate, ref long best)
    {
        if (value == ColumnData.Null || !Better(last, date, bestDate, best == ColumnData.Null, value.CompareTo(best))) return;
        (bestDate, best) = (date, value);
    }

    public static void Take(bool last, long date, decimal? value, ref long bestDate, ref decimal? best)
    {
        if (value is null || !Better(last, date, bestDate, best is null, decimal.Compare(value.Value, best ?? 0))) return;
        (bestDate, best) = (date, value);
    }

    public static void Take(bool last, long date, string? value, ref long bestDate, ref string? best)
    {
        if (value is null || !Better(last, date, bestDate, best is null, string.CompareOrdinal(value, best))) return;
        (bestDate, best) = (date, value);
    }

    private static bool Better(bool last, long date, long bestDate, bool none, int order) =>
        date != ColumnData.Null && (none || (date == bestDate ? order < 0 != last && order != 0 : date < bestDate != last));
}
