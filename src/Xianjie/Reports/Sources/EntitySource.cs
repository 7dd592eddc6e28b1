using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;

namespace Xianjie.Reports.Sources;

/// <summary>A field of a part of the registry: what it is called and holds, and its canonical text; starred out where it is kept sealed.</summary>
internal sealed record SourceField<T>(LedgerField Field, Func<T, string> Text);

/// <summary>How the rows of a part of the registry are found.</summary>
/// <param name="In">Rows of a range of divisions, in the order of places.</param>
/// <param name="Named">Rows by id.</param>
internal sealed record EntityQuery<T>(Func<long, long, IQueryable<T>> In, Func<IReadOnlyCollection<Guid>, IQueryable<T>> Named, Func<T, (Guid Id, long Division)> Place, Func<T, (string Title, string Link)> Name);

/// <summary>Part of the registry as a source of rows.</summary>
internal sealed class EntitySource<T>(string key, string title, string permission, IReadOnlyList<SourceField<T>> fields, EntityQuery<T> query) : RowSource where T : class
{
    public override Ledger Shape { get; } = new()
    {
        Key = key, Title = title, Module = "农户", Owner = "农业农村局", Grain = "household", Level = RowLevel.Village, Basis = "农户档案", Period = PeriodKind.None, Fields = [.. fields.Select(f => f.Field)], File = key, Line = 1, Text = string.Empty,
    };

    public override string Permission => permission;

    public override async IAsyncEnumerable<SourceRow> ReadAsync(long area, IReadOnlyList<int> periods, IReadOnlySet<string>? asked, bool opens, [EnumeratorCancellation] CancellationToken ct)
    {
        var (from, below) = Platform.Access.Scope.Range(area);
        var open = fields.Where(f => !f.Field.IsSealed && asked?.Contains(f.Field.English) != false).ToList();
        await foreach (var row in query.In(from, below).AsAsyncEnumerable().WithCancellation(ct))
        {
            var (id, division) = query.Place(row);
            var values = new Dictionary<string, string>(open.Count, StringComparer.Ordinal);
            foreach (var field in open)
            {
                if (field.Text(row) is { Length: > 0 } text)
                    values[field.Field.English] = text;
            }
            yield return new(id, new FactRow(division, values));
        }
    }

    public override async Task<IReadOnlyList<ShownRow>> ShowAsync(IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> columns, CancellationToken ct) => [.. (await query.Named(ids).ToListAsync(ct)).Select(row =>
    {
        var ((id, division), (name, link)) = (query.Place(row), query.Name(row));
        return new ShownRow(id, name, link, division, fields.ToDictionary(f => f.Field.English, f => f.Text(row), StringComparer.Ordinal));
    })];
}
