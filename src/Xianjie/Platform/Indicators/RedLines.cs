using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;

namespace Xianjie.Platform.Indicators;

/// <summary>
/// Tells the county's leader and monitor at once when a figure crosses its red line in a place: once per crossing, until it is back. Whoever's
/// area holds the place has it in the inbox, the city above too.
/// </summary>
internal sealed class RedLines(XianjieDb db, IndicatorLines lines, Places places, DateOnly today, DateTimeOffset now)
{
    public const string Kind = "指标红线";

    /// <param name="values">Today's figures by village.</param>
    /// <returns>How many crossings are new.</returns>
    public async Task<int> JudgeAsync(long county, IReadOnlyList<IndicatorDefinition> definitions, ILookup<(string Key, string By), IndicatorValue> values, CancellationToken ct)
    {
        var (from, below) = Scope.Range(county);
        var standing = await db.Set<IndicatorAlert>().Where(a => a.ClosedOn == null && a.Division >= from && a.Division < below).ToListAsync(ct);
        var (fresh, seen) = (0, new HashSet<Guid>());
        foreach (var definition in definitions.Where(d => d.Alerts.Count > 0))
        {
            foreach (var place in PlacesOf(county, definition.Alerts))
            {
                foreach (var by in definition.By)
                {
                    if (Figure(definition, by, place.Code, values[(definition.Key, by)]) is not { } figure || !lines.IsCrossed(figure, place.Code, today))
                        continue;
                    var line = Line(definition, place.Code);
                    if (standing.Find(a => a.Key == definition.Key && a.By == by && a.Division == place.Code) is { } known)
                    {
                        (known.Latest, known.Line) = (figure.Text, line);
                        seen.Add(known.Id);
                        continue;
                    }
                    Open(definition, figure, place, line);
                    fresh++;
                }
            }
        }
        foreach (var back in standing.Where(a => !seen.Contains(a.Id)))
            await CloseAsync(back, ct);
        db.Act = new Act("系统", Kind);
        await db.SaveChangesAsync(ct);
        return fresh;
    }

    private void Open(IndicatorDefinition definition, IndicatorFigure figure, Places.Place place, string line)
    {
        var alert = new IndicatorAlert { Key = definition.Key, By = figure.By, Division = place.Code, OpenedOn = today, OpenedAt = now, Value = figure.Text, Latest = figure.Text, Line = line };
        db.Add(alert);
        var title = $"{place.Short}{definition.Title}{(figure.By.Length > 0 ? $"（按{figure.By}）" : string.Empty)} {figure.Text}，{(definition.Better == Better.Up ? "低于" : "高于")}红线 {line}，请处置";
        foreach (var role in definition.Tell)
            db.Add(new WorkItem
            {
                Kind = Kind, Title = title.Length <= 300 ? title : title[..300], Link = Link(alert, today), Subject = alert.Id, Division = place.Code, Role = role == "领导" ? Roles.Leader : Roles.Monitor,
                CreatedBy = "系统", CreatedAt = now, Due = today.AddDays(3),
            });
    }

    private async Task CloseAsync(IndicatorAlert alert, CancellationToken ct)
    {
        alert.Close(today, now);
        foreach (var work in await db.Set<WorkItem>().Where(w => w.Subject == alert.Id && w.State == WorkState.Open).ToListAsync(ct))
            work.Withdraw("系统", now, "指标已回到红线以内");
    }

    /// <summary>The rows behind the figure as it was when it was found.</summary>
    public static string Link(IndicatorAlert alert, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"/indicators/{alert.Key}/rows?part=n&by={Uri.EscapeDataString(alert.By)}&area={alert.Division}&day={day:yyyy-MM-dd}");

    private string Line(IndicatorDefinition definition, long place) => lines.Red(definition, place, today) is { } red ? red.ToString("0.##", CultureInfo.InvariantCulture) + (definition.Unit is "增速%" ? "%" : definition.Unit) : string.Empty;

    private IndicatorFigure? Figure(IndicatorDefinition definition, string by, long place, IEnumerable<IndicatorValue> villages)
    {
        var (from, below) = Scope.Range(place);
        var own = villages.Where(v => v.Division >= from && v.Division < below).ToList();
        return own.Count == 0 ? null : new IndicatorFigure(definition, by, own.Sum(v => v.Numerator), own.Sum(v => v.Denominator)) { Less = lines.Less(definition, place, today) };
    }

    private IEnumerable<Places.Place> PlacesOf(long county, IReadOnlyList<string> levels)
    {
        if (places.Find(county) is not { } top)
            yield break;
        if (levels.Contains("县"))
            yield return top;
        foreach (var township in places.Children(county))
        {
            if (levels.Contains("乡镇"))
                yield return township;
            foreach (var village in levels.Contains("村") ? places.Children(township.Code) : [])
                yield return village;
        }
    }
}
