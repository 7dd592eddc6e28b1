namespace Xianjie.Screening;

/// <summary>Scratch memory of one thread for putting rows aside and fetching them.</summary>
internal sealed class SpillScratch
{
    private int[] places = [], ends = [];

    public ByteSink Plain { get; } = new();

    public ByteSink Sealed { get; } = new();

    /// <summary>Places of rows sorted by part of the county; the part numbered <c>first + i</c> ends at <c>ends[i]</c>.</summary>
    public (int[] Places, int[] Ends, int First) ByPart(IntBuffer household, int size)
    {
        var (first, last) = (int.MaxValue, 0);
        for (var i = 0; i < household.Count; i++)
        {
            var part = household[i] / size;
            (first, last) = (Math.Min(first, part), Math.Max(last, part));
        }
        if (places.Length < household.Count) places = new int[household.Count * 2];
        ends = new int[last - first + 1];
        for (var i = 0; i < household.Count; i++) ends[household[i] / size - first]++;
        for (int part = 0, start = 0; part < ends.Length; part++) (ends[part], start) = (start, start + ends[part]);
        for (var i = 0; i < household.Count; i++) places[ends[household[i] / size - first]++] = i;
        return (places, ends, first);
    }
}
