namespace Xianjie.Screening;

/// <summary>Finds households by number and persons by citizen id while files are read.</summary>
internal sealed class RegistryIndex
{
    private readonly TextPool numbers;
    private readonly int[] householdOfNumber, offsets;

    /// <param name="numbers">Household numbers.</param>
    /// <param name="householdOfNumber">The household of each by its place in the pool, −1 where there is none.</param>
    /// <param name="members">成员, if it has been read.</param>
    public RegistryIndex(TextPool numbers, int[] householdOfNumber, TableData? members)
    {
        (this.numbers, this.householdOfNumber, offsets) = (numbers, householdOfNumber, members?.Offsets ?? [0]);
        Persons = members is null ? PersonIndex.Empty : FactStoreBuilder.IndexOf(members);
    }

    public static RegistryIndex Of(Catalogue catalogue, TableData households, TableData? members)
    {
        if (catalogue.Household["户编号"] is not { } no || households.Columns[no.Ordinal] is not TextData data) return new RegistryIndex(new TextPool(), [-1], members);
        var householdOfNumber = new int[data.Pool.Count + 1];
        Array.Fill(householdOfNumber, -1);
        for (var h = 0; h < households.Offsets.Length - 1; h++)
            if (households.Offsets[h] < households.Offsets[h + 1]) householdOfNumber[data.Ids[households.Offsets[h]]] = h;
        return new RegistryIndex(data.Pool, householdOfNumber, members);
    }

    public PersonIndex Persons { get; }

    /// <summary>The household of a person's ordinal; −1 if there is none.</summary>
    public int HouseholdOf(int person)
    {
        if (person < 0 || person >= offsets[^1]) return -1;
        var at = Array.BinarySearch(offsets, person + 1);
        // the first offset above the person ends its household
        at = at < 0 ? ~at : at;
        while (at > 0 && offsets[at - 1] > person) at--;
        return at - 1;
    }

    /// <summary>The household with a number, −1 if there is none.</summary>
    public int Household(ReadOnlySpan<byte> number) => number.IsEmpty ? -1 : numbers.Find(number) is > 0 and var id ? householdOfNumber[id] : -1;
}
