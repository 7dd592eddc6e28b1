namespace Xianjie.Screening;

/// <summary>Households whose rows of one fact nobody has allowed to be read; tells afterwards of which of them there were rows.</summary>
/// <param name="households">How many households the registry has.</param>
public sealed class Withheld(int households)
{
    private readonly bool[] closed = new bool[households], met = new bool[households];
    private long rows;

    /// <summary>Rows that were left out.</summary>
    public long Rows => Interlocked.Read(ref rows);

    /// <summary>Ordinals of the households of which rows were left out.</summary>
    public IEnumerable<int> Met => Enumerable.Range(0, met.Length).Where(h => met[h]);

    /// <summary>Leaves the rows of a household out.</summary>
    public void Close(int household) => closed[household] = true;

    /// <summary>True for a row that is to be left out. Threads may call this at once.</summary>
    internal bool Takes(int household)
    {
        if (!closed[household]) return false;
        met[household] = true;
        Interlocked.Increment(ref rows);
        return true;
    }
}
