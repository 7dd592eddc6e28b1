using System.Globalization;
using Xianjie.Platform.Access;
using Xianjie.Platform.Indicators;

namespace Xianjie.Platform.Health;

/// <summary>For the system administrator: what the checks of the running system ask to be looked after.</summary>
internal sealed class HealthFigures(CurrentUser user, Readiness readiness) : IOfficeFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        if (!user.May(Permissions.SystemManage))
            return [];
        var found = await readiness.ReadAsync(ct);
        var open = found.Where(f => f.Condition != Condition.Good).ToList();
        var words = open.Count == 0 ? string.Create(CultureInfo.InvariantCulture, $"{found.Count} 项都正常") : string.Join("、", open.Select(f => f.Title));
        return [new(30, "要处理的检查项", open.Count, "项", "/health", words, open.Exists(f => f.Condition == Condition.Down) ? "red" : open.Count > 0 ? "amber" : null)];
    }
}
