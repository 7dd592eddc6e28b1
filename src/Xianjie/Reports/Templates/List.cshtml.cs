using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Platform.Access;
using Xianjie.Platform.Time;

namespace Xianjie.Reports.Templates;

/// <summary>报表模板: every table's template with the version in force.</summary>
[Requires(Permissions.ReportsRead)]
internal sealed class ListPage(TemplateBook book, CurrentUser user, Clock clock) : PageModel
{
    public IReadOnlyList<TableDefinition> Tables { get; private set; } = [];
    public bool MayDefine => user.May(Permissions.ReportsDefine);

    public async Task OnGetAsync(CancellationToken ct) => Tables = await book.AllAsync(clock.Today, ct);
}
