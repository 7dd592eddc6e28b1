using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Processing;

/// <summary>个人信息处理记录: what personal data there are, whence, what for, on what ground, who sees them, how they are guarded and kept; and the impact assessments.</summary>
[Requires(Permissions.RetentionRead)]
internal sealed class ListPage(XianjieDb db, ProcessingBook book, SheetDownload download, CurrentUser user, Clock clock) : PageModel
{
    public IReadOnlyList<ProcessingLine> Lines { get; private set; } = [];
    public IReadOnlyList<ImpactAssessment> Assessments { get; private set; } = [];
    public IReadOnlyList<(string Kind, int Months, string Basis)> Kept { get; private set; } = [];
    public bool MayWrite => user.May(Permissions.UsersManage);
    public DateOnly Today => clock.Today;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Lines = await book.LinesAsync(ct);
        Kept = await book.KeptAsync(ct);
        Assessments = await db.Set<ImpactAssessment>().AsNoTracking().OrderByDescending(a => a.DoneOn).ThenByDescending(a => a.Id).Take(200).ToListAsync(ct);
    }

    public async Task<IActionResult> OnPostExportAsync(CancellationToken ct)
    {
        FileColumn<ProcessingLine>[] columns =
        [
            new("处理活动", 20, l => l.Name), new("来源", 18, l => l.From), new("个人信息", 40, l => l.Personal), new("敏感个人信息", 40, l => l.Sensitive), new("目的", 30, l => l.Purpose),
            new("合法性基础", 40, l => l.Basis), new("使用人", 40, l => l.To), new("保护措施", 40, l => l.Protection), new("保存", 30, l => l.Kept),
        ];
        return await download.OfAsync(this, "个人信息处理记录", columns, (await book.LinesAsync(ct)).ToAsyncEnumerable(), csv: false, ct);
    }
}
