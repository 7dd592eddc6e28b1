using Xianjie.Screening.Language;

namespace Xianjie.Screening;

/// <summary>What a compiled rule reads at run time: the arrays of one store, bound once per rule and thread.</summary>
internal sealed class EvalFrame
{
    public required byte[][] Bytes;
    public required int[][] Ints;
    public required int[][] Smalls;
    public required Dictionary<int, long>[] Larges;
    public required long[][] Longs;
    public required TextData[] Texts;
    public required int[][] Offsets;
    public required int[][] Persons;
    public required long[] Constants;
    public required TextMask[] Masks;
    public required ParameterSlot[] Parameters;
    public required int AsOf;

    /// <summary>A number of a small column that did not fit.</summary>
    public static long Large(EvalFrame frame, int slot, int row) => frame.Larges[slot][row];

    /// <summary>Rows that went on, at present.</summary>
    public int[] Rows = new int[64];
}

/// <summary>A text condition decided once per distinct text. Threads may decide the same text twice, with the same answer.</summary>
internal sealed class TextMask(TextPool pool, TextTest test)
{
    private readonly byte[] known = new byte[pool.Count + 1];

    public bool Test(int id)
    {
        if (known[id] == 0) known[id] = test.Holds(pool.Bytes(id)) ? (byte)2 : (byte)1;
        return known[id] == 2;
    }
}

/// <summary>Values of one parameter for the divisions of one store on one day.</summary>
internal sealed class ParameterSlot
{
    private readonly Parameter parameter;
    private readonly DateOnly day;
    private readonly TextData? divisions;
    private readonly int[] households;
    private readonly CodeList? codes;
    private readonly Dictionary<(int Division, string? Dimension), object?> byText = [];
    private readonly Dictionary<(int Division, long Day, string? Dimension), object?> byDay = [];
    private readonly object?[]?[] byCode;
    private static readonly object Unknown = new();
    private readonly bool isOne;
    private readonly long oneLong;
    private readonly decimal? oneDecimal;

    public ParameterSlot(Parameter parameter, CodeList? codes, DateOnly day, TextData? divisions, int[] households)
    {
        (this.parameter, this.codes, this.day, this.households) = (parameter, codes, day, households);
        this.divisions = parameter.Values.Any(v => v.Division.Length > 0) ? divisions : null;
        byCode = new object?[]?[(this.divisions?.Pool.Count ?? 0) + 1];
        // most parameters have one value for the whole county
        isOne = this.divisions is null && codes is null;
        if (!isOne) return;
        var one = parameter.InForce(day, "", null);
        (oneLong, oneDecimal) = (one switch { long whole => whole, bool flag => flag ? 1 : 0, _ => ColumnData.Null }, one as decimal?);
    }

    public long Long(int household, long code) => isOne ? oneLong : Get(household, code) is long value ? value : ColumnData.Null;

    public decimal? Decimal(int household, long code) => isOne ? oneDecimal : Get(household, code) as decimal?;

    public string? Text(int household, long code) => Get(household, code) as string;

    public long Bool(int household, long code) => Get(household, code) is bool value ? value ? 1 : 0 : ColumnData.Null;

    public object? Get(int household, long code)
    {
        var division = DivisionOf(household);
        var row = byCode[division] ??= Fresh();
        var at = codes is null || code == ColumnData.Null ? 0 : (int)code;
        if (code == ColumnData.Null && codes is not null) return Named(division, Parameter.Other);
        if (row[at] == Unknown) row[at] = parameter.InForce(day, Text(division), codes is null ? null : Spelling(at));
        return row[at];
    }

    /// <summary>The value for a dimension given as text; a missing dimension takes 其他.</summary>
    public object? Named(int household, string? dimension, bool _) => Named(DivisionOf(household), dimension ?? Parameter.Other);

    /// <summary>The value that was in force on a day; none where there is no day.</summary>
    public object? On(int household, long at, long code, string? named)
    {
        if (at == ColumnData.Null) return null;
        var dimension = named ?? (codes is null ? null : code == ColumnData.Null ? Parameter.Other : Spelling((int)code));
        var key = (DivisionOf(household), at, dimension);
        if (!byDay.TryGetValue(key, out var value))
            byDay[key] = value = parameter.InForce(DateOnly.FromDayNumber((int)at), Text(key.Item1), dimension);
        return value;
    }

    private object? Named(int division, string dimension)
    {
        if (!byText.TryGetValue((division, dimension), out var value))
            byText[(division, dimension)] = value = parameter.InForce(day, Text(division), dimension);
        return value;
    }

    /// <summary>Dimension values may be written with an alias of the code.</summary>
    private string Spelling(int number) =>
        parameter.Values.FirstOrDefault(v => v.Dimension is { } d && codes!.NumberOf(d) == number)?.Dimension ?? codes![number];

    private object?[] Fresh()
    {
        var row = new object?[(codes?.Values.Count ?? 0) + 1];
        Array.Fill(row, Unknown);
        return row;
    }

    private int DivisionOf(int household) =>
        divisions is null || households[household] == households[household + 1] ? 0 : divisions.Ids[households[household]];

    private string Text(int division) => division == 0 || divisions is null ? "" : divisions.Pool[division];
}
