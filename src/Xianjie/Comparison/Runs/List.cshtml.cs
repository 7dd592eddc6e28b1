using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;

namespace Xianjie.Comparison.Runs;

/// <summary>Starting a comparison, by hand or every month, and what came of earlier ones.</summary>
[Requires(Permissions.ScreeningRun)]
internal sealed class ListPage(XianjieDb db, JobBoard board, CurrentUser user, Clock clock) : PageModel
{
    public IReadOnlyList<ScreeningRun> Rows { get; private set; } = [];
    public IReadOnlyList<Job> Running { get; private set; } = [];
    public ScreeningSchedule? Schedule { get; private set; }
    public string DefaultMonth => clock.Today.AddMonths(-1).ToString("yyyy-MM", CultureInfo.InvariantCulture);
    private long County => Counties.Of(user.Division);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Rows = await db.Set<ScreeningRun>().AsNoTracking().OrderByDescending(r => r.At).Take(60).ToListAsync(ct);
        Running = await db.Set<Job>().AsNoTracking().Where(j => j.Kind == ScreeningOrder.JobKind && (j.State == JobState.Waiting || j.State == JobState.Running)).ToListAsync(ct);
        Schedule = await db.Set<ScreeningSchedule>().AsNoTracking().FirstOrDefaultAsync(s => s.Division == County, ct);
    }

    public async Task<IActionResult> OnPostStartAsync(string? month, bool backTest, CancellationToken ct)
    {
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) || first > clock.Today || first.Year < 2020)
        {
            ModelState.AddModelError("month", "请选择不晚于本月的月份，如 2026-10。");
            await OnGetAsync(ct);
            return Page();
        }
        if (await db.Set<Job>().FirstOrDefaultAsync(j => j.Kind == ScreeningOrder.JobKind && (j.State == JobState.Waiting || j.State == JobState.Running), ct) is { } busy)
        {
            TempData["Warning"] = "已有一次比对在进行，完成后再开始。";
            return new SeeOtherResult($"/jobs/{busy.Id}");
        }
        var order = new ScreeningOrder(County, ScreeningOrder.AsOfMonth(first.Year, first.Month, clock.Today), backTest, user.Acts(string.Empty).By);
        var job = board.Draft(ScreeningOrder.JobKind, order.Title, order, County, user.Login);
        db.Add(job);
        await db.SaveChangesAsync(ct);
        return new SeeOtherResult($"/jobs/{job.Id}");
    }

    public async Task<IActionResult> OnPostScheduleAsync(int day, int hour, bool on, CancellationToken ct)
    {
        if (day is < 1 or > 28)
            ModelState.AddModelError("day", "日期请填 1 到 28。");
        if (hour is < 0 or > 23)
            ModelState.AddModelError("hour", "钟点请填 0 到 23。");
        if (!ModelState.IsValid)
        {
            await OnGetAsync(ct);
            return Page();
        }
        var schedule = await db.Set<ScreeningSchedule>().FirstOrDefaultAsync(s => s.Division == County, ct);
        if (schedule is null)
            db.Add(schedule = new ScreeningSchedule { Division = County });
        (schedule.Day, schedule.Hour, schedule.IsOn, schedule.NextAt) = (day, hour, on, Schedules.NextAfter(clock.Now, day, hour));
        schedule.Version++;
        db.Act = user.Acts("设定每月比对");
        await db.SaveChangesAsync(ct);
        TempData["Notice"] = on ? $"已设定：每月 {day} 日 {hour} 时比对上个月。" : "已停用每月自动比对。";
        return new SeeOtherResult("/screening");
    }
}
