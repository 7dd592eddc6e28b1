using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;

namespace Xianjie.Monitoring.Cases;

/// <summary>What the list of cases is narrowed to; figures link with the same words, so that a list shows the count of its figure.</summary>
internal sealed class CaseQuery
{
    /// <summary>open, overdue, formalities (绿色通道 late), decided, refused, ended or all.</summary>
    public string? State { get; set; } = "open";
    public CaseStep? Step { get; set; }
    /// <summary>A division of any level below the user's own.</summary>
    public long? Village { get; set; }
    /// <summary>yyyyMM: opened in the month; decided in the month where the state is decided.</summary>
    public int? Month { get; set; }
    public string? Q { get; set; }

    public IQueryable<IdentificationCase> Over(IQueryable<IdentificationCase> rows, DateOnly today)
    {
        rows = State switch
        {
            "overdue" => rows.Where(c => c.OpenKey != null && (c.StepDue < today || c.TotalDue < today)),
            "formalities" => rows.Where(c => c.OpenKey != null && c.FormalitiesDue < today),
            "decided" => rows.Where(c => c.Step == CaseStep.已认定),
            "refused" => rows.Where(c => c.Step == CaseStep.无需认定 || c.Step == CaseStep.申诉中),
            "ended" => rows.Where(c => c.Step == CaseStep.已终止),
            "all" => rows,
            _ => rows.Where(c => c.OpenKey != null),
        };
        if (Step is { } step)
            rows = rows.Where(c => c.Step == step);
        if (Village is { } village)
        {
            var (from, below) = Scope.Range(village);
            rows = rows.Where(c => c.Division >= from && c.Division < below);
        }
        if (Q?.Trim() is { Length: > 0 } words)
            rows = rows.Where(c => c.HeadName == words || c.HouseholdNo == words);
        return InMonth(rows);
    }

    private IQueryable<IdentificationCase> InMonth(IQueryable<IdentificationCase> rows)
    {
        if (Month is not (> 200000 and < 300000) || Month % 100 is < 1 or > 12)
            return rows;
        var from = new DateOnly(Month.Value / 100, Month.Value % 100, 1);
        var below = from.AddMonths(1);
        return State == "decided" ? rows.Where(c => c.ClosedOn >= from && c.ClosedOn < below) : rows.Where(c => c.OpenedOn >= from && c.OpenedOn < below);
    }
}
