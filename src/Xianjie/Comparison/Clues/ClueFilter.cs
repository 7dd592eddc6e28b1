using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Intake;

namespace Xianjie.Comparison.Clues;

/// <summary>What the list of clues is narrowed to; figures link with the same words, so that a list shows the count of its figure.</summary>
internal sealed class ClueFilter
{
    /// <summary>open, overdue, or a value of <see cref="ClueState"/>; empty for all.</summary>
    public string? State { get; set; } = "open";
    public ClueKind? Kind { get; set; }
    /// <summary>One of the five channels; a clue that came by several is found under each.</summary>
    public ClueChannel? Channel { get; set; }
    /// <summary>Several channels, parted by <c>;</c>: clues that came by any of them.</summary>
    public string? Among { get; set; }
    public string? Risk { get; set; }
    public string? Rule { get; set; }
    public string? Department { get; set; }
    public long? Area { get; set; }
    /// <summary>Found at least so many days ago.</summary>
    public int? Days { get; set; }
    public Guid? Run { get; set; }
    public string? Q { get; set; }

    /// <summary>The same conditions without that of the channel.</summary>
    public ClueFilter InAnyChannel() => new() { State = State, Kind = Kind, Among = Among, Risk = Risk, Rule = Rule, Department = Department, Area = Area, Days = Days, Run = Run, Q = Q };

    public IQueryable<Clue> Over(IQueryable<Clue> rows, DateOnly today)
    {
        rows = State switch
        {
            "open" => rows.Where(c => c.State == ClueState.待核查 || c.State == ClueState.核查中),
            "overdue" => rows.Where(c => c.State == ClueState.核查中 && c.Due < today),
            null or "" or "all" => rows,
            _ when Enum.TryParse<ClueState>(State, out var state) => rows.Where(c => c.State == state),
            _ => rows.Where(c => false),
        };
        if (Kind is { } kind)
            rows = rows.Where(c => c.Kind == kind);
        if (Channel is { } channel)
        {
            var wanted = ClueChannels.Of(channel);
            rows = rows.Where(c => c.Channels.Contains(wanted));
        }
        if (Among?.Split(';', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 and <= 5 } among)
        {
            string[] words = [.. among.Select(a => $";{a};")];
            rows = rows.Where(c => words.Any(w => c.Channels.Contains(w)));
        }
        if (!string.IsNullOrEmpty(Risk))
            rows = rows.Where(c => c.Risk == Risk);
        if (!string.IsNullOrEmpty(Department))
            rows = rows.Where(c => c.Department == Department);
        if (!string.IsNullOrEmpty(Rule))
            rows = rows.Where(c => c.Rules.Contains(";" + Rule + ";"));
        if (Run is { } run)
            rows = rows.Where(c => c.RunId == run);
        return Placed(rows, today);
    }

    private IQueryable<Clue> Placed(IQueryable<Clue> rows, DateOnly today)
    {
        if (Area is { } area)
        {
            var (from, below) = Scope.Range(area);
            rows = rows.Where(c => c.Division >= from && c.Division < below);
        }
        if (Days is > 0 and var days)
        {
            var until = today.AddDays(-days);
            rows = rows.Where(c => c.FoundOn <= until);
        }
        if (Q?.Trim() is { Length: > 0 } words)
            rows = rows.Where(c => c.HeadName == words || c.HouseholdNo == words);
        return rows;
    }
}
