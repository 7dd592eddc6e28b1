using Xianjie.Monitoring.Authorisations;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Cases.Papers;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Notices;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Process;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Tests.Monitoring.Cases;

/// <summary>Walks cases by random wishes, most of them illegal, and checks after each that table, clocks and papers agree.</summary>
public sealed class CaseWalkTests
{
    private static readonly CaseTrigger[] Triggers = Enum.GetValues<CaseTrigger>();
    private static readonly Mover[] People =
    [
        .. Roles.All.Values.Select(role => new Mover(Guid.CreateVersion7(), role.Title, role.May)),
        new(Guid.CreateVersion7(), "县监测员二", Roles.All[Roles.Monitor].May),
    ];

    private readonly Random random = new(20261102);
    private readonly Deadlines terms = new(new ParameterValues(new ShippedParameters().Book, [], new DateOnly(2026, 11, 2)), WorkingDays.Embedded, 990101101201);
    private DateTimeOffset now = new(2026, 11, 2, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    [Requirement("S0-33")]
    public void A_hundred_thousand_random_wishes_leave_no_illegal_state_and_lose_no_clock()
    {
        var (made, ended, reached) = (0, 0, new HashSet<CaseStep>());
        var (file, stays) = Fresh();
        for (var i = 0; i < 100_000; i++)
        {
            now += TimeSpan.FromHours(random.Next(30));
            if (random.Next(2) == 0)
                AddPaper(file);
            made += Wish(file, stays) ? 1 : 0;
            reached.Add(file.Subject.Step);
            if (!file.Subject.IsOpen)
            {
                ended++;
                (file, stays) = Fresh();
            }
        }
        Assert.Equal(Enum.GetValues<CaseStep>().Order(), reached.Order());
        Assert.True(made > 3_000 && ended > 300, $"{made} moves, {ended} ended");
    }

    private (CaseFile, List<StepRecord>) Fresh()
    {
        var today = Clock.Day(now);
        var subject = new IdentificationCase
        {
            HouseholdId = Guid.CreateVersion7(), HouseholdNo = "H", HeadName = "王小山", Division = 990101101201, Channel = "自主申报", Applicant = "王小山", Problem = "病", DiscoveredOn = today,
            OpenedOn = today, Period = PolicyPeriod.On(today).Key, FormKey = Guid.CreateVersion7(), OpenedBy = "test",
        };
        var file = CaseFile.Open(subject, "test", now, terms);
        return (file, [file.Stay]);
    }

    private bool Wish(CaseFile file, List<StepRecord> stays)
    {
        var (who, trigger) = random.Next(2) == 0 ? (People[random.Next(People.Length)], Triggers[random.Next(Triggers.Length)]) : Likely(file);
        var (step, version, acts) = (file.Subject.Step, file.Subject.Version, file.Acts.Count);
        var stale = random.Next(20) == 0;
        var wish = new MoveRequest(Guid.CreateVersion7(), stale ? version - 1 : version, trigger, random.Next(4) == 0 ? null : "理由", ObjectTypes.Sudden, ["因病"]);
        var answer = file.Make(wish, who, now, terms);
        if (answer.Outcome != MoveOutcome.Made)
        {
            Assert.Equal((step, version, acts), (file.Subject.Step, file.Subject.Version, file.Acts.Count));
            Assert.True(answer.Outcome == (stale ? MoveOutcome.Stale : MoveOutcome.Refused) && (stale || answer.Refusal!.Words.Length > 5));
            return false;
        }
        var move = CaseProcess.Table.Find(step, trigger);
        Assert.NotNull(move);
        Assert.True(who.May(move.Permission) && !stale && (!move.NeedsReason || wish.Words is not null));
        Assert.Equal((move.To, version + 1, acts + 1), (file.Subject.Step, file.Subject.Version, file.Acts.Count));
        stays.Add(file.Stay);
        Hold(file, stays);
        Assert.Equal(MoveOutcome.Repeated, file.Make(wish, who, now, terms).Outcome);
        return true;
    }

    /// <summary>A move that the table knows, by someone who may make it; its papers may still be missing.</summary>
    private (Mover, CaseTrigger) Likely(CaseFile file)
    {
        var moves = CaseProcess.Table.Moves.Where(m => m.From == file.Subject.Step && (m.Trigger is not (CaseTrigger.撤回 or CaseTrigger.拒绝授权) || random.Next(10) == 0)).ToList();
        var move = moves[random.Next(moves.Count)];
        var able = People.Where(p => p.May(move.Permission)).ToList();
        return (able[random.Next(able.Count)], move.Trigger);
    }

    /// <summary>No time between stays, one open stay, the total clock stands exactly where it should, one notice at most hangs.</summary>
    private static void Hold(CaseFile file, List<StepRecord> stays)
    {
        Assert.Equal(stays[^2].LeftAt, stays[^1].EnteredAt);
        Assert.All(stays.SkipLast(1), s => Assert.True(s.LeftAt >= s.EnteredAt && s.PausedOn is null));
        Assert.Equal(file.Subject.IsOpen, file.Stay.IsOpen);
        Assert.Equal(file.Subject.OpenStep, file.Stay.Id);
        Assert.Equal(file.Subject.IsOpen, file.Total.IsOpen);
        Assert.Equal(file.Subject.IsOpen && IdentificationCase.StopsTotal(file.Subject.Step), file.Total.PausedOn is not null);
        Assert.Equal(CaseProcess.Table.Steps[file.Subject.Step].DaysParameter is not null, file.Subject.StepDue is not null);
        Assert.Equal(file.Acts.Count, file.Acts.Select(a => a.StepId).Distinct().Count());
        Assert.Equal(file.Subject.Step == CaseStep.公示中, file.Notice?.State == NoticeState.公示中);
        Assert.True(file.Subject.Step != CaseStep.已认定 || (file.Reviews.Exists(r => r.Passed) && file.Notice!.State == NoticeState.已期满 && file.Authorisations.Count > 0));
    }

    private void AddPaper(CaseFile file)
    {
        var (subject, today) = (file.Subject, Clock.Day(now));
        switch (random.Next(5))
        {
            case 0 when subject.Step == CaseStep.待入户:
                var risk = random.Next(5) > 0;
                file.Visits.Add(new CaseVisit
                {
                    CaseId = subject.Id, Division = subject.Division, StepId = file.Stay.Id, FormKey = Guid.CreateVersion7(), VisitedOn = today, Visitors = $"干部{random.Next(1000)}、队员{random.Next(1000)}", HasRisk = risk, Risks = risk ? "因病" : null,
                    Category = risk ? ObjectTypes.Marginal : null, IncomeFinding = "无", SelfPayFinding = "无", ProblemFinding = "无", CopingFinding = "无", CannotCope = risk, By = "test", ById = Guid.Empty, At = now,
                });
                break;
            case 1:
                file.Authorisations.Add(new Authorisation
                {
                    CaseId = subject.Id, HouseholdId = subject.HouseholdId, Division = subject.Division, FormKey = Guid.CreateVersion7(), Number = $"SQ{file.Authorisations.Count}", SignedOn = today, ValidUntil = terms.AuthorisationEnd(today), Signers = "王小山", By = "test", At = now,
                });
                break;
            case 2 when subject.Step == CaseStep.待评议 && file.ReviewNow is null:
                var passed = random.Next(4) > 0;
                file.Reviews.Add(new DemocraticReview
                {
                    CaseId = subject.Id, Division = subject.Division, StepId = file.Stay.Id, FormKey = Guid.CreateVersion7(), HeldOn = today, Place = "村部", Chair = "周", Recorder = "吴", Expected = 12, Present = 9, For = passed ? 8 : 1, Against = passed ? 1 : 8, Abstained = 0, Passed = passed, Minutes = "纪要", By = "test", At = now,
                });
                break;
            case 3 when AssetQuery.Under(file.Authorisations, subject, Guid.CreateVersion7(), ["房产"], AssetQuery.Channels[0], today, "test").TryGet(out var query, out Refusal? _):
                query.Answered(today, "未发现异常");
                file.Queries.Add(query);
                break;
            case 4 when random.Next(4) == 0:
                var doubt = new Doubt { CaseId = subject.Id, Division = subject.Division, FormKey = Guid.CreateVersion7(), Kind = "机动车", Words = "货车", Source = "人工登记", By = "test", At = now };
                if (random.Next(3) > 0)
                    doubt.Conclude(DoubtConclusion.解释采信, "已报废", "test", now);
                file.Doubts.Add(doubt);
                break;
            default:
                file.Doubts.ForEach(d => d.Conclude(DoubtConclusion.解释采信, "已核", "test", now));
                break;
        }
    }
}
