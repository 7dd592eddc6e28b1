using Xianjie.Registry.People;

namespace Xianjie.Registry.Households.Book;

/// <summary>A household with its present members and their open memberships, loaded for change.</summary>
internal sealed class Family(Household household, List<Person> members, List<Membership> memberships)
{
    public const string HeadRelation = "户主";

    /// <summary>Heads as the household was loaded: files bring households in that have none or two.</summary>
    private readonly int headsBefore = members.Count == 0 ? 1 : Heads(members);

    public Household Household { get; } = household;
    public List<Person> Members { get; } = members;
    public List<Membership> Memberships { get; } = memberships;

    public Person? Head => Members.Find(m => m.Relation == HeadRelation);

    public Person? Find(Guid person) => Members.Find(m => m.Id == person);

    /// <summary>Number of members and head's name, as they now are.</summary>
    public void Tally() => (Household.MemberCount, Household.HeadName) = (Members.Count, Head?.Name ?? Household.HeadName);

    private static int Heads(List<Person> members) => members.Count(m => m.Relation == HeadRelation);

    /// <summary>
    /// What follows from the members is written down anew: number, head's name, everyone's place. A household that came in with a wrong number of
    /// heads can still be worked on, and stays a doubt of the data, until an act puts it right; no act makes one wrong.
    /// </summary>
    public void Settle(DateTimeOffset now)
    {
        if (Household.State == HouseholdState.Active && Heads(Members) is var heads && heads != 1 && heads != headsBefore)
            throw new InvalidOperationException($"Household {Household.HouseholdNo} would have {heads} heads.");
        Tally();
        Household.UpdatedAt = now;
        Household.Version++;
        foreach (var member in Members.Where(m => m.Division != Household.Division || m.County != Household.County))
            (member.Division, member.County) = (Household.Division, Household.County);
    }
}

/// <summary>Words for the user why something can't be done, with the form field they belong to (empty: the whole form).</summary>
internal sealed record Refusal(string Words, string Field = "");
