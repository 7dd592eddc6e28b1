using System.Text;

namespace Xianjie.Screening;

/// <summary>Finds whom an unmatched row may mean: persons whose id differs by one digit, by two swapped digits, by a missing or doubled
/// digit or only by the check digit, and persons of the same name and date of birth. Scored after Fellegi and Sunter; a name alone is never
/// enough.</summary>
/// <param name="store">A store in which 成员.身份证号 and 成员.姓名 were read. Safe for concurrent use.</param>
public sealed class CandidateFinder(FactStore store)
{
    private readonly Lazy<NameIndex> names = new(() => new NameIndex(store));
    private readonly LongData? ids = store.Table(store.Catalogue.Member).Columns[store.Catalogue.Member["身份证号"]!.Ordinal] as LongData;

    /// <summary>The likeliest persons, best first.</summary>
    public IReadOnlyList<Candidate> Find(UnmatchedRow row, int limit = 5) => Find(row.Id, row.Name, limit);

    /// <summary>The likeliest persons for an id cell and a name cell as they stood in a file, best first.</summary>
    public IReadOnlyList<Candidate> Find(string idText, string name, int limit = 5)
    {
        var id = IdText.Read(idText);
        name = name.Normalize(NormalizationForm.FormKC).Replace(" ", "", StringComparison.Ordinal);
        var namesakes = names.Value.Find(name);
        var sameName = namesakes.Length;
        var found = new Dictionary<int, IdLikeness?>();
        foreach (var (key, likeness) in id.Variants())
            if (store.Index.Find(key) is >= 0 and var person) found.TryAdd(person, likeness);
        if (id.BirthDay >= 0)
            foreach (var person in namesakes)
                if (BirthDay(person) == id.BirthDay) found.TryAdd(person, null);
        return [.. found.Select(f => Score(f.Key, f.Value, id, name, sameName))
            .Where(c => c.Reasons.Count(r => r.Weight > 0.5) >= 2)
            .OrderByDescending(c => c.Probability).ThenBy(c => c.Person).Take(limit)];
    }

    private Candidate Score(int person, IdLikeness? likeness, IdText id, string name, int namesakes)
    {
        var reasons = new List<LinkageReason>();
        if (likeness is not null) reasons.Add(new(likeness.Text, Weight(likeness.Share, likeness.Chance)));
        else if (id.Digits.Length >= 17) reasons.Add(new("身份证号有多处不同", Math.Log2(0.1)));
        AddName(reasons, person, name, namesakes);
        var born = BirthDay(person);
        // a shared id prefix already holds the date of birth and the sex; counted again only when the ids are not alike
        if (likeness is null && id.BirthDay >= 0 && born >= 0)
        {
            reasons.Add(born == id.BirthDay ? new("出生日期相同", Weight(0.95, 1 / 20_000.0)) : new("出生日期不同", Weight(0.05, 1)));
            if (ids is not null && ids.Values[person] > 0)
                reasons.Add(id.IsMale == PackedId.IsMale(ids.Values[person]) ? new("性别相同", Weight(0.98, 0.5)) : new("性别不同", Weight(0.02, 0.5)));
        }
        var odds = Math.Pow(2, Math.Min(200, reasons.Sum(r => r.Weight))) / Math.Max(1, store.Persons);
        return new Candidate(person, store.HouseholdOf(person), odds / (1 + odds), reasons);
    }

    private void AddName(List<LinkageReason> reasons, int person, string name, int namesakes)
    {
        var other = names.Value.NameOf(person);
        if (name.Length == 0 || other.Length == 0) return;
        if (other == name)
            reasons.Add(new($"姓名相同（户档中同名 {namesakes} 人）", Weight(0.93, Math.Max(1, namesakes) / (double)Math.Max(1, store.Persons))));
        else if (other[0] == name[0] && other.Length == name.Length && other.Zip(name).Count(p => p.First != p.Second) == 1 && name.Length > 1)
            reasons.Add(new($"姓名差一字（{other}）", Weight(0.04, 0.002)));
        else reasons.Add(new($"姓名不同（{other}）", Weight(0.03, 1)));
    }

    private int BirthDay(int person) => ids is not null && ids.Values[person] > 0 ? PackedId.BirthDay(ids.Values[person]) : -1;

    private static double Weight(double same, double chance) => Math.Log2(same / chance);
}
