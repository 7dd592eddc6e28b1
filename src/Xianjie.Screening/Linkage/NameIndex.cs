namespace Xianjie.Screening;

/// <summary>Persons by name.</summary>
internal sealed class NameIndex
{
    private readonly TextData? names;
    private readonly int[] starts = [];
    private readonly int[] persons = [];

    public NameIndex(FactStore store)
    {
        var member = store.Catalogue.Member;
        names = member["姓名"] is { } name ? store.Table(member).Columns[name.Ordinal] as TextData : null;
        if (names is null) return;
        starts = new int[names.Pool.Count + 2];
        foreach (var id in names.Ids) starts[id + 1]++;
        for (var i = 1; i < starts.Length; i++) starts[i] += starts[i - 1];
        persons = new int[names.Ids.Length];
        var next = starts.ToArray();
        for (var person = 0; person < persons.Length; person++) persons[next[names.Ids[person]]++] = person;
    }

    public ReadOnlySpan<int> Find(string name) =>
        names is null || name.Length == 0 || names.Pool.Find(name) is not (> 0 and var id) ? [] : persons.AsSpan(starts[id], starts[id + 1] - starts[id]);

    public string NameOf(int person) => names is null || names.Ids[person] == 0 ? "" : names.Pool.Peek(names.Ids[person]);
}
