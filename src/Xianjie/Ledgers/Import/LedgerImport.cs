using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Grid;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Tabular;

namespace Xianjie.Ledgers.Import;

/// <summary>What a file would do, or did.</summary>
internal sealed record ImportView(int Rows, int Added, int Changed, int Same, IReadOnlyList<(int Number, string Words)> Faults, int FaultyRows, IReadOnlyList<string> Notices, IReadOnlyList<string> Warnings)
{
    public bool IsGood => FaultyRows == 0;
}

/// <summary>Reads a file of rows: all of it is taken, or nothing.</summary>
internal sealed class LedgerImport(LedgerServices services)
{
    /// <summary>Rows taken while the person waits; a job takes up to <see cref="MostJobRows"/>.</summary>
    public const int MostRows = 5000, MostJobRows = 200_000;
    private const int MostTold = 50;
    private UnitNames? names;

    public sealed record Read(TableHeader Header, LedgerSheet.Columns Columns, IReadOnlyList<(TableRow Row, RowDraft Draft)> Rows, IReadOnlyList<string> Notices);

    /// <summary>Which column is which field; words where the file can't be this ledger's.</summary>
    public (LedgerSheet.Columns? Columns, string? Refusal) Columns(Ledger ledger, TableHeader header)
    {
        var columns = LedgerSheet.Map(ledger, header);
        if (columns.Fields.Count == 0)
            return (null, $"表头里没有“{ledger.Title}”的字段，请用本页的模板填写。");
        return ledger.Entered.FirstOrDefault(f => f.Required && f.Default is null && columns.RowId is null && columns.Fields.All(c => c.Field != f)) is { } missing ? (null, $"文件缺少必填的列“{missing.Name}”，请用本页的模板填写。") : (columns, null);
    }

    public async Task<(Read? Read, string? Refusal)> ReadAsync(Ledger ledger, Span span, Stream content, string name, CancellationToken ct)
    {
        if (!TableReader.Open(content, name, TableLimits.Default with { FileBytes = 24L << 20, Rows = MostRows }).TryGet(out var table, out var words))
            return (null, words);
        using (table)
        {
            var (columns, refusal) = Columns(ledger, table.Header);
            if (columns is null)
                return (null, refusal);
            var rows = table.Rows.ToList();
            if (table.Failure is { } failure)
                return (null, failure);
            var drafts = await LookAsync(ledger, span, columns, rows, ct);
            return (new(table.Header, columns, [.. rows.Zip(drafts)], [.. table.Notices, .. columns.Unknown.Count == 0 ? (IEnumerable<string>)[] : [$"没有用到的列：{string.Join("、", columns.Unknown)}"]]), null);
        }
    }

    /// <summary>Looks at some rows of a file.</summary>
    public async Task<List<RowDraft>> LookAsync(Ledger ledger, Span span, LedgerSheet.Columns columns, IReadOnlyList<TableRow> rows, CancellationToken ct)
    {
        names ??= new(services.Periods.Units(ledger, services.User.Area), services.Places);
        var inputs = rows.Select(row => Input(columns, names, span, row)).ToList();
        await ExistingAsync(ledger, span, columns, rows, inputs, ct);
        return await services.Desk.LookAsync(ledger, inputs, ct);
    }

    private static RowInput Input(LedgerSheet.Columns columns, UnitNames names, Span span, TableRow row)
    {
        var place = columns.Place is { } at ? row[at].Text.Trim() : string.Empty;
        // what an export starred out is not what the field holds: it stays as it is
        var typed = columns.Fields.Where(c => !(c.Field.IsSealed && (row[c.Index].Text.Contains('*', StringComparison.Ordinal) || row[c.Index].Text == RowView.Closed)))
            .ToDictionary(c => c.Field.English, c => row[c.Index].Text);
        return new(names.Find(place), span, typed) { Upserts = true, Number = row.Number };
    }

    private async Task ExistingAsync(Ledger ledger, Span span, LedgerSheet.Columns columns, IReadOnlyList<TableRow> rows, List<RowInput> inputs, CancellationToken ct)
    {
        if (columns.RowId is not { } column)
            return;
        var number = span.Number;
        var ids = rows.Select(r => Guid.TryParse(r[column].Text, out var id) ? id : Guid.Empty).ToList();
        var known = new Dictionary<Guid, LedgerRow>();
        foreach (var part in ids.Where(i => i != Guid.Empty).Chunk(500))
            foreach (var row in await services.Db.Set<LedgerRow>().Where(r => r.Ledger == ledger.Key && r.Period == number && part.Contains(r.Id)).ToListAsync(ct))
                known[row.Id] = row;
        for (var at = 0; at < inputs.Count; at++)
            if (known.TryGetValue(ids[at], out var row))
                inputs[at] = inputs[at] with { Division = row.Division, Existing = row };
    }

    public ImportView Look(Ledger ledger, Read read)
    {
        var faults = read.Rows.Where(r => !r.Draft.IsGood).ToList();
        var good = read.Rows.Where(r => r.Draft.IsGood).ToList();
        var same = good.Count(r => r.Draft.Input.Existing is { } row && services.Desk.IsSame(ledger, r.Draft, row));
        return new(read.Rows.Count, good.Count(r => r.Draft.Input.Existing is null), good.Count(r => r.Draft.Input.Existing is not null) - same, same,
            [.. faults.Take(MostTold).Select(r => (r.Row.Number, LedgerSheet.Words(ledger, r.Draft)))], faults.Count, read.Notices,
            [.. good.SelectMany(r => r.Draft.Warnings.Select(w => $"第 {r.Row.Number} 行：{w}")).Take(MostTold)]);
    }

    public Task<List<LedgerRow>> WriteAsync(Ledger ledger, Read read, string name, CancellationToken ct) => services.Desk.WriteAsync(ledger, [.. read.Rows.Select(r => r.Draft)], $"导入{ledger.Title}", name.Length > 120 ? name[..120] : name, ct);
}
