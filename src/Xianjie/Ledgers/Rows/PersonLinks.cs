using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Periods;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Registry.People;

namespace Xianjie.Ledgers.Rows;

/// <summary>Finds the person that a row means: by citizen id, by number, by name where only one in the place has it, or as the row had it.</summary>
internal sealed class PersonLinks(XianjieDb db, Seal seal)
{
    private sealed record Found(Guid Id, string Name, string? PersonNo, byte[]? CitizenIdIndex, Guid HouseholdId, long Division);

    public async Task FindAsync(LedgerField field, List<RowDraft> drafts, CancellationToken ct)
    {
        foreach (var part in drafts.Chunk(500))
        {
            var texts = part.Select(d => d.Values[field.English]).Distinct().ToList();
            var ids = texts.Where(IsId).SelectMany(t => seal.Indexes(t.ToUpperInvariant(), Sealed.CitizenId)).ToList();
            var (from, below) = Scope.Range(PeriodDesk.CountyOf(part[0].Input.Division));
            var known = part.Select(d => Identity.Of(d.Input.Typed, field.English)).OfType<Guid>().ToList();
            var people = db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && p.Division >= from && p.Division < below
                && (texts.Contains(p.Name) || texts.Contains(p.PersonNo!) || known.Contains(p.Id) || (p.CitizenIdIndex != null && ids.Contains(p.CitizenIdIndex))));
            var found = await people.Select(p => new Found(p.Id, p.Name, p.PersonNo, p.CitizenIdIndex, p.HouseholdId, p.Division)).ToListAsync(ct);
            foreach (var draft in part)
                Link(field, draft, found);
        }
    }

    private void Link(LedgerField field, RowDraft draft, List<Found> found)
    {
        var text = draft.Values[field.English];
        // the name left as it was means who it meant, even where they have moved away or share it with others
        if (draft.Input.Existing is { } row && RowValues.Open(row.Values, row.ValuesSealed, seal) is var before && before.GetValueOrDefault(field.English) == text && Identity.Of(before, field.English) is { } kept)
        {
            Take(field, draft, kept, row.HouseholdId);
            return;
        }
        var mine = Meant(field, draft, text, found);
        if (mine.Count == 1)
        {
            draft.Values[field.English] = mine[0].Name;
            Take(field, draft, mine[0].Id, mine[0].HouseholdId);
            return;
        }
        Identity.Set(draft.Values, field.English, null);
        draft.Faults.Add(new(field.English, mine.Count == 0 ? $"没有找到“{Hidden(text)}”，请填写身份证号，或本地区的姓名" : $"叫“{text}”的有 {mine.Count} 人，请改填身份证号"));
    }

    private List<Found> Meant(LedgerField field, RowDraft draft, string text, List<Found> found)
    {
        if (Identity.Of(draft.Input.Typed, field.English) is { } id && found.Find(p => p.Id == id && p.Name == text) is { } named)
            return [named];
        var index = IsId(text) ? seal.Indexes(text.ToUpperInvariant(), Sealed.CitizenId) : [];
        var exact = found.Where(p => p.PersonNo == text || (p.CitizenIdIndex is { } own && index.Exists(i => i.AsSpan().SequenceEqual(own)))).ToList();
        var (low, high) = Scope.Range(draft.Input.Division);
        return exact.Count > 0 ? exact : [.. found.Where(p => p.Name == text && p.Division >= low && p.Division < high)];
    }

    private static void Take(LedgerField field, RowDraft draft, Guid person, Guid? household)
    {
        Identity.Set(draft.Values, field.English, person);
        (draft.PersonId, draft.HouseholdId) = (draft.PersonId ?? person, draft.HouseholdId ?? household);
    }

    private static bool IsId(string text) => text.Length == 18;

    private static string Hidden(string text) => IsId(text) ? string.Concat(text.AsSpan(0, 3), "***********", text.AsSpan(14)) : text;
}
