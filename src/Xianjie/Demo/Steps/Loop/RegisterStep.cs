using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Clinics;
using Xianjie.Monitoring.History;
using Xianjie.Monitoring.Income;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>The county's own registers: people once poor, with the number to account for; income of the base year; clinics and doctors, of which a few are lacking and a few were found.</summary>
internal sealed class RegisterStep(JobBoard board, TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    private static readonly string[] Doctors = ["韦玉兰", "覃海生", "莫秀英", "陆建明", "罗春燕"];

    public int Order => 320;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        var (actors, today) = (new Actors(context.Services, (DemoTime)time, gate), clock.Today);
        await using var db = board.Open();
        var people = await HistoryAsync(db, actors, context.County, today, ct);
        await actors.DoAsync(Actors.Monitor(context.County), today.AddDays(-30), s => BaseAsync(s, context.County, people, ct), ct);
        var villages = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active).Select(h => h.Division).Distinct().OrderBy(d => d).ToListAsync(ct);
        foreach (var (at, village) in villages.Index())
            await ClinicAsync(actors, village, at, today, ct);
        context.Say($"历史脱贫人口底册 {people:N0} 人，村卫生室 {villages.Count} 个村");
    }

    private static async Task<int> HistoryAsync(XianjieDb db, Actors actors, long county, DateOnly today, CancellationToken ct)
    {
        var rows = await db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present).Join(db.Set<Household>().Where(h => h.State == HouseholdState.Active && h.IsExitedPoverty == true), p => p.HouseholdId, h => h.Id,
            (p, h) => new { p.Name, p.CitizenIdSealed, p.CitizenIdIndex, h.HouseholdNo, h.Division }).OrderBy(r => r.Division).ThenBy(r => r.HouseholdNo).ToListAsync(ct);
        return await actors.DoAsync(Actors.Monitor(county), today.AddDays(-60), async s =>
        {
            var (desk, clock) = (s.GetRequiredService<HistoryDesk>(), s.GetRequiredService<Clock>());
            var (added, _) = await desk.AddAsync([.. rows.Select((r, at) =>
            {
                var (year, left) = (2014 + (r.HouseholdNo[^1] % 3), at % 60 == 7);
                return new HistoryEntry
                {
                    Division = r.Division, HouseholdNo = r.HouseholdNo, Name = r.Name, CitizenIdSealed = r.CitizenIdSealed, CitizenIdIndex = r.CitizenIdIndex, IdentifiedYear = year, ExitedYear = left ? null : year + 2 + (r.HouseholdNo[^1] % 3),
                    LeftOut = left, LeftYear = left ? year + 1 : null, LeftWhy = left ? "婚出" : null, Source = "国家系统导出", By = "莫文静（演示）", At = clock.Now,
                };
            })], ct);
            if (await desk.Of(HistoryDesk.In).OrderBy(e => e.HouseholdNo).FirstOrDefaultAsync(ct) is { } entry)
                await desk.CorrectAsync(entry, new Correction(entry.Name, entry.IdentifiedYear, 2020, false, null, null, "与脱贫验收表核对，脱贫年度应为 2020 年。"), ct);
            return added;
        }, ct);
    }

    /// <summary>The number to account for, and 2020 by the yearbook.</summary>
    private static async Task<bool> BaseAsync(IServiceProvider services, long county, int people, CancellationToken ct)
    {
        var (db, clock) = (services.GetRequiredService<XianjieDb>(), services.GetRequiredService<Clock>());
        var act = db.Act = services.GetRequiredService<CurrentUser>().Acts("填写人均纯收入");
        db.Add(new Parameter { Key = "历史脱贫人口目标数", Division = county, Value = $"{people + 12}", ValidFrom = new(2021, 1, 1), Basis = "演示县 2020 年脱贫攻坚普查数" });
        foreach (var (group, yuan) in new[] { (IncomeBook.Exited, 12_000), (IncomeBook.Monitored, 8_600), (IncomeBook.Supported, 7_900), (IncomeBook.All, 14_300) })
            db.Add(new IncomeRecord { Division = county, Group = group, Year = IncomeBook.BaseYear, PerHead = yuan * 100L, Basis = "演示县 2020 年国家系统年度数据", By = act.By, At = clock.Now });
        await db.SaveChangesAsync(ct);
        return true;
    }

    private static async Task ClinicAsync(Actors actors, long village, int at, DateOnly today, CancellationToken ct)
    {
        // One village in ten had nobody; of those half were found one later
        var (blank, doctor) = (at % 10 == 6, Doctors[at % Doctors.Length]);
        await actors.DoAsync(Actors.Clerk(village), today.AddMonths(-8), async s =>
        {
            var desk = s.GetRequiredService<ClinicDesk>();
            if (!blank)
                await desk.HireAsync(village, doctor, VillageDoctor.Kinds[at % 4], today.AddYears(-2), ct);
            return await desk.SetAsync(village, blank && at % 20 == 6 ? ClinicService.没有 : at % 9 == 4 ? ClinicService.邻村延伸服务 : ClinicService.本村卫生室, null, at % 3 != 1, ct);
        }, ct);
        if (blank && at % 20 == 6)
            await actors.DoAsync(Actors.Clerk(village), today.AddMonths(-3), async s =>
            {
                await s.GetRequiredService<ClinicDesk>().HireAsync(village, doctor, "乡镇派驻", today.AddMonths(-3), ct);
                return await s.GetRequiredService<ClinicDesk>().SetAsync(village, ClinicService.乡镇巡诊, null, false, ct);
            }, ct);
    }
}
