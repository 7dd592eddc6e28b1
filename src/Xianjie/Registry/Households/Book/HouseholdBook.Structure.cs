using Microsoft.EntityFrameworkCore;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Households.Book;

internal sealed partial class HouseholdBook
{
    /// <summary>分户: some members, a new head among them, a new number; the rest stay with a head of their own.</summary>
    public async Task<(Family? New, Refusal? Refusal)> SplitAsync(Family family, IReadOnlyCollection<Guid> members, Guid head, string number,
        IReadOnlyDictionary<Guid, string> relations, DateOnly day, CancellationToken ct)
    {
        if (Inactive(family) is { } inactive)
            return (null, inactive);
        var leaving = family.Members.Where(m => members.Contains(m.Id)).ToList();
        if (leaving.Count == 0 || leaving.Count != members.Count)
            return (null, new("请勾选要分出去的成员。", "members"));
        if (leaving.Count == family.Members.Count)
            return (null, new("不能把全部成员都分出去：原户至少留一人。", "members"));
        if (leaving.Find(m => m.Id == head) is not { } newHead)
            return (null, new("新户户主应是分出去的成员之一。", "head"));
        if (leaving.Contains(family.Head!))
            return (null, new($"{family.Head!.Name}是原户户主。请先在原户“变更户主”，再分户。", "members"));
        if (string.IsNullOrWhiteSpace(number) || number.Length > 40)
            return (null, new("请填写新户的户编号（40 字以内）。", "number"));
        if (await NumberTakenAsync(number, ct))
            return (null, new($"户编号 {number} 已有（在册或已归档），请核对。", "number"));
        if (leaving.Select(m => BadDay(day, Open(family, m))).FirstOrDefault(r => r is not null) is { } bad)
            return (null, bad);
        if (Unrelated(leaving, newHead, relations) is { } unrelated)
            return (null, unrelated);
        var old = family.Household;
        var fresh = new Household
        {
            HouseholdNo = number, Division = old.Division, County = old.County, GroupName = old.GroupName, HouseholdType = old.HouseholdType,
            RiskState = old.RiskState, IsExitedPoverty = old.IsExitedPoverty, IdentifiedMonth = old.IdentifiedMonth, EliminatedMonth = old.EliminatedMonth,
            EliminationKind = old.EliminationKind, Risks = old.Risks, DisasterKind = old.DisasterKind, RiskNote = old.RiskNote,
            IsRelocated = old.IsRelocated, RelocationSite = old.RelocationSite, Origin = old.Id,
        };
        db.Add(fresh);
        var target = opened[fresh.Id] = new Family(fresh, [], []);
        Transfer(family, target, leaving, newHead, relations, day, "分户");
        return (target, null);
    }

    /// <summary>并户: everyone moves over with their relation to the head of the household that stays; the other is archived and points there.</summary>
    public Refusal? Merge(Family source, Family target, IReadOnlyDictionary<Guid, string> relations, DateOnly day)
    {
        if (source.Household.Id == target.Household.Id)
            return new("不能并入本户自己。", "target");
        if ((Inactive(source) ?? Inactive(target)) is { } inactive)
            return inactive;
        if (source.Members.Select(m => BadDay(day, Open(source, m))).FirstOrDefault(r => r is not null) is { } bad)
            return bad;
        if (Unrelated(source.Members, null, relations) is { } unrelated)
            return unrelated;
        source.Household.State = HouseholdState.Merged;
        source.Household.Successor = target.Household.Id;
        Transfer(source, target, [.. source.Members], null, relations, day, "并户");
        return null;
    }

    /// <summary>转入他户: one member goes to another household.</summary>
    public Refusal? Move(Family source, Family target, Guid person, string relation, string reason, DateOnly day)
    {
        if (source.Household.Id == target.Household.Id)
            return new("此人就在这一户。", "target");
        if ((Inactive(source) ?? Inactive(target)) is { } inactive)
            return inactive;
        if (source.Find(person) is not { } member)
            return new("此人已不在本户。", "person");
        if (member.Relation == Family.HeadRelation && source.Members.Count > 1)
            return new($"{member.Name}是户主，请先“变更户主”，再办理转户。", "person");
        if (BadDay(day, Open(source, member)) is { } bad)
            return bad;
        var relations = new Dictionary<Guid, string> { [person] = relation };
        if (Unrelated([member], null, relations) is not null)
            return new("请填写与对方户主的关系。", "relation");
        if (source.Members.Count == 1)
        {
            source.Household.State = HouseholdState.Merged;
            source.Household.Successor = target.Household.Id;
        }
        Transfer(source, target, [member], null, relations, day, reason);
        return null;
    }

    /// <summary>销户 (全户自然减少): every member leaves for the given reason; the record stays.</summary>
    public Refusal? Dissolve(Family family, string reason, DateOnly day)
    {
        if (Inactive(family) is { } inactive)
            return inactive;
        if (family.Members.Select(m => BadDay(day, Open(family, m))).FirstOrDefault(r => r is not null) is { } bad)
            return bad;
        foreach (var member in family.Members.ToList())
        {
            Leave(family, member, day, reason);
            member.State = reason == "死亡" ? PersonState.Dead : PersonState.Left;
        }
        family.Household.State = HouseholdState.Dissolved;
        return null;
    }

    private static Refusal? Unrelated(IEnumerable<Person> members, Person? head, IReadOnlyDictionary<Guid, string> relations)
    {
        foreach (var member in members.Where(m => m != head))
        {
            if (relations.GetValueOrDefault(member.Id) is null or "" or Family.HeadRelation)
                return new($"请填写{member.Name}与新户户主的关系。", $"relation.{member.Id}");
        }
        return null;
    }

    private void Transfer(Family source, Family target, List<Person> people, Person? head, IReadOnlyDictionary<Guid, string> relations, DateOnly day, string reason)
    {
        foreach (var person in people)
        {
            Leave(source, person, day, reason);
            person.Relation = person == head ? Family.HeadRelation : relations[person.Id];
            Join(target, person, day, reason);
        }
    }
}
