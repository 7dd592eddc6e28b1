namespace Xianjie.Screening;

/// <summary>Sorts the rows of one fact by household and person, drops those that a later row with the same key replaces, and lays them
/// out as columns.</summary>
internal static class TableAssembly
{
    /// <param name="parts">Rows in the order of files and lines; emptied on the way, so that memory is held once.</param>
    /// <param name="households">Number of households.</param>
    /// <param name="persons">Final place of each person as the rows name them; null if they are final.</param>
    public static TableData Assemble(FactTable fact, IReadOnlyList<FactRows> parts, int households, int[]? persons, out int replaced)
    {
        var household = Buffer<int>.Join([.. parts.Select(p => p.Household)]);
        var count = household.Length;
        var sources = Sources(parts, count);
        var person = Buffer<int>.Join([.. parts.Select(p => p.Person)]);
        if (persons is not null)
            for (var i = 0; i < person.Length; i++) person[i] = person[i] < 0 ? -1 : persons[person[i]];
        var key = Buffer<long>.Join([.. parts.Select(p => p.Key)]);
        var offsets = new int[households + 1];
        var order = Sort(household, offsets);
        if (fact.Grain == Grain.Person) SortPersons(order, offsets, person);
        replaced = fact.Key.Count > 0 || fact.Single ? Replace(fact, order, offsets, person, key) : 0;
        var final = IsIdentity(order, count) ? null : order;
        var kept = count - replaced;
        var columns = new ColumnData?[fact.Columns.Count];
        foreach (var column in fact.Columns)
            if (parts.Count > 0 && parts[0].Columns[column.Ordinal] is not null)
                columns[column.Ordinal] = ColumnBuffer.Gather(column, [.. parts.Select(p => p.Columns[column.Ordinal]!)], final, kept);
        return new TableData(fact, 0)
        {
            Count = kept,
            Offsets = offsets,
            Persons = fact.Grain == Grain.Person ? ColumnBuffer.Take(person, final, kept) : [],
            RowNumbers = ColumnBuffer.Take(Buffer<int>.Join([.. parts.Select(p => p.RowNumber)]), final, kept),
            Sources = sources.Length == 0 ? [] : ColumnBuffer.Take(sources, final, kept),
            Columns = columns,
        };
    }

    private static byte[] Sources(IReadOnlyList<FactRows> parts, int count)
    {
        if (parts.All(p => p.Source == 0)) return [];
        var sources = new byte[count];
        var at = 0;
        foreach (var part in parts)
        {
            sources.AsSpan(at, part.RowNumber.Count).Fill((byte)part.Source);
            at += part.RowNumber.Count;
        }
        return sources;
    }

    /// <summary>Counting sort by household, stable.</summary>
    private static int[] Sort(int[] household, int[] offsets)
    {
        foreach (var h in household) offsets[h + 1]++;
        for (var h = 1; h < offsets.Length; h++) offsets[h] += offsets[h - 1];
        var order = new int[household.Length];
        for (var i = household.Length - 1; i >= 0; i--) order[--offsets[household[i] + 1]] = i;
        // each end was moved to its start; move them back by one place
        Array.Copy(offsets, 1, offsets, 0, offsets.Length - 1);
        offsets[^1] = household.Length;
        return order;
    }

    private static void SortPersons(int[] order, int[] offsets, int[] person)
    {
        for (var h = 0; h < offsets.Length - 1; h++)
        {
            var (low, high) = (offsets[h], offsets[h + 1]);
            if (high - low > 64)
            {
                var rows = order[low..high].OrderBy(r => person[r]).ToArray();
                rows.CopyTo(order, low);
                continue;
            }
            for (var i = low + 1; i < high; i++)
            {
                var (row, j) = (order[i], i);
                for (; j > low && person[order[j - 1]] > person[row]; j--) order[j] = order[j - 1];
                order[j] = row;
            }
        }
    }

    /// <summary>Takes out rows that a later one with the same key replaces; closes the gaps. Returns how many.</summary>
    private static int Replace(FactTable fact, int[] order, int[] offsets, int[] person, long[] key)
    {
        var (write, start) = (0, 0);
        var byPerson = fact.Grain == Grain.Person;
        for (var h = 0; h < offsets.Length - 1; h++)
        {
            var end = offsets[h + 1];
            var first = write;
            var large = end - start > 64 ? LastOfKey(order, start, end, person, key, byPerson) : null;
            for (var i = start; i < end; i++)
            {
                var row = order[i];
                if (large is not null ? large.Contains(row) : !ReplacedLater(order, i, end, person, key, byPerson)) order[write++] = row;
            }
            offsets[h] = first;
            start = end;
        }
        offsets[^1] = write;
        return order.Length - write;
    }

    private static bool ReplacedLater(int[] order, int at, int end, int[] person, long[] key, bool byPerson)
    {
        var row = order[at];
        for (var j = at + 1; j < end; j++)
        {
            var later = order[j];
            if (byPerson && person[later] != person[row]) return false;
            if (key.Length == 0 || key[later] == key[row]) return true;
        }
        return false;
    }

    private static HashSet<int> LastOfKey(int[] order, int start, int end, int[] person, long[] key, bool byPerson)
    {
        var last = new Dictionary<(int, long), int>();
        for (var i = start; i < end; i++) last[(byPerson ? person[order[i]] : 0, key.Length == 0 ? 0 : key[order[i]])] = order[i];
        return [.. last.Values];
    }

    private static bool IsIdentity(int[] order, int count)
    {
        for (var i = 0; i < count; i++)
            if (order[i] != i) return false;
        return true;
    }
}
