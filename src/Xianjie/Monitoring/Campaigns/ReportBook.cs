using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Tabular.Xlsx;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>The daily report as a workbook: by township and village, by day, and the problems (those only for who may export households).</summary>
internal sealed class ReportBook(XianjieDb db, DailyReport report, Places places, CurrentUser user)
{
    private const int MostProblems = 20_000;

    public async Task<MemoryStream> WriteAsync(Campaign campaign, DateOnly day, ExportMark mark, CancellationToken ct)
    {
        var content = new MemoryStream();
        using (var writer = new XlsxWriter(content, mark))
        {
            Places(writer, campaign, day, await report.OfAsync(campaign.Id, day, ct));
            var sheet = writer.AddSheet(new SheetLayout("逐日", [new("日期", 12), new("完成", 10), new("发现问题", 10), new("整改", 10)]));
            foreach (var one in await report.DaysAsync(campaign.Id, ct))
                sheet.Write([OutCell.Date(one.Day), OutCell.Number(one.Done), OutCell.Number(one.Found), OutCell.Number(one.Mended)]);
            if (user.May(Permissions.HouseholdsExport))
                await ProblemsAsync(writer, campaign, day, ct);
            writer.AddNotes(ExportMark.Sheet, mark.Notes);
        }
        content.Position = 0;
        return content;
    }

    private void Places(XlsxWriter writer, Campaign campaign, DateOnly day, IReadOnlyList<ReportLine> villages)
    {
        var sheet = writer.AddSheet(new SheetLayout("日报", [new("乡镇", 14), new("村", 16), new("应办", 8), new("当日完成", 10), new("累计完成", 10), new("未完成", 10), new("当日发现问题", 12), new("累计发现问题", 12), new("当日整改", 10), new("累计整改", 10), new("未整改", 8)],
            $"{campaign.Title}日报（{day:yyyy-MM-dd}）"));
        foreach (var town in villages.GroupBy(v => v.Place / 1000 * 1000))
        {
            Write(places.Name(town.Key), "小计", ReportLine.Sum(town.Key, town));
            foreach (var village in town)
                Write(places.Name(town.Key), places.Name(village.Place), village);
        }
        Write("合计", string.Empty, ReportLine.Sum(campaign.Division, villages));

        void Write(string town, string village, ReportLine l) => sheet.Write([OutCell.Text(town), OutCell.Text(village), OutCell.Number(l.All), OutCell.Number(l.DoneToday), OutCell.Number(l.Done), OutCell.Number(l.Left), OutCell.Number(l.FoundToday),
            OutCell.Number(l.Found), OutCell.Number(l.MendedToday), OutCell.Number(l.Mended), OutCell.Number(l.Open)]);
    }

    private async Task ProblemsAsync(XlsxWriter writer, Campaign campaign, DateOnly day, CancellationToken ct)
    {
        var sheet = writer.AddSheet(new SheetLayout("问题清单", [new("乡镇 · 村", 22), new("对象", 12), new("户编号", 16), new("问题", 50), new("发现日期", 12), new("整改日期", 12), new("整改情况", 40)]));
        var rows = new ObjectQuery { Show = "found", Until = day }.Over(db.Set<CampaignObject>().AsNoTracking(), campaign.Id).OrderBy(o => o.Division).ThenBy(o => o.HouseholdNo).Take(MostProblems);
        foreach (var o in await rows.ToListAsync(ct))
            sheet.Write([OutCell.Text(places.Path(o.Division)), OutCell.Text(o.Name), OutCell.Text(o.HouseholdNo), OutCell.Text(o.Problem), OutCell.Date(o.DoneOn!.Value), o.MendedOn is { } on ? OutCell.Date(on) : OutCell.Blank, OutCell.Text(o.Mended)]);
    }
}
