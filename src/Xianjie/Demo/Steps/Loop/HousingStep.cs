using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Monitoring.Housing;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Demo.Steps.Loop;

/// <summary>
/// A round of looking at houses is under way: part of the houses have been seen, some are worse than the register says, of what was found some
/// is mended and accepted, some waits for acceptance, some is overdue. Water was tested in the villages where a collector has an account.
/// </summary>
internal sealed class HousingStep(JobBoard board, TimeProvider time, WriteGate gate, Clock clock) : IDemoStep
{
    private const int MostHouses = 120;

    private static readonly string[] Seen = ["屋面漏雨或破损", "墙体裂缝或倾斜", "用电用火隐患"];

    public int Order => 310;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        var (actors, today) = (new Actors(context.Services, (DemoTime)time, gate), clock.Today);
        await using var db = board.Open();
        var villages = await db.Set<User>().Where(u => u.Role == Roles.Collector).Select(u => u.Division).Distinct().ToListAsync(ct);
        var round = await OpenAsync(actors, context.County, today.AddDays(-45), today.AddDays(30), ct);
        var homes = await db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && (h.RiskState == "未消除风险监测户" || h.RiskState == "脱贫户"))
            .OrderByDescending(h => villages.Contains(h.Division)).ThenBy(h => h.HouseholdNo).Take(MostHouses).ToListAsync(ct);
        var hazards = 0;
        // Every fourth house is still to be seen, so that the collector's list is not empty
        foreach (var (at, home) in homes.Index().Where(h => h.Index % 4 != 3))
        {
            if (await SeeAsync(actors, round, home, at, today.AddDays(-40 + (at % 30)), ct) is { } hazard)
                await MendAsync(actors, hazard, home, hazards++, today, ct);
        }
        var tested = await WaterAsync(db, actors, villages, today.AddDays(-20), ct);
        context.Say($"住房巡查 {homes.Count - (homes.Count / 4)} 户，隐患 {hazards} 处，饮水检测 {tested} 户");
    }

    private static Task<HouseRound> OpenAsync(Actors actors, long county, DateOnly from, DateOnly to, CancellationToken ct) => actors.DoAsync(Actors.Monitor(county), from, async s =>
    {
        var db = s.GetRequiredService<XianjieDb>();
        db.Act = s.GetRequiredService<CurrentUser>().Acts("发起住房巡查排查");
        var round = new HouseRound
        {
            FormKey = Guid.CreateVersion7(), Title = $"{from:yyyy 年}下半年住房安全巡查", Kind = HouseRound.Kinds[0], Division = county, Target = "未消除风险监测户;脱贫户", From = from, To = to, Inspectors = "住建局、各村网格员", By = db.Act.By, At = s.GetRequiredService<Clock>().Now,
        };
        db.Add(round);
        await db.SaveChangesAsync(ct);
        return round;
    }, ct);

    private static Task<HouseHazard?> SeeAsync(Actors actors, HouseRound round, Household home, int at, DateOnly day, CancellationToken ct) => actors.DoAsync(Actors.Collector(home.Division), day, async s =>
    {
        var db = s.GetRequiredService<XianjieDb>();
        var stands = await db.Set<Living>().Where(l => l.HouseholdId == home.Id).Select(l => l.HouseGrade).FirstOrDefaultAsync(ct) ?? "B级";
        var (grade, seen) = at % 23 == 5 ? ("D级", (string[])[Seen[1], Seen[0]]) : at % 11 == 2 ? ("C级", [Seen[1]]) : at % 9 == 4 ? (stands, [Seen[2]]) : (stands, []);
        var hazard = grade is not ("A级" or "B级") || seen.Length > 0;
        await s.GetRequiredService<HouseDesk>().RecordAsync(round, home, new HouseReport(Guid.CreateVersion7(), day, "韦晓燕、覃志强", grade, seen, at % 3 == 0, at % 27 == 0, hazard ? "现场已告知户主，危险期间不要居住。" : null,
            hazard ? HouseHazard.Measures[grade == "D级" ? 1 : 0] : null, hazard ? "韦晓燕" : null), ct);
        return hazard ? await db.Set<HouseHazard>().AsNoTracking().FirstOrDefaultAsync(h => h.HouseholdId == home.Id, ct) : null;
    }, ct);

    /// <summary>Of three hazards one is accepted, one waits for acceptance, one is still being mended.</summary>
    private static async Task MendAsync(Actors actors, HouseHazard found, Household home, int number, DateOnly today, CancellationToken ct)
    {
        if (number % 3 == 2)
            return;
        await actors.DoAsync(Actors.Collector(home.Division), today.AddDays(-4), async s =>
        {
            var hazard = await s.GetRequiredService<XianjieDb>().Set<HouseHazard>().SingleAsync(h => h.Id == found.Id, ct);
            await s.GetRequiredService<HouseDesk>().MendAsync(hazard, today.AddDays(-4), "屋面已翻修，裂缝已加固，户主签字确认。", ct);
            return true;
        }, ct);
        if (number % 3 == 0)
            await actors.DoAsync(Actors.Clerk(home.Division), today.AddDays(-2), async s =>
            {
                var hazard = await s.GetRequiredService<XianjieDb>().Set<HouseHazard>().SingleAsync(h => h.Id == found.Id, ct);
                return await s.GetRequiredService<HouseDesk>().JudgeAsync(hazard, accepted: true, "现场查看，隐患已消除，可以安全居住。", "B级", ct);
            }, ct);
    }

    /// <summary>The four tests of drinking water, all households of a village on one day.</summary>
    private static async Task<int> WaterAsync(XianjieDb db, Actors actors, List<long> villages, DateOnly day, CancellationToken ct)
    {
        var count = 0;
        foreach (var village in villages)
        {
            var homes = await db.Set<Household>().AsNoTracking().Where(h => h.Division == village && h.State == HouseholdState.Active && h.RiskState != "普通户").OrderBy(h => h.HouseholdNo).ToListAsync(ct);
            count += await actors.DoAsync(Actors.Clerk(village), day, async s =>
            {
                var own = s.GetRequiredService<XianjieDb>();
                var act = own.Act = s.GetRequiredService<CurrentUser>().Acts("登记保障证明", "全村饮水四项检测");
                foreach (var (at, home) in homes.Index().Where(h => h.Index % 6 != 5))
                {
                    foreach (var (kind, value, number) in new (GuaranteeKind, string, int?)[] { (GuaranteeKind.饮水水量, "达标", 45), (GuaranteeKind.饮水水质, "合格", null), (GuaranteeKind.饮水方便, "供水入户", null), (GuaranteeKind.饮水保证率, "停水天数", at % 4) })
                        own.Add(new Proof { HouseholdId = home.Id, Division = home.Division, Kind = kind, ProvedOn = day, Passed = true, Value = value, Number = number, Source = "水利局检测", By = act.By, At = s.GetRequiredService<Clock>().Now });
                }
                return await own.SaveChangesAsync(ct) > 0 ? homes.Count : 0;
            }, ct);
        }
        return count;
    }
}
