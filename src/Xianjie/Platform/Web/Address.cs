using Microsoft.AspNetCore.Http.Extensions;

namespace Xianjie.Platform.Web;

/// <summary>Links that keep the state of a list, which lives in the address, and change a part of it.</summary>
internal static class Address
{
    /// <summary>The present path and query with some keys set (or, where null, taken out).</summary>
    public static string With(HttpRequest request, params (string Key, string? Value)[] changes)
    {
        var changed = changes.Select(change => change.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var kept = request.Query.Where(pair => !changed.Contains(pair.Key))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value ?? ""));
        var added = changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Key, change.Value!));
        return request.PathBase + request.Path + new QueryBuilder(kept.Concat(added)).ToQueryString();
    }
}
