using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Exports;

/// <summary>For the audit administrator: how many exports left within a week.</summary>
internal sealed class ExportFigures(XianjieDb db, CurrentUser user, Clock clock) : IOfficeFigures
{
    private const int Days = 7;

    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.AuditRead))
            return [];
        var from = clock.Today.AddDays(1 - Days);
        return [new(40, $"近 {Days} 天的导出", await Since(db.Set<ExportRecord>(), from).CountAsync(ct), "份", $"/exports?From={from:yyyy-MM-dd}")];
    }

    public static IQueryable<ExportRecord> Since(IQueryable<ExportRecord> rows, DateOnly from)
    {
        var start = Clock.Start(from);
        return rows.Where(r => r.At >= start);
    }
}
