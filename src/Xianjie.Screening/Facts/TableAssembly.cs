namespace Xianjie.Screening;

/// <summary>Sorts the rows of one fact by household and person, drops those that a later row with the same key replaces, and lays them
/// out as columns. Keeps its scratch memory from fact to fact; for one thread.</summary>
internal sealed class TableAssembly(ColumnMemory? memory = null)
{
    private int[] order = [];
    private int[][] person = [];
    private long[][] key = [];
    private bool byPerson, hasKey;

    /// <param name="fact">The fact.</param>
    /// <param name="parts">Rows in the order of files and lines; emptied on the way, so that memory is held once.</param>
    /// <param name="households">Number of households.</param>
    /// <param name="persons">Final place of each person as the rows name them; null if they are final.</param>
    /// <param name="replaced">How many rows a later one replaced.</param>
    public TableData Assemble(FactTable fact, IReadOnlyList<FactRows> parts, int households, int[]? persons, out int replaced)
    {
        (byPerson, hasKey) = (fact.Grain == Grain.Person, fact.Key.Count > 0);
        var count = parts.Sum(p => p.Count);
        int[] counts = [.. parts.Select(p => p.Count)];
        int[] sources = [.. parts.Select(p => p.Source)];
        var household = Buffer<int>.Join([.. parts.Select(p => p.Household)]);
        var offsets = new int[households + 1];
        Sort(household, counts, count, offsets);
        Buffer<int>.Return(household);
        person = Buffer<int>.Join([.. parts.Select(p => p.Person)]);
        if (byPerson && persons is not null)
            foreach (var at in order.AsSpan(0, count)) PersonAt(at) = persons[PersonAt(at)];
        if (byPerson) SortPersons(offsets);
        key = Buffer<long>.Join([.. parts.Select(p => p.Key)]);
        var kept = hasKey || fact.Single ? Replace(offsets) : count;
        Buffer<long>.Return(key);
        replaced = count - kept;
        var rows = order.AsSpan(0, kept);
        var columns = new ColumnData?[fact.Columns.Count];
        foreach (var column in fact.Columns)
            if (parts.Count > 0 && parts[0].Columns[column.Ordinal] is not null)
                columns[column.Ordinal] = ColumnBuffer.Gather(column, [.. parts.Select(p => p.Columns[column.Ordinal]!)], rows, memory);
        var table = new TableData(fact, 0)
        {
            Count = kept,
            Offsets = offsets,
            Persons = byPerson ? Blocks.Take(person, rows, memory) : [],
            RowNumbers = ColumnBuffer.Taken<int>([.. parts.Select(p => p.RowNumber)], rows, memory),
            Sources = Sources(sources, counts, rows),
            Columns = columns,
        };
        Buffer<int>.Return(person);
        (person, key) = ([], []);
        return table;
    }

    private ref int PersonAt(int address) => ref person[address >> Blocks.Bits][address & Blocks.Mask];

    private long KeyAt(int address) => hasKey ? key[address >> Blocks.Bits][address & Blocks.Mask] : 0;

    /// <summary>Source file of each row, from the part that its block belongs to; empty if there is one file.</summary>
    private static ushort[] Sources(int[] sources, int[] counts, ReadOnlySpan<int> rows)
    {
        if (sources.All(s => s == 0)) return [];
        ushort[] byBlock = [.. sources.SelectMany((s, i) => Enumerable.Repeat((ushort)s, (counts[i] + Blocks.Mask) >> Blocks.Bits))];
        var taken = new ushort[rows.Length];
        for (var i = 0; i < taken.Length; i++) taken[i] = byBlock[rows[i] >> Blocks.Bits];
        return taken;
    }

    /// <summary>Addresses of the rows by household; a counting sort, stable.</summary>
    private void Sort(int[][] household, int[] counts, int count, int[] offsets)
    {
        if (order.Length < count) order = new int[count];
        var block = 0;
        foreach (var part in counts)
            for (var left = part; left > 0; left -= Blocks.Size, block++)
                foreach (var h in household[block].AsSpan(0, Math.Min(left, Blocks.Size))) offsets[h]++;
        var start = 0;
        for (var h = 0; h < offsets.Length; h++) (offsets[h], start) = (start, start + offsets[h]);
        block = 0;
        foreach (var part in counts)
            for (var left = part; left > 0; left -= Blocks.Size, block++)
            {
                var rows = household[block].AsSpan(0, Math.Min(left, Blocks.Size));
                for (var i = 0; i < rows.Length; i++) order[offsets[rows[i]]++] = (block << Blocks.Bits) + i;
            }
        // each start has moved to its end, which is the next one's start
        Array.Copy(offsets, 0, offsets, 1, offsets.Length - 1);
        offsets[0] = 0;
    }

    private void SortPersons(int[] offsets)
    {
        for (var h = 0; h < offsets.Length - 1; h++)
        {
            var (low, high) = (offsets[h], offsets[h + 1]);
            if (high - low > 64)
            {
                order[low..high].OrderBy(r => PersonAt(r)).ToArray().CopyTo(order, low);
                continue;
            }
            for (var i = low + 1; i < high; i++)
            {
                var (row, j) = (order[i], i);
                for (; j > low && PersonAt(order[j - 1]) > PersonAt(row); j--) order[j] = order[j - 1];
                order[j] = row;
            }
        }
    }

    /// <summary>Takes out rows that a later one with the same key replaces; closes the gaps. Returns how many stay.</summary>
    private int Replace(int[] offsets)
    {
        var (write, start) = (0, 0);
        for (var h = 0; h < offsets.Length - 1; h++)
        {
            var end = offsets[h + 1];
            var first = write;
            var large = end - start > 64 ? LastOfKey(start, end) : null;
            for (var i = start; i < end; i++)
            {
                var row = order[i];
                if (large is not null ? large.Contains(row) : !ReplacedLater(i, end)) order[write++] = row;
            }
            offsets[h] = first;
            start = end;
        }
        offsets[^1] = write;
        return write;
    }

    private bool ReplacedLater(int at, int end)
    {
        var row = order[at];
        for (var j = at + 1; j < end; j++)
        {
            var later = order[j];
            if (byPerson && PersonAt(later) != PersonAt(row)) return false;
            if (KeyAt(later) == KeyAt(row)) return true;
        }
        return false;
    }

    private HashSet<int> LastOfKey(int start, int end)
    {
        var last = new Dictionary<(int, long), int>();
        for (var i = start; i < end; i++) last[(byPerson ? PersonAt(order[i]) : 0, KeyAt(order[i]))] = order[i];
        return [.. last.Values];
    }
}
