using Microsoft.EntityFrameworkCore;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Households.Book;

/// <summary>Who belongs to a household, and how they are related to its head.</summary>
internal sealed partial class HouseholdBook
{
    public async Task<Refusal?> AddMemberAsync(Family family, Person person, string reason, DateOnly day, CancellationToken ct)
    {
        if (Inactive(family) is { } inactive)
            return inactive;
        if (person.Relation == Family.HeadRelation)
            return new("一户只有一个户主。请先选与户主的关系；要换户主请用“变更户主”。", "relation");
        if (BadDay(day) is { } bad)
            return bad;
        if (await DuplicateAsync(person, ct) is { } twice)
            return twice;
        Join(family, person, day, reason);
        db.Add(person);
        return null;
    }

    /// <summary>自然减少: death, marriage out, moving out … The last member's leaving dissolves the household.</summary>
    public Refusal? RemoveMember(Family family, Guid person, string reason, DateOnly day)
    {
        if (Inactive(family) is { } inactive)
            return inactive;
        if (family.Find(person) is not { } member)
            return new("此人已不在本户。", "person");
        if (member.Relation == Family.HeadRelation && family.Members.Count > 1)
            return new($"{member.Name}是户主，请先“变更户主”，再办理减员。", "person");
        if (BadDay(day, Open(family, member)) is { } bad)
            return bad;
        Leave(family, member, day, reason);
        member.State = reason == "死亡" ? PersonState.Dead : PersonState.Left;
        if (family.Members.Count == 0)
            family.Household.State = HouseholdState.Dissolved;
        return null;
    }

    /// <summary>Another head; everyone's relation to the new head is given.</summary>
    public Refusal? ChangeHead(Family family, Guid head, IReadOnlyDictionary<Guid, string> relations)
    {
        if (Inactive(family) is { } inactive)
            return inactive;
        if (family.Find(head) is not { } chosen)
            return new("请选择新户主。", "head");
        if (chosen.Relation == Family.HeadRelation)
            return new($"{chosen.Name}已经是户主。", "head");
        return Relate(family, chosen, relations);
    }

    /// <summary>A member's data were edited: what follows from name and relation is brought in line.</summary>
    public async Task<Refusal?> ReviseAsync(Family family, Person person, CancellationToken ct)
    {
        var membership = Open(family, person);
        if ((person.Relation == Family.HeadRelation) != (membership.Relation == Family.HeadRelation))
            return new("换户主请用“变更户主”，这里只能改其他关系。", "relation");
        membership.Relation = person.Relation;
        (person.Pinyin, person.Initials) = (Pinyin.Full(person.Name), Pinyin.Initials(person.Name));
        (person.UpdatedAt, person.Version) = (clock.Now, person.Version + 1);
        return db.Entry(person).Property(p => p.CitizenIdIndex).IsModified ? await DuplicateAsync(person, ct) : null;
    }

    /// <summary>Sets who is head and how the others relate to that head; the open memberships follow.</summary>
    private static Refusal? Relate(Family family, Person head, IReadOnlyDictionary<Guid, string> relations)
    {
        foreach (var member in family.Members.Where(m => m != head))
        {
            var relation = relations.GetValueOrDefault(member.Id, member.Relation);
            if (relation == Family.HeadRelation || string.IsNullOrEmpty(relation))
                return new($"请填写{member.Name}与户主{head.Name}的关系。", $"relation.{member.Id}");
        }
        foreach (var member in family.Members)
        {
            member.Relation = member == head ? Family.HeadRelation : relations.GetValueOrDefault(member.Id, member.Relation);
            Open(family, member).Relation = member.Relation;
        }
        return null;
    }

    private static Membership Open(Family family, Person person) => family.Memberships.Find(m => m.PersonId == person.Id)
        ?? throw new InvalidOperationException($"{person.Id} is in household {family.Household.HouseholdNo} without a membership.");

    private void Join(Family family, Person person, DateOnly day, string reason)
    {
        person.HouseholdId = family.Household.Id;
        person.State = PersonState.Present;
        (person.Division, person.County) = (family.Household.Division, family.Household.County);
        (person.Pinyin, person.Initials) = (Pinyin.Full(person.Name), Pinyin.Initials(person.Name));
        person.UpdatedAt = clock.Now;
        var membership = new Membership
        {
            PersonId = person.Id, HouseholdId = family.Household.Id, Division = family.Household.Division, Relation = person.Relation, From = day, JoinReason = reason,
        };
        family.Members.Add(person);
        family.Memberships.Add(membership);
        db.Add(membership);
    }

    private void Leave(Family family, Person person, DateOnly day, string reason)
    {
        var membership = Open(family, person);
        (membership.To, membership.LeaveReason) = (day, reason);
        family.Memberships.Remove(membership);
        family.Members.Remove(person);
        (person.UpdatedAt, person.Version) = (clock.Now, person.Version + 1);
        left.Add(person.Division);
    }
}
