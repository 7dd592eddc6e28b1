using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Xianjie.Screening;

/// <summary>Citizen id to person and household: one open-addressing table, one cache line per look-up. Read-only after building.</summary>
internal sealed unsafe class PersonIndex
{
    /// <summary>No persons.</summary>
    public static PersonIndex Empty { get; } = new([], []);

    private readonly Slot[] slots;
    private readonly Slot* first;
    private readonly int shift;

    /// <param name="ids">The id of each person, null where there is none.</param>
    /// <param name="offsets">The persons of household h are offsets[h] to offsets[h + 1] − 1.</param>
    public PersonIndex(ReadOnlySpan<long> ids, ReadOnlySpan<int> offsets)
    {
        var bits = Math.Max(4, 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)(ids.Length * 3L / 2)));
        shift = 64 - bits;
        // pinned, so that a look-up can be announced to the processor by address
        slots = GC.AllocateArray<Slot>(1 << bits, pinned: true);
        first = (Slot*)Unsafe.AsPointer(ref slots[0]);
        for (var household = 0; household < offsets.Length - 1 && ids.Length > 0; household++)
            for (var person = offsets[household]; person < offsets[household + 1]; person++)
                if (ids[person] != ColumnData.Null) Add(ids[person], person, household);
    }

    /// <summary>Persons that have the id of another person, which stands in the index.</summary>
    public List<(int Person, int Twin)> Duplicates { get; } = [];

    /// <summary>The person with an id, −1 if there is none.</summary>
    public int Find(long id) => Find(id, out _);

    /// <summary>The person with an id and its household, −1 if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(long id, out int household)
    {
        var mask = slots.Length - 1;
        for (var at = Place(id); ; at = (at + 1) & mask)
        {
            ref readonly var slot = ref slots[at];
            household = slot.Household;
            if (slot.Key == id) return slot.Person;
            if (slot.Key == 0) return household = -1;
        }
    }

    /// <summary>Tells the processor that an id will be looked up soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Announce(long id)
    {
        if (Sse.IsSupported) Sse.Prefetch0(first + Place(id));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Place(long id) => (int)((ulong)id * 0x9E3779B97F4A7C15 >> shift);

    private void Add(long id, int person, int household)
    {
        var mask = slots.Length - 1;
        var at = Place(id);
        for (; slots[at].Key != 0; at = (at + 1) & mask)
        {
            if (slots[at].Key != id) continue;
            Duplicates.Add((person, slots[at].Person));
            return;
        }
        slots[at] = new Slot { Key = id, Person = person, Household = household };
    }

    private struct Slot
    {
        public long Key;
        public int Person;
        public int Household;
    }
}
