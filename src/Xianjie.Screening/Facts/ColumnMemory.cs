namespace Xianjie.Screening;

/// <summary>Arrays for columns that are needed over and over: what one part of a county took, the next one takes again. For one thread.</summary>
internal sealed class ColumnMemory
{
    private readonly List<Array> free = [], lent = [];

    /// <summary>An array of at least so many values, whatever they are; without memory to reuse it is new and exact.</summary>
    public static T[] Rent<T>(ColumnMemory? memory, int count) where T : struct =>
        memory?.Rent<T>(count) ?? GC.AllocateUninitializedArray<T>(count);

    /// <summary>Takes all arrays back: nobody reads them any more.</summary>
    public void Reuse()
    {
        free.AddRange(lent);
        lent.Clear();
    }

    private T[] Rent<T>(int count) where T : struct
    {
        var (fits, largest) = (-1, -1);
        for (var i = 0; i < free.Count; i++)
        {
            if (free[i] is not T[]) continue;
            if (free[i].Length >= count && (fits < 0 || free[i].Length < free[fits].Length)) fits = i;
            if (largest < 0 || free[i].Length > free[largest].Length) largest = i;
        }
        var found = fits < 0 ? GC.AllocateUninitializedArray<T>(count + (count / 8)) : (T[])free[fits];
        // a new one takes the place of one that has become too small
        if (largest >= 0) free.RemoveAt(fits < 0 ? largest : fits);
        lent.Add(found);
        return found;
    }
}
