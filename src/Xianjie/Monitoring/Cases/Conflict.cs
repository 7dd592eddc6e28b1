using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Changes;
using Xianjie.Platform.Data;

namespace Xianjie.Monitoring.Cases;

/// <summary>The case as someone saw it beside the case as it is: what to show who came second.</summary>
internal sealed record Conflict(int Seen, int Now, IReadOnlyList<Conflict.Line> Lines, IReadOnlyList<string> Meanwhile)
{
    internal sealed record Line(string Label, string Before, string After)
    {
        public bool Differs => Before != After;
    }

    private static readonly (string Property, string Label)[] Shown =
        [("Step", "环节"), ("StepDue", "环节期限"), ("TotalDue", "总期限"), ("Category", "类别"), ("Risks", "风险"), ("ClosedOn", "办结日期")];

    /// <summary>Reads outside the request's own transaction, which may be broken by the collision; walks the record of changes back to the seen version.</summary>
    public static async Task<Conflict?> ReadAsync(Database database, Scope scope, TimeProvider time, Guid id, int seen, CancellationToken ct)
    {
        await using var db = database.Open(scope, time);
        if (await db.Set<IdentificationCase>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, ct) is not { } now)
            return null;
        var changes = await db.Set<Change>().AsNoTracking().Where(c => c.ObjectId == id && c.Object == nameof(IdentificationCase))
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Math.Clamp(now.Version - seen, 0, 200)).ToListAsync(ct);
        var current = new Dictionary<string, string?>
        {
            ["Step"] = now.Step.ToString(), ["StepDue"] = Day(now.StepDue), ["TotalDue"] = Day(now.TotalDue), ["Category"] = now.Category, ["Risks"] = now.Risks, ["ClosedOn"] = Day(now.ClosedOn),
        };
        var old = new Dictionary<string, string?>(current);
        foreach (var change in changes)
            TakeBack(old, change);
        return new(seen, now.Version, [.. Shown.Select(s => new Line(s.Label, Words(s.Property, old), Words(s.Property, current)))],
            [.. changes.Select(c => $"{Platform.Time.Clock.Local(c.At):MM-dd HH:mm} {c.By} {c.What}{(c.Why is null ? "" : "：" + c.Why)}")]);
    }

    private static void TakeBack(Dictionary<string, string?> state, Change change)
    {
        var (before, after) = (Parse(change.Before), Parse(change.After));
        foreach (var key in after.Keys.Concat(before.Keys).Distinct().Where(state.ContainsKey).ToList())
            state[key] = before.GetValueOrDefault(key);
    }

    private static Dictionary<string, string?> Parse(string? json) => json is null ? [] :
        JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!.ToDictionary(p => p.Key, p => p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString() : p.Value.GetRawText());

    private static string Words(string property, Dictionary<string, string?> state) =>
        property == "Step" && Enum.TryParse<CaseStep>(state[property], out var step) ? CaseProcess.Table.Steps[step].Title : state[property] ?? "—";

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
