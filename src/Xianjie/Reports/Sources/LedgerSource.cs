using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Reports.Sources;

/// <summary>The rows of a ledger, those that were sent back left out, as its roll-up counts them.</summary>
internal sealed class LedgerSource(Ledger ledger, Func<LedgerRules> rules, XianjieDb db, Seal seal, RowView view, FormulasNow formulas) : RowSource
{
    public override Ledger Shape => ledger;

    public override IReadOnlySet<string> Reckoned => rules().Reckoned;

    public override string Permission => Permissions.LedgersRead;

    public override async IAsyncEnumerable<SourceRow> ReadAsync(long area, IReadOnlyList<int> periods, IReadOnlySet<string>? fields, bool opens, [EnumeratorCancellation] CancellationToken ct)
    {
        var (from, below) = Scope.Range(area);
        var rows = RowQuery.InOrder(RowQuery.Counted(db, ledger.Key, from, below).Where(r => periods.Contains(r.Period)));
        var asked = ledger.Fields.Where(f => f.Type == FieldType.Formula && fields?.Contains(f.English) != false).ToList();
        if (asked.Count == 0)
        {
            await foreach (var row in rows.Select(r => new { r.Id, r.Division, r.Values, Box = opens ? r.ValuesSealed : null }).AsAsyncEnumerable().WithCancellation(ct))
            {
                var values = RowValues.Open(row.Values, row.Box, seal);
                yield return new(row.Id, new(row.Division, fields is null ? values : values.Where(v => fields.Contains(v.Key)).ToDictionary(StringComparer.Ordinal)));
            }
            yield break;
        }
        // formulas build on other fields: then all of them come
        var all = await rows.ToListAsync(ct);
        var now = await formulas.OfAsync(ledger, asked, all, ct);
        foreach (var row in all)
            yield return new(row.Id, new(row.Division, FormulasNow.Into(RowValues.Open(row.Values, opens ? row.ValuesSealed : null, seal), row.Id, now)));
    }

    public override async Task<IReadOnlyList<ShownRow>> ShowAsync(IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> columns, CancellationToken ct)
    {
        var rows = await db.Set<LedgerRow>().AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(ct);
        var now = await formulas.OfAsync(ledger, columns.Select(c => ledger[c]).OfType<LedgerField>().Append(ledger.Shown[0]), rows, ct);
        return [.. rows.Select(row =>
        {
            var values = view.Values(row, ledger, now);
            var texts = ledger.Fields.ToDictionary(f => f.English, f => view.Text(f, values), StringComparer.Ordinal);
            return new ShownRow(row.Id, ledger.Shown.Select(f => texts[f.English]).FirstOrDefault(t => t.Length > 0) ?? "（未填）", $"/ledgers/{ledger.Key}/rows/{row.Id}", row.Division, texts);
        })];
    }
}
