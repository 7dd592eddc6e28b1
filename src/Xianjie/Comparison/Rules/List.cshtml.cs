using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Screening;
using Xianjie.Screening.Language;

namespace Xianjie.Comparison.Rules;

[Requires(Permissions.RulesRead)]
internal sealed class ListPage(XianjieDb db, RuleBook book, RuleScores scores, CurrentUser user) : PageModel
{
    public sealed record Row(Rule Rule, bool IsOn, int Hits, int Households, RuleScore? Score);

    [BindProperty(SupportsGet = true)]
    public string? Department { get; set; }
    [BindProperty(SupportsGet = true)]
    public RuleClass? Class { get; set; }
    [BindProperty(SupportsGet = true)]
    public bool Scores { get; set; }

    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public IReadOnlyList<string> Departments => [.. book.Rules.Rules.Select(r => r.Department).Distinct().Order(StringComparer.Ordinal)];
    public IReadOnlyList<RuleError> Errors => book.Errors;
    public ScreeningRun? Last { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var county = Counties.Of(user.Division);
        Last = await db.Set<ScreeningRun>().AsNoTracking().Where(r => r.Division == county && !r.IsBackTest).OrderByDescending(r => r.At).FirstOrDefaultAsync(ct);
        var run = Last?.Id;
        var counts = await db.Set<RunCount>().AsNoTracking().Where(c => c.RunId == run).GroupBy(c => c.RuleId)
            .Select(g => new { g.Key, Hits = g.Sum(c => c.Hits), Households = g.Sum(c => c.Households) }).ToDictionaryAsync(g => g.Key, ct);
        var switches = await db.Set<RuleSwitch>().AsNoTracking().Where(s => s.Division == county).ToDictionaryAsync(s => s.RuleId, s => s.IsOn, ct);
        var known = Scores ? await scores.LoadAsync(ct) : new Dictionary<string, RuleScore>();
        Rows = [.. book.Rules.Rules.Where(r => (Department is null || Department.Length == 0 || r.Department == Department) && (Class is null || r.Class == Class))
            .Select(r => new Row(r, switches.GetValueOrDefault(r.Id, r.Enabled), counts.GetValueOrDefault(r.Id)?.Hits ?? 0, counts.GetValueOrDefault(r.Id)?.Households ?? 0, known.GetValueOrDefault(r.Id)))];
    }
}
