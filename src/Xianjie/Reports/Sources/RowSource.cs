using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Expressions;

namespace Xianjie.Reports.Sources;

/// <summary>One row as expressions see it.</summary>
internal readonly record struct SourceRow(Guid Id, FactRow Fact);

/// <summary>One row as the person of the request may see it, with the page that opens it.</summary>
/// <param name="Texts">By English name of the field.</param>
internal sealed record ShownRow(Guid Id, string Title, string Link, long Division, IReadOnlyDictionary<string, string> Texts);

/// <summary>
/// Rows that tables and own reports count: a ledger, or a part of the registry that is described as a ledger is, so that the same expressions
/// run over both. Everything is read inside the scope of the request.
/// </summary>
internal abstract class RowSource
{
    /// <summary>Fields, key and title.</summary>
    public abstract Ledger Shape { get; }

    /// <summary>English names of the formulas that look into other ledgers: their values come with the rows.</summary>
    public virtual IReadOnlySet<string> Reckoned => System.Collections.Frozen.FrozenSet<string>.Empty;

    /// <summary>Who may open its rows.</summary>
    public abstract string Permission { get; }

    public string Title => Shape.Title;

    public string Key => Shape.Key;

    /// <param name="area">Rows of this area.</param>
    /// <param name="periods">Numbers of the periods whose rows are read; the registry knows only its present rows.</param>
    /// <param name="fields">English names of the fields that are asked for, formulas as they come to now; null: all.</param>
    /// <param name="opens">With the values that are kept sealed, for reckoning.</param>
    /// <param name="ct">Ends the reading.</param>
    public abstract IAsyncEnumerable<SourceRow> ReadAsync(long area, IReadOnlyList<int> periods, IReadOnlySet<string>? fields, bool opens, CancellationToken ct);

    /// <summary>Rows by id as they are now, with these columns as they come to now; what is gone is left out.</summary>
    public abstract Task<IReadOnlyList<ShownRow>> ShowAsync(IReadOnlyCollection<Guid> ids, IReadOnlyCollection<string> columns, CancellationToken ct);
}
