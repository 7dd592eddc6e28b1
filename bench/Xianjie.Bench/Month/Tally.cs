using System.Diagnostics;
using System.Globalization;

namespace Xianjie.Bench.Month;

/// <summary>What the month cost: requests with their times, and what people had to type.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, List<double>> times = [];
    private readonly Dictionary<string, (int Forms, int Fields)> typed = [];

    public int Requests => times.Values.Sum(t => t.Count);

    public async Task<T> TimeAsync<T>(string what, Func<Task<T>> act)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = await act();
        if (!times.TryGetValue(what, out var list))
            times[what] = list = [];
        list.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        return answer;
    }

    /// <summary>A form handed in by a role, with the fields that the person filled in or changed.</summary>
    public void Typed(string role, int fields)
    {
        var (forms, all) = typed.GetValueOrDefault(role);
        typed[role] = (forms + 1, all + fields);
    }

    /// <summary>Two Markdown tables: milliseconds per kind of request, and forms and typed fields per role.</summary>
    public string Tables(IReadOnlyDictionary<string, int> cadres)
    {
        var lines = new List<string> { "| request | count | median ms | p95 ms |", "|---|---|---|---|" };
        foreach (var (what, list) in times.OrderByDescending(t => t.Value.Count))
        {
            var sorted = list.Order().ToList();
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {what} | {sorted.Count:N0} | {sorted[sorted.Count / 2]:0.0} | {sorted[Math.Min(sorted.Count - 1, sorted.Count * 95 / 100)]:0.0} |"));
        }
        lines.AddRange([string.Empty, "| role | people | forms | typed fields | forms each | typed fields each |", "|---|---|---|---|---|---|"]);
        foreach (var (role, (forms, fields)) in typed.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            var people = Math.Max(1, cadres.GetValueOrDefault(role));
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"| {role} | {people:N0} | {forms:N0} | {fields:N0} | {(double)forms / people:0.0} | {(double)fields / people:0.0} |"));
        }
        return string.Join('\n', lines);
    }
}
