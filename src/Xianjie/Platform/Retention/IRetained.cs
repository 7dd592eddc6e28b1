using Xianjie.Platform.Data;

namespace Xianjie.Platform.Retention;

/// <summary>One kind of data that is kept only so long. Registered as a singleton; opens nothing itself.</summary>
internal interface IRetained
{
    /// <summary>Name on screen, and dimension of the parameter 保存月数.</summary>
    string Kind { get; }

    /// <summary>What was last needed before the day, by county and id; nothing of the county is left out, at most so many.</summary>
    Task<List<Guid>> DueAsync(XianjieDb db, DateTimeOffset before, long from, long below, int most, CancellationToken ct);

    /// <summary>Deletes them inside the caller's transaction; files lose their bytes first.</summary>
    Task DeleteAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct);

    /// <summary>How many of them are there still: 0 proves the deletion.</summary>
    Task<int> LeftAsync(XianjieDb db, IReadOnlyList<Guid> ids, CancellationToken ct);
}
