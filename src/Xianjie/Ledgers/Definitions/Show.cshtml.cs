using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;

namespace Xianjie.Ledgers.Definitions;

/// <summary>What a ledger asks, checks and adds up, with its versions.</summary>
[Requires(Permissions.LedgersRead), ByFieldClass]
internal sealed class ShowPage(LedgerServices services) : LedgerPage(services)
{
    public IReadOnlyList<DefinitionVersion> Versions { get; private set; } = [];
    public bool MayDefine => Me.May(Permissions.LedgersDefine);

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct)
    {
        if (!await OpenAsync(key, ct))
            return NotFound();
        var county = Services.Book.County;
        Versions = await Db.Set<DefinitionVersion>().AsNoTracking().Where(d => d.Key == key && (d.County == 0 || d.County == county)).OrderByDescending(d => d.Version).Take(50).ToListAsync(ct);
        return Page();
    }
}
