using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;

namespace Xianjie.Ledgers.Rows;

/// <summary>Finds what a row names: a household by its number or head, a person by citizen id or name in the place, a row of another ledger by the field that names it.</summary>
internal sealed class RowLinks(XianjieDb db, PersonLinks people, NameLinks names)
{
    public async Task FindAsync(Ledger ledger, IReadOnlyList<RowDraft> drafts, CancellationToken ct)
    {
        foreach (var field in ledger.Entered)
        {
            var named = drafts.Where(d => d.Values.GetValueOrDefault(field.English) is { Length: > 0 }).ToList();
            if (field.Type == FieldType.Person)
                foreach (var blank in drafts.Where(d => string.IsNullOrEmpty(d.Values.GetValueOrDefault(field.English))))
                    Identity.Set(blank.Values, field.English, null);
            if (named.Count == 0)
                continue;
            switch (field.Type)
            {
                case FieldType.Household: await HouseholdsAsync(field, named, ct); break;
                case FieldType.Person: await people.FindAsync(field, named, ct); break;
                case FieldType.Reference: await names.FindAsync(field, field.Ledger!, field.Show!, named, ct); break;
                case FieldType.Organisation when field.Ledger is { } target && field.Show is { } show: await names.FindAsync(field, target, show, named, ct); break;
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

    private static (long From, long Below) Around(RowDraft[] drafts) => Scope.Range(Periods.PeriodDesk.CountyOf(drafts[0].Input.Division));
}
