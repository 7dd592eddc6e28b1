using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Papers;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Papers;

/// <summary>What came of an order: the sheets, and who got none with the reason.</summary>
internal sealed record PressRun(IReadOnlyList<Paper> Sheets, IReadOnlyList<(string Whose, string Why)> Left);

/// <summary>Makes papers for many households at once, in the order of villages and numbers.</summary>
internal sealed class PaperPress(XianjieDb db, PaperBook book, PaperSource source, CurrentUser user, Clock clock)
{
    /// <summary>A village hardly has more monitored households; a county is printed village by village.</summary>
    public const int Most = 200;

    public async Task<PressRun> RunAsync(PaperTemplate template, IReadOnlyCollection<Guid> households, bool reveal, CancellationToken ct)
    {
        var homes = await db.Set<Household>().AsNoTracking().Where(h => households.Contains(h.Id)).OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo).Take(Most)
            .Select(h => new { h.Id, h.HeadName, h.HouseholdNo, h.Division }).ToListAsync(ct);
        var (sheets, left) = (new List<Paper>(), new List<(string, string)>());
        if (template.About == "批次")
        {
            foreach (var township in homes.GroupBy(h => h.Division / 1000))
                Take(template, await source.OfCasesAsync([.. township.Select(h => h.Id)], ct), $"{township.Count()} 户");
            return new(sheets, left);
        }
        foreach (var home in homes)
            Take(template, template.About == "明白纸" ? await source.OfPlaceAsync(home.Division, ct) : await source.OfHouseholdAsync(home.Id, reveal, ct), $"{home.HeadName}（{home.HouseholdNo}）");
        return new(sheets, left);

        void Take(PaperTemplate paper, Platform.Papers.PaperData? data, string whose)
        {
            if (data is not null && paper.Fill(data) is { } sheet)
                sheets.Add(sheet);
            else
                left.Add((whose, paper.Refusal ?? "没有可用的数据。"));
        }
    }

    /// <summary>One sheet for each of the places.</summary>
    public async Task<IReadOnlyList<Paper>> ForPlacesAsync(string code, IEnumerable<long> villages, CancellationToken ct)
    {
        var sheets = new List<Paper>();
        foreach (var village in villages.Take(Most))
        {
            if (book[code].Fill(await source.OfPlaceAsync(village, ct)) is { } sheet)
                sheets.Add(sheet);
        }
        return sheets;
    }

    /// <summary>Writes down that full numbers were printed, whose and why. The caller saves.</summary>
    public void Note(PaperTemplate template, IReadOnlyCollection<Guid> households, string purpose)
    {
        var act = user.Acts("打印文书（未遮盖）", purpose, $"{template.Name}：{string.Join(' ', households.Take(20))}{(households.Count > 20 ? $" 等 {households.Count} 户" : "")}");
        db.Add(new Change { At = clock.Now, By = act.By, What = act.What, Why = act.Why, Evidence = act.Evidence, Object = nameof(Household), ObjectId = households.First(), Division = user.Area });
    }
}
