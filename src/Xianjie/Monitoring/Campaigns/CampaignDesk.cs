using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.Surveys;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Campaigns;

/// <summary>Sends a campaign to the villages and ends it. Objects are fixed when it is sent, so its figures have one denominator to the end.</summary>
internal sealed class CampaignDesk(XianjieDb db, SurveyDesk surveys, SurveyForms forms, Places places, CurrentUser user, Clock clock)
{
    public const string WorkKind = "专项行动";

    /// <summary>More are a survey of the whole county, which has rounds of its own.</summary>
    public const int Most = 100_000;

    /// <summary>Objects of the choice; villages are asked for apart.</summary>
    public IQueryable<Household> Households(Campaign campaign)
    {
        var (from, below) = Scope.Range(campaign.Division);
        var rows = InPlaces(db.Set<Household>().AsNoTracking().Where(h => h.State == HouseholdState.Active && h.Division >= from && h.Division < below), campaign);
        var chosen = campaign.Chosen;
        var states = chosen.Split(';', StringSplitOptions.RemoveEmptyEntries);
        return campaign.Choice switch
        {
            ObjectChoice.按户标签 => rows.Where(h => db.Set<HouseholdTag>().Any(t => t.HouseholdId == h.Id && t.Value == chosen && t.To == null)),
            ObjectChoice.按帮扶单位 => rows.Where(h => db.Set<Pairing>().Any(p => p.HouseholdId == h.Id && p.Unit == chosen && p.To == null)),
            _ => states.Length == 0 ? rows : rows.Where(h => states.Contains(h.RiskState)),
        };
    }

    private static IQueryable<Household> InPlaces(IQueryable<Household> rows, Campaign campaign)
    {
        var codes = Codes(campaign);
        if (codes.Count == 0)
            return rows;
        var (towns, villages) = (codes.Where(c => c % 1000 == 0).Select(c => c / 1000).ToList(), codes.Where(c => c % 1000 != 0).ToList());
        return rows.Where(h => villages.Contains(h.Division) || towns.Contains(h.Division / 1000));
    }

    private static List<long> Codes(Campaign campaign) => [.. campaign.Places.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(p => long.Parse(p, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Fixes the objects and gives every village its work; the same form twice is one campaign.</summary>
    /// <param name="form">Key of the survey form, where forms are to be filled in.</param>
    public async Task<Refusal?> OpenAsync(Campaign campaign, SurveyForm? form, CancellationToken ct)
    {
        if (await db.Set<Campaign>().AnyAsync(c => c.FormKey == campaign.FormKey, ct))
            return null;
        var objects = campaign.Choice == ObjectChoice.按村 ? Villages(campaign) : await Households(campaign).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Take(Most + 1)
            .Select(h => new CampaignObject { CampaignId = campaign.Id, HouseholdId = h.Id, HouseholdNo = h.HouseholdNo, Name = h.HeadName ?? string.Empty, Division = h.Division }).ToListAsync(ct);
        if (objects.Count == 0)
            return new("按这个范围没有找到对象，请核对户属性、标签、单位和地区。");
        if (objects.Count > Most)
            return new($"对象超过 {Most:N0} 户。请按乡镇分开发起，或用“排查”发起集中排查。");
        db.Act = user.Acts("发起专项行动", campaign.Basis);
        db.Add(campaign);
        if (form is not null)
            db.Add(Round(campaign, form));
        await db.SaveChangesAsync(ct);
        Bulk.Insert(db, objects);
        foreach (var village in objects.GroupBy(o => o.Division))
            db.Add(new WorkItem
            {
                Kind = WorkKind, Title = $"{campaign.Title}：{places.Name(village.Key)} {village.Count():N0} {(campaign.Choice == ObjectChoice.按村 ? "项" : "户")}", Link = $"/campaigns/{campaign.Id}/objects?place={village.Key}", Subject = campaign.Id,
                Division = village.Key, Role = Roles.Collector, CreatedBy = campaign.By, CreatedAt = clock.Now, Due = campaign.To,
            });
        await db.SaveChangesAsync(ct);
        return null;
    }

    private static SurveyRound Round(Campaign campaign, SurveyForm form) => new()
    {
        Id = campaign.RoundId!.Value, CampaignId = campaign.Id, FormKey = campaign.FormKey, Title = campaign.Title, Kind = form.Kinds[0], Form = form.Key, Division = campaign.Division, Target = string.Empty, From = campaign.From, To = campaign.To,
        Basis = campaign.Basis, By = campaign.By, At = campaign.At,
    };

    private List<CampaignObject> Villages(Campaign campaign)
    {
        var codes = Codes(campaign);
        var villages = places.Find(campaign.Division)?.Level switch
        {
            DivisionLevel.Village => [places.Find(campaign.Division)!],
            DivisionLevel.Township => places.Children(campaign.Division),
            _ => [.. places.Children(campaign.Division).SelectMany(t => places.Children(t.Code))],
        };
        return [.. villages.Where(v => codes.Count == 0 || codes.Contains(v.Code) || codes.Contains(v.Code / 1000 * 1000))
            .Select(v => new CampaignObject { CampaignId = campaign.Id, HouseholdId = Guid.Empty, HouseholdNo = string.Empty, Name = v.Short, Division = v.Code })];
    }

    /// <summary>Ends it with a summary; what villages left undone is taken back.</summary>
    public async Task<Refusal?> CloseAsync(Campaign campaign, string? summary, CancellationToken ct)
    {
        if (!campaign.IsOpen)
            return new("这次行动已经结束。");
        if (summary?.Trim() is not { Length: >= 10 and <= 2000 })
            return new("请填写行动总结（10 到 2000 字）：完成情况、发现的主要问题、整改和下一步。", "Summary");
        if (campaign.RoundId is { } round && await db.Set<SurveyRound>().FirstOrDefaultAsync(r => r.Id == round && r.ClosedOn == null, ct) is { } open)
            await surveys.CloseAsync(open, ct);
        db.Act = user.Acts("结束专项行动");
        campaign.Close(clock.Today, summary.Trim());
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == campaign.Id && w.State == WorkState.Open).ToListAsync(ct))
            work.Withdraw(db.Act.By, clock.Now, "行动已结束");
        await db.SaveChangesAsync(ct);
        return null;
    }

    public string TaskWords(Campaign campaign, SurveyRound? round) => campaign.Task switch
    {
        CampaignTask.填表 => $"逐户填写“{(round is null ? null : forms[round.Form]?.Title)}”",
        CampaignTask.走访 => "逐户走访",
        _ => $"逐项核对清单（{campaign.Items.Count} 项）",
    };
}
