using System.Text;

namespace Xianjie.Screening;

/// <summary>Takes the rows of one fact: <c>Begin</c>, any number of <c>Set</c>, <c>End</c>.</summary>
public sealed class FactBuilder
{
    private readonly FactStoreBuilder owner;
    private readonly FactTable fact;
    private readonly bool isHousehold, isMember;
    private readonly CellReader[] readers;
    private readonly long[] values;
    private readonly bool[] keyed;
    private readonly FileReport report;
    private readonly byte[] text = new byte[60_000];
    private int household, person, rowNumber;

    internal FactBuilder(FactStoreBuilder owner, FactTable fact, Catalogue catalogue)
    {
        (this.owner, this.fact) = (owner, fact);
        (isHousehold, isMember) = (fact == catalogue.Household, fact == catalogue.Member);
        report = owner.Report.Open(fact, fact.Name);
        Rows = new FactRows(fact, owner.Columns, owner.Report.SourceOf(report));
        readers = [.. fact.Columns.Select(c => new CellReader(c, c == fact.Date && owner.Today is { } today ? today.DayNumber : int.MaxValue))];
        values = new long[fact.Columns.Count];
        keyed = [.. fact.Columns.Select(c => fact.Key.Contains(c))];
    }

    /// <summary>How many rows were begun.</summary>
    internal int Begun { get; private set; }

    internal FactRows Rows { get; }

    /// <summary>Starts a row.</summary>
    /// <param name="householdHandle">The household; not for 户.</param>
    /// <param name="personHandle">The person, for facts by person; not for 成员.</param>
    /// <param name="number">Number of the row where it came from, for messages.</param>
    /// <returns>For 户 and 成员 the handle of the new household or person; else the number of rows begun.</returns>
    public int Begin(int householdHandle = -1, int personHandle = -1, int number = 0)
    {
        household = isHousehold ? Begun : householdHandle;
        person = isMember ? Begun : personHandle;
        ArgumentOutOfRangeException.ThrowIfNegative(household, nameof(householdHandle));
        if (fact.Grain == Grain.Person) ArgumentOutOfRangeException.ThrowIfNegative(person, nameof(personHandle));
        rowNumber = number;
        Array.Fill(values, ColumnData.Null);
        return Begun++;
    }

    /// <summary>Sets a cell from its text, read as the column's type; text that does not fit is refused and told in the report.</summary>
    public bool Set(Column column, ReadOnlySpan<char> cell)
    {
        if (cell.Length > 20_000) return Refuse(column, cell[..50], "文字过长");
        return Set(column, text.AsSpan(0, Encoding.UTF8.GetBytes(cell, text)));
    }

    /// <summary>Sets a cell from its text in UTF-8.</summary>
    public bool Set(Column column, ReadOnlySpan<byte> utf8)
    {
        if (ColumnData.StorageOf(column) == Storage.Text)
        {
            var trimmed = Cell.Trim(utf8);
            if (Rows.Columns[column.Ordinal] is TextBuffer buffer) values[column.Ordinal] = trimmed.IsEmpty ? ColumnData.Null : buffer.Pool.Add(trimmed);
            else if (keyed[column.Ordinal] && !trimmed.IsEmpty) values[column.Ordinal] = (long)ByteHash.Of(trimmed);
            return true;
        }
        var fault = readers[column.Ordinal].Read(utf8, out var value);
        if (fault != CellFault.None) return Refuse(column, Encoding.UTF8.GetString(utf8.Length > 200 ? utf8[..200] : utf8), CellReader.Reason(column, fault));
        values[column.Ordinal] = value;
        return true;
    }

    /// <summary>Sets a cell to a whole number, or to money in 分; null clears it. No checks.</summary>
    public void Set(Column column, long? value) => values[column.Ordinal] = value ?? ColumnData.Null;

    /// <summary>Sets a date or the first day of a month.</summary>
    public void Set(Column column, DateOnly? value) => values[column.Ordinal] = value?.DayNumber ?? ColumnData.Null;

    /// <summary>Sets a yes or no.</summary>
    public void Set(Column column, bool? value) => values[column.Ordinal] = value is { } flag ? flag ? 2 : 1 : ColumnData.Null;

    /// <summary>Ends the row.</summary>
    public void End() => End(fact.Key.Count > 0 ? KeyHash() : 0);

    /// <summary>Sets a text as bytes.</summary>
    internal void Copy(Column column, ReadOnlySpan<byte> utf8) =>
        values[column.Ordinal] = utf8.IsEmpty || Rows.Columns[column.Ordinal] is not TextBuffer buffer ? ColumnData.Null : buffer.Pool.Add(utf8);

    /// <summary>Ends a row that is known to be no double of another.</summary>
    internal void EndCopy(int unique) => End(unique);

    private void End(long key)
    {
        Rows.Household.Push(household);
        Rows.Person.Push(person);
        Rows.RowNumber.Push(rowNumber);
        if (fact.Key.Count > 0) Rows.Key.Push(key);
        for (var i = 0; i < values.Length; i++) Rows.Columns[i]?.Add(values[i]);
        report.Rows++;
        report.Accepted++;
    }

    private long KeyHash()
    {
        ulong hash = 0;
        foreach (var column in fact.Key) hash = ByteHash.Mix(hash, (ulong)values[column.Ordinal]);
        return (long)hash;
    }

    private bool Refuse(Column column, ReadOnlySpan<char> cell, string reason)
    {
        report.RefusedCells++;
        owner.Report.Add(new RefusedCell(fact, report.File, rowNumber, column, cell.ToString(), reason, false));
        return false;
    }
}
