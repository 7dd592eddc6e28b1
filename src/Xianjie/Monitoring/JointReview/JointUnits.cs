using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;

namespace Xianjie.Monitoring.JointReview;

/// <summary>责任单位: the object's own village or township, or a department of the county whose officer has an account, since only such a one can answer.</summary>
internal sealed class JointUnits(XianjieDb db, Places places, CurrentUser user)
{
    public const string Village = "村", Township = "乡镇";

    public async Task<IReadOnlyList<string>> DepartmentsAsync(CancellationToken ct) =>
        await db.Set<User>().AsNoTracking().Where(u => u.Role == Roles.Department && !u.Disabled && u.Department != null && u.Division == user.Division)
            .Select(u => u.Department!).Distinct().OrderBy(d => d).ToListAsync(ct);

    /// <summary>Role and name of the unit for an object that stands there; null where the place has no such unit.</summary>
    public (string Role, string Name)? Of(string unit, long division) => (unit, places.Find(division)?.Level) switch
    {
        (Village, DivisionLevel.Village) => (Roles.Collector, places.Path(division).Replace(" · ", string.Empty, StringComparison.Ordinal)),
        (Township, DivisionLevel.Village) => (Roles.Clerk, places.Name(division / 1000 * 1000)),
        (Township, DivisionLevel.Township) => (Roles.Clerk, places.Name(division)),
        (Village or Township, _) => null,
        _ => (Roles.Department, unit),
    };
}
