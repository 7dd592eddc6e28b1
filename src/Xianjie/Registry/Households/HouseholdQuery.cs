using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Counts;
using Xianjie.Registry.People;
using Xianjie.Registry.Search;

namespace Xianjie.Registry.Households;

/// <summary>
/// What a household list shows. List, export and figures use this one record, so that a figure and the list behind it agree:
/// <c>/households</c> + <see cref="Address"/> is the list of a figure counted with the same query.
/// </summary>
internal sealed record HouseholdQuery
{
    /// <summary>Name, pinyin or initials of any member.</summary>
    public string? Name { get; init; }
    public string? No { get; init; }
    public string? Type { get; init; }
    public string? RiskState { get; init; }
    public string? Risk { get; init; }
    /// <summary>Division of any level.</summary>
    public long? Area { get; init; }
    public string? Group { get; init; }
    /// <summary>A tag that the household bears now.</summary>
    public string? Tag { get; init; }
    /// <summary>All of these marks (<see cref="Counts.Traits"/>).</summary>
    public long Marks { get; init; }
    /// <summary>Merged and dissolved households instead of the active ones.</summary>
    public bool Archived { get; init; }
    public string Sort { get; init; } = "no";
    public bool Descending { get; init; }

    private long AllMarks => Marks | (Risk is null ? 0 : Traits.OfRisk(Risk));

    /// <summary>True where the counts per village answer how many rows there are and in which village each page begins.</summary>
    public bool IsCounted => Name is null && No is null && Group is null && Tag is null && !Archived && (Risk is null || Traits.OfRisk(Risk) != 0);

    public bool IsEverything => IsCounted && Type is null && RiskState is null && AllMarks == 0;

    public bool Fits(CountCell cell) => (Type is null || cell.Type == Type) && (RiskState is null || cell.RiskState == RiskState) && (cell.Traits & AllMarks) == AllMarks;

    public static HouseholdQuery From(IQueryCollection query)
    {
        var marks = query["mark"].Concat(query["mark"].SelectMany(m => (m ?? string.Empty).Split(','))).ToHashSet();
        return new HouseholdQuery
        {
            Name = Text("name"), No = Text("no"), Type = Text("type"), RiskState = Text("state"), Risk = Text("risk"), Group = Text("group"), Tag = Text("tag"),
            Area = long.TryParse(query["division"], NumberStyles.None, CultureInfo.InvariantCulture, out var area) ? area : null,
            Marks = Traits.Marks.Where(m => marks.Contains(m.Key)).Aggregate(0L, (all, m) => all | m.Bit),
            Archived = query["archived"] == "1",
            Sort = Text("sort") is "members" or "updated" ? query["sort"]! : "no", Descending = query["dir"] == "desc",
        };

        string? Text(string key) => query[key].ToString().Trim() is { Length: > 0 and <= 40 } text ? text : null;
    }

    /// <summary>The query as part of an address, with its question mark; empty for the whole list.</summary>
    public string Address()
    {
        var builder = new QueryBuilder();
        foreach (var (key, value) in new[] { ("name", Name), ("no", No), ("type", Type), ("state", RiskState), ("risk", Risk), ("group", Group), ("tag", Tag),
            ("division", Area?.ToString(CultureInfo.InvariantCulture)), ("archived", Archived ? "1" : null), ("sort", Sort == "no" ? null : Sort), ("dir", Descending ? "desc" : null) })
        {
            if (value is not null)
                builder.Add(key, value);
        }
        foreach (var mark in Traits.Marks.Where(m => (Marks & m.Bit) != 0))
            builder.Add("mark", mark.Key);
        return builder.ToQueryString().ToString();
    }

    /// <summary>The rows, unordered, within the scope of the context.</summary>
    public IQueryable<Household> Apply(XianjieDb db)
    {
        var rows = db.Set<Household>().AsNoTracking();
        rows = Archived ? rows.Where(h => h.State != HouseholdState.Active) : rows.Where(h => h.State == HouseholdState.Active);
        if (Area is { } area)
        {
            var (from, below) = Scope.Range(area);
            rows = rows.Where(h => h.Division >= from && h.Division < below);
        }
        if (Type is not null)
            rows = rows.Where(h => h.HouseholdType == Type);
        if (RiskState is not null)
            rows = rows.Where(h => h.RiskState == RiskState);
        if (AllMarks is not 0 and var marks)
            rows = rows.Where(h => (h.Traits & marks) == marks);
        if (Risk is not null && Traits.OfRisk(Risk) == 0)
            rows = rows.Where(h => h.Risks != null && h.Risks.Contains(Risk));
        if (Group is not null)
            rows = rows.Where(h => h.GroupName == Group);
        if (Tag is not null)
            rows = rows.Where(h => db.Set<HouseholdTag>().Any(t => t.HouseholdId == h.Id && t.Value == Tag && t.To == null));
        return ByText(db, rows);
    }

    private IQueryable<Household> ByText(XianjieDb db, IQueryable<Household> rows)
    {
        if (No is not null)
            rows = Prefix.ByNo(rows, No);
        if (Name is not null)
        {
            // A bound on both: one surname is a tenth of a county.
            var ways = Prefix.ByName(db.Set<Person>().Where(p => p.State == PersonState.Present || Archived), Name)
                .Select(w => w.Take(2 * HouseholdCounts.Bound).Select(p => p.HouseholdId)).ToList();
            var (first, last) = (ways[0], ways[^1]);
            rows = ways.Count == 1 ? rows.Where(h => first.Contains(h.Id)) : rows.Where(h => first.Contains(h.Id) || last.Contains(h.Id));
        }
        return rows;
    }

    public IOrderedQueryable<Household> InOrder(IQueryable<Household> rows) => (Sort, Descending) switch
    {
        ("members", false) => rows.OrderBy(h => h.Present).ThenBy(h => h.Id),
        ("members", true) => rows.OrderByDescending(h => h.Present).ThenByDescending(h => h.Id),
        ("updated", false) => rows.OrderBy(h => h.UpdatedAt).ThenBy(h => h.Id),
        ("updated", true) => rows.OrderByDescending(h => h.UpdatedAt).ThenByDescending(h => h.Id),
        (_, false) => rows.OrderBy(h => h.Division).ThenBy(h => h.HouseholdNo),
        (_, true) => rows.OrderByDescending(h => h.Division).ThenByDescending(h => h.HouseholdNo),
    };
}
