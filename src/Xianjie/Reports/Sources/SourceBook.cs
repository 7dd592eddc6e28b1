using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Rows;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Protection;

namespace Xianjie.Reports.Sources;

/// <summary>Every source of rows that tables and own reports can name: the registry's and all ledgers of the county.</summary>
internal sealed class SourceBook(LedgerBook ledgers, LedgerShelf shelf, RegistrySources registry, XianjieDb db, Seal seal, RowView view, FormulasNow formulas, CurrentUser user)
{
    private IReadOnlyList<RowSource>? all;

    public async Task<IReadOnlyList<RowSource>> AllAsync(CancellationToken ct)
    {
        var set = await ledgers.AllAsync(ct);
        return all ??= [.. registry.All(), .. set.All.Select(l => new LedgerSource(l, () => shelf.Rules(l, set), db, seal, view, formulas))];
    }

    /// <summary>By key or by title.</summary>
    public async Task<RowSource?> FindAsync(string name, CancellationToken ct) => (await AllAsync(ct)).FirstOrDefault(s => s.Key == name || s.Title == name);

    /// <summary>Whether the person of the request may open the rows of a source.</summary>
    public bool IsOpen(RowSource source) => source is LedgerSource ? user.May(source.Permission) : user.Opens(source.Permission);
}
