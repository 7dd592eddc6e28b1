using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;

namespace Xianjie.Comparison.Runs;

/// <summary>What one run found, by rule, township and risk, beside the month before.</summary>
[Requires(Permissions.RulesRead)]
internal sealed class RunPage(XianjieDb db, RuleBook book, Places places) : PageModel
{
    public sealed record Line(string Key, string Title, int Hits, int Households, int Before);

    public ScreeningRun Run { get; private set; } = null!;
    public ScreeningRun? Before { get; private set; }
    public IReadOnlyList<Line> ByRule { get; private set; } = [];
    public IReadOnlyList<Line> ByTownship { get; private set; } = [];
    public IReadOnlyList<Line> ByRisk { get; private set; } = [];
    public IReadOnlyDictionary<string, string> Parameters { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Versions { get; private set; } = new Dictionary<string, string>();
    public IReadOnlyDictionary<string, string> Files { get; private set; } = new Dictionary<string, string>();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<ScreeningRun>().AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, ct) is not { } run)
            return NotFound();
        Run = run;
        Before = await db.Set<ScreeningRun>().AsNoTracking().Where(r => r.Division == run.Division && r.IsBackTest == run.IsBackTest && r.Month < run.Month)
            .OrderByDescending(r => r.Month).ThenByDescending(r => r.At).FirstOrDefaultAsync(ct);
        var counts = await CountsAsync(run.Id, ct);
        var before = Before is { } earlier ? await CountsAsync(earlier.Id, ct) : [];
        ByRule = Lines(counts, before, c => c.RuleId, k => $"{k} {book.Rules[k]?.Title}");
        ByTownship = Lines(counts, before, c => (c.Division / 1000 * 1000).ToString(System.Globalization.CultureInfo.InvariantCulture), k => places.Name(long.Parse(k, System.Globalization.CultureInfo.InvariantCulture)));
        ByRisk = Lines(counts, before, c => c.Risk.Length > 0 ? c.Risk : RuleWords.Class(Enum.Parse<Screening.Language.RuleClass>(c.Class)), k => k);
        (Parameters, Versions, Files) = (Read(run.Parameters), Read(run.Rules), Read(run.Files));
        return Page();
    }

    private Task<List<RunCount>> CountsAsync(Guid run, CancellationToken ct) => db.Set<RunCount>().AsNoTracking().Where(c => c.RunId == run).ToListAsync(ct);

    private static List<Line> Lines(List<RunCount> counts, List<RunCount> before, Func<RunCount, string> key, Func<string, string> title)
    {
        var earlier = before.ToLookup(key);
        return [.. counts.GroupBy(key).Select(g => new Line(g.Key, title(g.Key), g.Sum(c => c.Hits), g.Sum(c => c.Households), earlier[g.Key].Sum(c => c.Hits))).OrderByDescending(l => l.Hits)];
    }

    private static Dictionary<string, string> Read(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
}
