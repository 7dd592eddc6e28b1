using System.Globalization;
using Xianjie.Platform.Access;

namespace Xianjie.Ledgers.Reminders;

/// <summary>What the list of owed reports is narrowed to; the inbox links with the same words.</summary>
internal sealed class DueQuery
{
    public long? Place { get; set; }
    public string? Role { get; set; }
    public string? Department { get; set; }
    public string? Q { get; set; }

    public static string Address(long place, string role, string? department) =>
        string.Create(CultureInfo.InvariantCulture, $"/ledgers/due?place={place}&role={role}") + (department is null ? "" : "&department=" + Uri.EscapeDataString(department));

    public IQueryable<ReportDue> Over(IQueryable<ReportDue> rows, long area)
    {
        var (from, below) = Scope.Range(Place ?? area);
        rows = rows.Where(d => d.ClosedAt == null && d.Division >= from && d.Division < below);
        if (Role is { Length: > 0 } role)
            rows = rows.Where(d => d.Role == role);
        if (Department is { Length: > 0 } department)
            rows = rows.Where(d => d.Department == department);
        return Q?.Trim() is { Length: > 0 and <= 60 } words ? rows.Where(d => d.Title.Contains(words)) : rows;
    }
}
