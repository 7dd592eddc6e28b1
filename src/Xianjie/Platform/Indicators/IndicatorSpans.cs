using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Indicators;

/// <summary>Puts the figures of a county and day over those that stood: an interval is cut only where a figure or its rows are others.</summary>
internal sealed class IndicatorSpans(XianjieDb db, long county)
{
    private readonly (long From, long Below) area = Scope.Range(county);

    /// <param name="values">Every figure of these indicators there is; a village without one has none from now on.</param>
    /// <param name="day">The first day that they hold for.</param>
    /// <param name="below">The first day that they hold for no more; <see cref="IndicatorValue.Open"/>: they still stand.</param>
    /// <returns>How many figures are others than before.</returns>
    public async Task<int> PutAsync(IReadOnlyList<IndicatorDefinition> definitions, IReadOnlyList<IndicatorValue> values, DateOnly day, DateOnly below, CancellationToken ct)
    {
        var fresh = values.ToDictionary(v => (v.Key, v.By, v.Division));
        var (gone, ended, added) = (new List<Guid>(), new List<Guid>(), new List<IndicatorValue>());
        foreach (var keys in definitions.Select(d => d.Key).Chunk(20))
        {
            var standing = await db.Set<IndicatorValue>().AsNoTracking().Where(v => keys.Contains(v.Key) && v.Below > day && v.From < below && v.Division >= area.From && v.Division < area.Below).ToListAsync(ct);
            foreach (var group in standing.GroupBy(v => (v.Key, v.By, v.Division)))
            {
                var wanted = fresh.GetValueOrDefault(group.Key);
                var pieces = group.ToList();
                if (wanted is not null && pieces is [var one] && one.From <= day && one.Below >= below && one.IsSame(wanted))
                {
                    fresh.Remove(group.Key);
                    continue;
                }
                foreach (var piece in pieces)
                {
                    if (piece.Below > below)
                        added.Add(piece.Over(below, piece.Below));
                    (piece.From < day ? ended : gone).Add(piece.Id);
                }
            }
        }
        foreach (var part in gone.Chunk(500))
            await db.Set<IndicatorValue>().Where(v => part.Contains(v.Id)).ExecuteDeleteAsync(ct);
        foreach (var part in ended.Chunk(500))
            await db.Set<IndicatorValue>().Where(v => part.Contains(v.Id)).ExecuteUpdateAsync(s => s.SetProperty(v => v.Below, day), ct);
        Bulk.Insert(db, added.Concat(fresh.Values.Select(v => v.Over(day, below))).ToList());
        return fresh.Count;
    }

    /// <summary>Notes that a day was kept; the texts of the definitions are kept with it.</summary>
    public async Task NoteAsync(IEnumerable<IndicatorDefinition> definitions, DateOnly day, bool isWhole, DateTimeOffset at, CancellationToken ct)
    {
        var known = (await db.Set<IndicatorVersion>().Select(v => v.Id).ToListAsync(ct)).ToHashSet();
        foreach (var definition in definitions.Where(d => known.Add(d.Version)))
            db.Add(new IndicatorVersion { Id = definition.Version, Key = definition.Key, Text = definition.Text, At = at });
        if (await db.Set<IndicatorRun>().FirstOrDefaultAsync(r => r.Division == county && r.On == day, ct) is { } run)
            (run.At, run.IsWhole, run.Times) = (at, run.IsWhole || isWhole, run.Times + 1);
        else
            db.Add(new IndicatorRun { Division = county, On = day, At = at, IsWhole = isWhole });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Drops rows that no figure opens to any more.</summary>
    public Task<int> SweepAsync(CancellationToken ct) => db.Set<KeptRows>().Where(r => r.Division >= area.From && r.Division < area.Below
        && !db.Set<IndicatorValue>().Any(v => v.NumeratorRows == r.Id) && !db.Set<IndicatorValue>().Any(v => v.DenominatorRows == r.Id)).ExecuteDeleteAsync(ct);
}
