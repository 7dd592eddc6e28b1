using System.Buffers;
using System.Text;

namespace Xianjie.Screening;

/// <summary>Why a cell was refused.</summary>
public enum CellFault { None, Missing, Malformed, UnknownCode, TooSmall, TooLarge, Future, TooPrecise, BadCitizenId }

/// <summary>Reads cells of one column from UTF-8 into the engine's values.</summary>
internal sealed class CellReader
{
    private readonly Column column;
    private readonly int today;
    private readonly long min, max;

    /// <param name="column">Any column but text; texts go to a pool.</param>
    /// <param name="today">Day number after which an event lies in the future; <see cref="int.MaxValue"/> not to look.</param>
    public CellReader(Column column, int today = int.MaxValue)
    {
        this.column = column;
        this.today = today;
        var scale = column.Type switch { ColumnType.Money => 100, ColumnType.Decimal => 10_000, _ => 1 };
        min = column.Min is { } low ? (long)(low * scale) : long.MinValue;
        max = column.Max is { } high ? (long)(high * scale) : long.MaxValue;
    }

    /// <summary>Reads a cell; an empty one gives null.</summary>
    public CellFault Read(ReadOnlySpan<byte> cell, out long value)
    {
        value = ColumnData.Null;
        cell = Cell.Trim(cell);
        if (cell.IsEmpty) return CellFault.None;
        var fault = Once(cell, out value);
        return fault is CellFault.Malformed or CellFault.UnknownCode or CellFault.BadCitizenId ? Again(cell, fault, out value) : fault;
    }

    private CellFault Once(ReadOnlySpan<byte> cell, out long value)
    {
        switch (column.Type)
        {
            case ColumnType.Code: return (value = column.Codes!.NumberOf(cell)) > 0 ? CellFault.None : CellFault.UnknownCode;
            case ColumnType.Codes: return Cell.Codes(cell, column.Codes!, out value);
            case ColumnType.Bool: return Cell.Bool(cell, out value);
            case ColumnType.CitizenId: return PackedId.TryRead(cell, out value) ? CellFault.None : CellFault.BadCitizenId;
            case ColumnType.Date: return !Cell.Date(cell, out value) ? CellFault.Malformed : value > today ? CellFault.Future : CellFault.None;
            case ColumnType.Month: return !Cell.Month(cell, out value) ? CellFault.Malformed : value > today ? CellFault.Future : CellFault.None;
            case ColumnType.Year: return Ranged(Cell.Number(cell, 0, out value), 1900, 2100, value);
            case ColumnType.Money: return Ranged(Cell.Number(cell, 2, out value), min, max, value);
            case ColumnType.Decimal: return Ranged(Cell.Number(cell, 4, out value), min, max, value);
            default: return Ranged(Cell.Number(cell, 0, out value), Math.Max(min, -2_000_000_000), Math.Min(max, 2_000_000_000), value);
        }
    }

    private static CellFault Ranged(CellFault fault, long min, long max, long value) =>
        fault != CellFault.None ? fault : value < min ? CellFault.TooSmall : value > max ? CellFault.TooLarge : CellFault.None;

    /// <summary>Full-width characters and the usual marks for "nothing" are rare, so they are looked at only after a failure.</summary>
    private CellFault Again(ReadOnlySpan<byte> cell, CellFault fault, out long value)
    {
        value = ColumnData.Null;
        if (cell.Length > 200) return fault;
        var text = Encoding.UTF8.GetString(cell).Normalize(NormalizationForm.FormKC).Trim();
        if (text is "" or "-" or "--" or "/" or "—" or "NULL" or "null" or "None" or "NaN") return CellFault.None;
        if (column.Type is ColumnType.Money && text.EndsWith('元')) text = text[..^1].TrimEnd();
        return Once(Encoding.UTF8.GetBytes(text), out value);
    }

    /// <summary>Tells a fault in words.</summary>
    public static string Reason(Column column, CellFault fault) => fault switch
    {
        CellFault.Missing => $"“{column.Name}”必填，现为空",
        CellFault.UnknownCode => $"“{column.Name}”没有这个取值，可用：{string.Join("、", column.Codes!.Values.Take(30))}",
        CellFault.TooSmall => column.Min is 0 ? $"“{column.Name}”不能为负数" : $"“{column.Name}”不能小于 {column.Min}",
        CellFault.TooLarge => $"“{column.Name}”数值过大{(column.Max is { } max ? $"，最大 {max}" : "")}",
        CellFault.Future => $"“{column.Name}”晚于数据日期，是将来的日期",
        CellFault.TooPrecise => $"“{column.Name}”小数位过多，金额最多两位",
        CellFault.BadCitizenId => $"“{column.Name}”不是正确的公民身份号码（位数、日期或校验码不对）",
        _ => $"“{column.Name}”应是{ExpectedForm(column.Type)}",
    };

    private static string ExpectedForm(ColumnType type) => type switch
    {
        ColumnType.Bool => "“是”或“否”",
        ColumnType.Int => "整数",
        ColumnType.Year => "年份（如 2026）",
        ColumnType.Month => "月份（如 202601）",
        ColumnType.Date => "日期（如 2026-01-31）",
        _ => "数字",
    };
}

/// <summary>Checks single values outside of a file.</summary>
internal static class CellValue
{
    /// <summary>Why a text is no value of a column; null if it is one.</summary>
    public static string? Check(Column column, string text)
    {
        if (ColumnData.StorageOf(column) == Storage.Text) return null;
        var fault = new CellReader(column).Read(Encoding.UTF8.GetBytes(text), out _);
        return fault == CellFault.None ? null : $"{CellReader.Reason(column, fault)}，现为“{text}”";
    }
}
