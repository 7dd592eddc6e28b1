using System.Runtime.CompilerServices;

namespace Xianjie.Screening;

/// <summary>Citizen id to person: one open-addressing table. Read-only after building.</summary>
internal sealed class PersonIndex
{
    private readonly long[] keys;
    private readonly int[] persons;
    private readonly int shift;

    public PersonIndex(long[] ids)
    {
        var bits = Math.Max(4, 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(ids.Length * 3L / 2)));
        shift = 64 - bits;
        keys = new long[1 << bits];
        persons = new int[1 << bits];
        for (var person = 0; person < ids.Length; person++)
            if (ids[person] != ColumnData.Null) Add(ids[person], person);
    }

    /// <summary>Persons that have the id of another person, which stands in the index.</summary>
    public List<(int Person, int Twin)> Duplicates { get; } = [];

    /// <summary>The person with an id, −1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(long id)
    {
        var mask = keys.Length - 1;
        for (var slot = Slot(id); ; slot = (slot + 1) & mask)
        {
            var key = keys[slot];
            if (key == id) return persons[slot];
            if (key == 0) return -1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(long id) => (int)((ulong)id * 0x9E3779B97F4A7C15 >> shift);

    private void Add(long id, int person)
    {
        var mask = keys.Length - 1;
        var slot = Slot(id);
        for (; keys[slot] != 0; slot = (slot + 1) & mask)
        {
            if (keys[slot] != id) continue;
            Duplicates.Add((person, persons[slot]));
            return;
        }
        (keys[slot], persons[slot]) = (id, person);
    }
}
