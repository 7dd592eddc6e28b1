using Microsoft.EntityFrameworkCore;
using Xianjie.Demo.Steps.Loop;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;
using Xianjie.SocialRelief.BarrierFree;
using Xianjie.SocialRelief.Health;
using Xianjie.SocialRelief.Referrals;
using Xianjie.SocialRelief.Refresh;
using Xianjie.SocialRelief.Standards;

namespace Xianjie.Demo.Steps.Relief;

/// <summary>The county has entered its dibao standards, gathered the benefits, handed applications to departments and begun its registers.</summary>
internal sealed class ReliefStep(JobBoard board, Worker worker, WriteGate gate, TimeProvider time, Clock clock) : IDemoStep
{
    private const int Applications = 14, Homes = 12;

    public int Order => 320;

    public async Task RunAsync(DemoContext context, CancellationToken ct)
    {
        if (time is not DemoTime movable)
            throw new InvalidOperationException("The demo is made with its own clock.");
        var actors = new Actors(context.Services, movable, gate);
        await StandardsAsync(actors, context.County, ct);
        await using (var db = board.Open())
        {
            db.Add(ReliefSchedule.Draft(board, context.County, "演示"));
            await db.SaveChangesAsync(ct);
        }
        await worker.RunAllAsync(ct);
        context.Say($"转办救助申请 {await ApplicationsAsync(actors, ct)} 件，无障碍改造 {await ConversionsAsync(actors, ct)} 户，大病救治 {await IllnessesAsync(actors, ct)} 人次有进展");
    }

    private Task<int> StandardsAsync(Actors actors, long county, CancellationToken ct) => actors.DoAsync(Actors.Monitor(county), clock.Today.AddDays(-60), async services =>
    {
        var db = services.GetRequiredService<XianjieDb>();
        foreach (var back in Enumerable.Range(0, 5))
        {
            var year = clock.Today.Year - back;
            foreach (var (level, first, step) in new[] { (StandardBook.County, 8160, 390), (StandardBook.City, 8460, 400), (StandardBook.Province, 8880, 420) })
                db.Add(new Parameter { Key = StandardBook.Key, Dimension = level, Division = county, Value = $"{first - (step * back)}.00", ValidFrom = new DateOnly(year, 1, 1), Basis = $"演示：{year} 年{level}农村低保标准" });
        }
        db.Act = services.GetRequiredService<CurrentUser>().Acts("录入低保标准");
        return await db.SaveChangesAsync(ct);
    }, ct);

    private async Task<int> ApplicationsAsync(Actors actors, CancellationToken ct)
    {
        await using var db = board.Open();
        var villages = await db.Set<User>().Where(u => u.Role == Roles.Collector).Select(u => u.Division).ToListAsync(ct);
        var ill = await db.Set<Person>().AsNoTracking().Where(p => p.State == PersonState.Present && p.Health != null && p.Health.Contains("患有大病"))
            .Join(db.Set<Household>().Where(h => h.State == HouseholdState.Active), p => p.HouseholdId, h => h.Id, (p, h) => new { Person = p, Home = h })
            .OrderByDescending(x => villages.Contains(x.Home.Division)).ThenByDescending(x => x.Home.RiskState == "未消除风险监测户").ThenBy(x => x.Home.HouseholdNo).ThenBy(x => x.Person.Id).Take(Applications).ToListAsync(ct);
        foreach (var (at, one) in ill.Index())
        {
            var (kind, sent) = (at % 3 == 0 ? "临时救助" : "大病救助", clock.Today.AddDays(at % 7 == 6 ? -45 : -18 + at));
            var clerk = Actors.Clerk(one.Home.Division);
            var referral = await actors.DoAsync(clerk, sent, async s => (await s.GetRequiredService<ReferralDesk>().SendAsync(one.Home, new(Guid.CreateVersion7(), one.Person.Id, kind,
                $"{one.Person.Name}患大病，今年住院自付较多，家里没有稳定收入，申请{kind}。", "申请书、身份证、诊断证明、费用票据", [], "农户", $"/households/{one.Home.Id}"), ct)) is { IsOk: true, Value: var made } ? made : null, ct);
            if (referral is null || at % 7 is 5 or 6)
                continue;
            var answer = (at % 7) switch
            {
                0 or 1 or 3 => new ReferralAnswer(ReferralTrigger.批准, 0, "符合条件，已审批，下月发放。", (3000 + (500 * at)) * 100L), 2 => new(ReferralTrigger.不批准, 0, "自付费用没有达到起付线，已告知本人可申请慈善救助。", null), _ => new(ReferralTrigger.退回补正, 0, "缺住院结算单，请补齐后重报。", null),
            };
            await AnswerAsync(actors, referral, answer, sent.AddDays(3) < clock.Today ? sent.AddDays(3) : clock.Today, ct);
        }
        return ill.Count;
    }

    private static Task<bool> AnswerAsync(Actors actors, Referral referral, ReferralAnswer answer, DateOnly day, CancellationToken ct)
    {
        return actors.DoAsync(Actors.Department(referral.Division / 1_000_000 * 1_000_000, referral.Department), day, async s =>
        {
            var desk = s.GetRequiredService<ReferralDesk>();
            var own = await desk.Mine().SingleAsync(r => r.Id == referral.Id, ct);
            return await desk.AnswerAsync(own, answer with { Version = own.Version }, ct) is null;
        }, ct);
    }

    private async Task<int> ConversionsAsync(Actors actors, CancellationToken ct)
    {
        await using var db = board.Open();
        var people = await SocialRelief.BarrierFree.ListPage.Waiting(db).OrderBy(p => p.Division).ThenBy(p => p.Id).Take(Homes).ToListAsync(ct);
        foreach (var (at, person) in people.Index())
        {
            var (state, first) = ((ConversionState)(at % 5), clock.Today.AddDays(-90 + at));
            await actors.DoAsync(Actors.Clerk(person.Division), clock.Today.AddDays(-3), async s =>
            {
                var own = s.GetRequiredService<XianjieDb>();
                var photo = state == ConversionState.已验收 ? await DemoPhoto.KeepAsync(s, person, "改造后.png", ct) : null;
                own.Add(new Conversion
                {
                    HouseholdId = person.HouseholdId, PersonId = person.Id, Division = person.Division, Name = person.Name, Disability = $"{person.DisabilityKind}{person.DisabilityLevel}", State = state, Works = state == ConversionState.不需要 ? string.Empty : "坡道;扶手;卫生间改造",
                    AppliedOn = state == ConversionState.不需要 ? null : first, ApprovedOn = Reached(ConversionState.已批准, 15), DoneOn = Reached(ConversionState.已完工, 45), AcceptedOn = Reached(ConversionState.已验收, 60),
                    Amount = state is ConversionState.已完工 or ConversionState.已验收 ? 350_000 + (at * 20_000) : null, Note = state == ConversionState.不需要 ? "本人常年在外由子女照料，暂不需要。" : null, Photos = photo?.ToString() ?? string.Empty,
                });
                own.Act = s.GetRequiredService<CurrentUser>().Acts("登记无障碍改造");
                return await own.SaveChangesAsync(ct);

                DateOnly? Reached(ConversionState step, int days) => state != ConversionState.不需要 && state >= step ? first.AddDays(days) : null;
            }, ct);
        }
        return people.Count;
    }

    private async Task<int> IllnessesAsync(Actors actors, CancellationToken ct)
    {
        await using var db = board.Open();
        var cases = await db.Set<CriticalCase>().AsNoTracking().Where(c => c.State == CriticalState.救治中).OrderBy(c => c.DiagnosedOn).ThenBy(c => c.Id).Take(20).ToListAsync(ct);
        var done = 0;
        foreach (var (at, one) in cases.Index().Where(c => c.Index % 2 == 0))
        {
            done += await actors.DoAsync(Actors.Clerk(one.Division), clock.Today.AddDays(-5), async s =>
            {
                var own = s.GetRequiredService<XianjieDb>();
                var row = await own.Set<CriticalCase>().SingleAsync(c => c.Id == one.Id, ct);
                (row.State, row.Cost, row.SelfPaid, row.Version) = (at % 4 == 0 ? CriticalState.已救治 : CriticalState.随访, 4_800_000 + (at * 130_000), 900_000 + (at * 30_000), row.Version + 1);
                own.Act = s.GetRequiredService<CurrentUser>().Acts("更新大病救治");
                await own.SaveChangesAsync(ct);
                return 1;
            }, ct);
        }
        return done;
    }
}
