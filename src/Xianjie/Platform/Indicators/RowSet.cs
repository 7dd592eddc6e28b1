using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Indicators;

/// <summary>One row behind a figure.</summary>
/// <param name="Value">1 where rows are counted; 分 or people where they are added up.</param>
internal sealed record IndicatorRow(Guid Id, string Title, string? Link, long Division, string Detail, long Value);

/// <summary>The rows that a numerator or denominator is made of. The figure and the list come from the same query, so they agree.</summary>
internal abstract class RowSet
{
    /// <summary>What a row counts for tells of a person: it is added up and kept sealed, and never shown.</summary>
    public virtual bool IsSealed => false;

    public abstract Task<IReadOnlyDictionary<long, long>> ByDivisionAsync(long from, long below, CancellationToken ct);

    /// <summary>Rows in the order of places.</summary>
    public abstract Task<IReadOnlyList<IndicatorRow>> RowsAsync(long from, long below, int skip, int take, CancellationToken ct);

    public abstract Task<int> CountAsync(long from, long below, CancellationToken ct);

    /// <summary>Ids of the rows, to be kept.</summary>
    public abstract Task<IReadOnlyList<RowKey>> KeysAsync(long from, long below, CancellationToken ct);

    /// <summary>Households of the rows by the rows' ids; a row that belongs to none is left out.</summary>
    public abstract Task<IReadOnlyDictionary<Guid, Guid>> HomesAsync(long from, long below, CancellationToken ct);

    /// <summary>Rows by id as they are now, whether or not they would still be counted.</summary>
    public abstract Task<IReadOnlyList<IndicatorRow>> NamedAsync(XianjieDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct);

    public static RowSet Of<T>(IQueryable<T> rows, Expression<Func<T, IndicatorRow>> show, Expression<Func<T, long>>? value = null) where T : class, IInDivision => new Typed<T>(rows, show, value);

    private sealed class Typed<T>(IQueryable<T> rows, Expression<Func<T, IndicatorRow>> show, Expression<Func<T, long>>? value) : RowSet where T : class, IInDivision
    {
        private IQueryable<T> In(long from, long below) => rows.Where(r => r.Division >= from && r.Division < below);

        public override async Task<IReadOnlyDictionary<long, long>> ByDivisionAsync(long from, long below, CancellationToken ct) => value is null
            ? await In(from, below).GroupBy(r => r.Division).Select(g => new { g.Key, Value = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Value, ct)
            : await In(from, below).GroupBy(r => r.Division, value).Select(g => new { g.Key, Value = g.Sum() }).ToDictionaryAsync(g => g.Key, g => g.Value, ct);

        public override async Task<IReadOnlyList<IndicatorRow>> RowsAsync(long from, long below, int skip, int take, CancellationToken ct) =>
            await In(from, below).OrderBy(r => r.Division).ThenBy(r => EF.Property<Guid>(r, "Id")).Skip(skip).Take(take).Select(show).ToListAsync(ct);

        public override Task<int> CountAsync(long from, long below, CancellationToken ct) => In(from, below).CountAsync(ct);

        public override async Task<IReadOnlyList<RowKey>> KeysAsync(long from, long below, CancellationToken ct)
        {
            // r => new RowKey(r.Id, r.Division, value(r)), with the value's own body in it
            var row = value?.Parameters[0] ?? Expression.Parameter(typeof(T), "r");
            var id = Expression.Call(typeof(EF), nameof(EF.Property), [typeof(Guid)], row, Expression.Constant("Id"));
            var key = Expression.New(typeof(RowKey).GetConstructor([typeof(Guid), typeof(long), typeof(long)])!, id, Expression.Property(row, nameof(IInDivision.Division)), value?.Body ?? Expression.Constant(1L));
            return await In(from, below).Select(Expression.Lambda<Func<T, RowKey>>(key, row)).ToListAsync(ct);
        }

        public override async Task<IReadOnlyDictionary<Guid, Guid>> HomesAsync(long from, long below, CancellationToken ct) => typeof(T).GetProperty("HouseholdId")?.PropertyType == typeof(Guid)
            ? await In(from, below).Select(r => new { Id = EF.Property<Guid>(r, "Id"), Home = EF.Property<Guid>(r, "HouseholdId") }).ToDictionaryAsync(r => r.Id, r => r.Home, ct)
            : await In(from, below).Select(r => EF.Property<Guid>(r, "Id")).ToDictionaryAsync(id => id, ct);

        public override async Task<IReadOnlyList<IndicatorRow>> NamedAsync(XianjieDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
            await db.Set<T>().AsNoTracking().Where(r => ids.Contains(EF.Property<Guid>(r, "Id"))).Select(show).ToListAsync(ct);
    }
}

/// <summary>What an indicator is divided from: both sides of one way of counting.</summary>
internal sealed record IndicatorSets(RowSet Numerator, RowSet? Denominator);

/// <summary>Gives the rows of indicators. Each module that knows some registers one.</summary>
internal interface IIndicatorSource
{
    /// <param name="by">户, 人, or empty where there is one way only.</param>
    /// <returns>Null where the source does not know the indicator.</returns>
    Task<IndicatorSets?> SetsAsync(string key, string by, IndicatorMonth month, CancellationToken ct);

    /// <summary>Places of the area that have not reported what the figure of the day is made of.</summary>
    Task<int> MissingAsync(IndicatorDefinition definition, long area, DateOnly day, CancellationToken ct) => Task.FromResult(0);
}

/// <summary>A month to look at; the present one ends today.</summary>
internal sealed record IndicatorMonth(int Value, DateOnly First, DateOnly Last)
{
    public static IndicatorMonth Of(int month, DateOnly today)
    {
        var first = new DateOnly(month / 100, month % 100, 1);
        var last = first.AddMonths(1).AddDays(-1);
        return new(month, first, last < today ? last : today);
    }

    /// <summary>The month that holds a day, up to that day.</summary>
    public static IndicatorMonth At(DateOnly day) => new(Of(day), new(day.Year, day.Month, 1), day);

    public static int Of(DateOnly day) => (day.Year * 100) + day.Month;

    public IndicatorMonth Before(DateOnly today) => Of(Of(First.AddDays(-1)), today);

    /// <summary>Beginning of the month and of the day after its last, in China.</summary>
    public DateTimeOffset From => Start(First);
    public DateTimeOffset Below => Start(Last.AddDays(1));

    private static DateTimeOffset Start(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(8)).ToUniversalTime();
}
