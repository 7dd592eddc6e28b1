using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Ledgers.Rows;

/// <summary>Finds what a row names: a household by its number or head, a person by citizen id or name in the place, a row of another ledger by the field that names it.</summary>
internal sealed class RowLinks(XianjieDb db, LedgerBook book, Seal seal)
{
    public async Task FindAsync(Ledger ledger, IReadOnlyList<RowDraft> drafts, CancellationToken ct)
    {
        foreach (var field in ledger.Entered)
        {
            var named = drafts.Where(d => d.Values.GetValueOrDefault(field.English) is { Length: > 0 }).ToList();
            if (named.Count == 0)
                continue;
            switch (field.Type)
            {
                case FieldType.Household: await HouseholdsAsync(field, named, ct); break;
                case FieldType.Person: await PeopleAsync(field, named, ct); break;
                case FieldType.Reference: await ReferencesAsync(field, field.Ledger!, field.Show!, named, ct); break;
                case FieldType.Organisation when field.Ledger is { } target && field.Show is { } show: await ReferencesAsync(field, target, show, named, ct); break;
            }
        }
    }

    private async Task HouseholdsAsync(LedgerField field, List<RowDraft> drafts, CancellationToken ct)
    {
        foreach (var part in drafts.Chunk(500))
        {
            var texts = part.Select(d => d.Values[field.English]).Distinct().ToList();
            var (from, below) = Around(part);
            var found = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.Division >= from && h.Division < below && (texts.Contains(h.HouseholdNo) || texts.Contains(h.HeadName!)))
                .Select(h => new { h.Id, h.HouseholdNo, h.HeadName, h.Division }).ToListAsync(ct);
            foreach (var draft in part)
            {
                var text = draft.Values[field.English];
                var (low, high) = Scope.Range(draft.Input.Division);
                var mine = found.Where(h => h.HouseholdNo == text).ToList();
                if (mine.Count == 0)
                    mine = [.. found.Where(h => h.HeadName == text && h.Division >= low && h.Division < high)];
                if (mine.Count == 1)
                    (draft.Values[field.English], draft.HouseholdId) = (mine[0].HouseholdNo, draft.HouseholdId ?? mine[0].Id);
                else
                    draft.Faults.Add(new(field.English, mine.Count == 0 ? $"没有找到户“{text}”，请填写户编号，或本地区的户主姓名" : $"户主叫“{text}”的有 {mine.Count} 户，请改填户编号"));
            }
        }
    }

    private async Task PeopleAsync(LedgerField field, List<RowDraft> drafts, CancellationToken ct)
    {
        foreach (var part in drafts.Chunk(500))
        {
            var texts = part.Select(d => d.Values[field.English]).Distinct().ToList();
            var ids = texts.Where(IsId).SelectMany(t => seal.Indexes(t.ToUpperInvariant(), Sealed.CitizenId)).ToList();
            var (from, below) = Around(part);
            var people = db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && p.Division >= from && p.Division < below && (texts.Contains(p.Name) || texts.Contains(p.PersonNo!) || (p.CitizenIdIndex != null && ids.Contains(p.CitizenIdIndex))));
            var found = await people.Select(p => new { p.Id, p.Name, p.PersonNo, p.CitizenIdIndex, p.HouseholdId, p.Division }).ToListAsync(ct);
            foreach (var draft in part)
            {
                var text = draft.Values[field.English];
                var (low, high) = Scope.Range(draft.Input.Division);
                var index = IsId(text) ? seal.Indexes(text.ToUpperInvariant(), Sealed.CitizenId) : [];
                var mine = found.Where(p => p.PersonNo == text || (p.CitizenIdIndex is { } id && index.Exists(i => i.AsSpan().SequenceEqual(id)))).ToList();
                if (mine.Count == 0)
                    mine = [.. found.Where(p => p.Name == text && p.Division >= low && p.Division < high)];
                if (mine.Count == 1)
                    (draft.Values[field.English], draft.PersonId, draft.HouseholdId) = (mine[0].Name, draft.PersonId ?? mine[0].Id, draft.HouseholdId ?? mine[0].HouseholdId);
                else if (draft.Input.Existing?.PersonId is { } kept && RowValues.Open(draft.Input.Existing.Values, draft.Input.Existing.ValuesSealed, seal).GetValueOrDefault(field.English) == text)
                    (draft.PersonId, draft.HouseholdId) = (draft.PersonId ?? kept, draft.HouseholdId ?? draft.Input.Existing.HouseholdId);
                else
                    draft.Faults.Add(new(field.English, mine.Count == 0 ? $"没有找到“{Hidden(text)}”，请填写身份证号，或本地区的姓名" : $"叫“{text}”的有 {mine.Count} 人，请改填身份证号"));
            }
        }
    }

    private async Task ReferencesAsync(LedgerField field, string ledger, string show, List<RowDraft> drafts, CancellationToken ct)
    {
        var county = Periods.PeriodDesk.CountyOf(drafts[0].Input.Division);
        var (from, below) = Scope.Range(county);
        var english = (await book.FindAsync(ledger, ct))?[show]?.English ?? show;
        var known = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var json in db.Set<LedgerRow>().AsNoTracking().Where(r => r.Ledger == ledger && r.Division >= from && r.Division < below).Select(r => r.Values).AsAsyncEnumerable().WithCancellation(ct))
            if (JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.TryGetValue(english, out var text))
                known.Add(text);
        foreach (var draft in drafts.Where(d => !known.Contains(d.Values[field.English])))
            draft.Faults.Add(new(field.English, $"台账里没有“{draft.Values[field.English]}”，请先在被引用的台账登记，或核对写法"));
    }

    private static bool IsId(string text) => text.Length == 18;

    private static string Hidden(string text) => IsId(text) ? string.Concat(text.AsSpan(0, 3), "***********", text.AsSpan(14)) : text;

    private static (long From, long Below) Around(RowDraft[] drafts) => Scope.Range(Periods.PeriodDesk.CountyOf(drafts[0].Input.Division));
}
