using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Tabular;

namespace Xianjie.Comparison.Clues;

/// <summary>The clue list as a file: the rows and order of the list under the same conditions.</summary>
internal sealed class ClueSheet(Places places)
{
    public string FileName(long area, DateOnly today, bool csv) =>
        string.Create(CultureInfo.InvariantCulture, $"线索-{places.Name(area)}-{today:yyyyMMdd}.{(csv ? "csv" : "xlsx")}");

    public static IQueryable<Clue> Rows(XianjieDb db, ClueFilter filter, DateOnly today) =>
        filter.Over(db.Set<Clue>().AsNoTracking(), today).OrderByDescending(c => c.Priority).ThenByDescending(c => c.Id);

    public Task<int> WriteAsync(Stream output, IQueryable<Clue> rows, bool csv, Action<int>? written, CancellationToken ct, ExportMark? mark = null) =>
        TableFile.WriteAsync(output, "线索", Columns, rows.AsAsyncEnumerable(), csv, written, ct, mark);

    private IReadOnlyList<FileColumn<Clue>> Columns =>
    [
        new("户主", 12, c => c.HeadName), new("户编号", 20, c => c.HouseholdNo), new("乡镇 · 村", 26, c => places.Path(c.Division)), new("渠道", 24, c => string.Join('、', ClueChannels.In(c.Channels))),
        new("类别", 12, c => c.Kind.ToString()), new("风险", 14, c => c.Risk), new("发现了什么", 40, c => c.Title), new("来源", 14, c => c.Department), new("规则或来源", 24, c => c.Rules.Trim(';').Replace(';', '、')),
        new("命中", 8, c => c.Hits.ToString(CultureInfo.InvariantCulture)), new("优先", 8, c => c.Priority.ToString(CultureInfo.InvariantCulture)), new("发现日期", 12, c => Day(c.FoundOn)),
        new("最近命中", 12, c => Day(c.LastHitOn)), new("状态", 10, c => c.State.ToString()), new("派发日期", 12, c => Day(c.DispatchedOn)), new("核实期限", 12, c => Day(c.Due)),
        new("办结日期", 12, c => Day(c.ClosedOn)), new("结果", 40, c => c.Outcome ?? string.Empty),
    ];

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;
}
