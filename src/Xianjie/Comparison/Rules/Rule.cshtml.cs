using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Runs;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.Platform.Web;
using Xianjie.Screening;
using Xianjie.Screening.Language;
using Parameter = Xianjie.Screening.Language.Parameter;

namespace Xianjie.Comparison.Rules;

/// <summary>One rule: its wording, the values it uses, its own tests, how well it does, and what another value would give.</summary>
[Requires(Permissions.RulesRead)]
internal sealed class RulePage(XianjieDb db, RuleBook book, RuleScores scores, WhatIf whatIf, Evidence evidence, Places places, CurrentUser user, Clock clock, SecondPersonDesk second, SwitchAct switching, ParameterAct changing) : PageModel
{
    public sealed record Value(string? Dimension, string Text, DateOnly From, string Place, string Basis);
    public sealed record Used(Parameter Parameter, IReadOnlyList<Value> Values);

    public Rule Rule { get; private set; } = null!;
    public bool IsOn { get; private set; }
    public RuleSwitch? Switch { get; private set; }
    public IReadOnlyList<Used> Parameters { get; private set; } = [];
    public IReadOnlyList<RuleTestOutcome> Tests { get; private set; } = [];
    public IReadOnlyList<RuleVersion> Versions { get; private set; } = [];
    public IReadOnlyList<ShownHit> Sample { get; private set; } = [];
    public RuleScore? Score { get; private set; }
    public int Hits { get; private set; }
    public ScreeningRun? Last { get; private set; }
    public WhatIfAnswer? Answer { get; private set; }
    public string Hash => book.HashOf(Rule);

    [BindProperty(SupportsGet = true)]
    public string? Key { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Dimension { get; set; }
    [BindProperty(SupportsGet = true)]
    public string? Try { get; set; }

    public bool MaySwitch => user.May(Permissions.RulesSwitch);
    public bool MayWriteParameters => user.May(Permissions.ParametersWrite);
    public bool MayTry => user.May(Permissions.ScreeningRun);
    public string PlaceName => places.Name(user.Division);
    public DateOnly Today => clock.Today;
    private long County => Counties.Of(user.Division);

    public async Task<IActionResult> OnGetAsync(string id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (MayTry && !string.IsNullOrWhiteSpace(Try) && Key is not null)
            await TryAsync(ct);
        return Page();
    }

    private async Task TryAsync(CancellationToken ct)
    {
        if (Parameters.FirstOrDefault(p => p.Parameter.Key == Key) is not { } used || CountyParameters.Parse(used.Parameter, Try!.Trim()) is not { } value)
        {
            ModelState.AddModelError("Try", $"“{Try}”不是这个参数的合法值。");
            return;
        }
        Answer = await whatIf.AskAsync(Rule, County, Last?.AsOf ?? clock.Today, used.Parameter.Key, string.IsNullOrEmpty(Dimension) ? null : Dimension, value, ct);
    }

    public async Task<IActionResult> OnPostSwitchAsync(string id, bool on, string? reason, CancellationToken ct)
    {
        if (!MaySwitch)
            return Forbid();
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (string.IsNullOrWhiteSpace(reason))
        {
            ModelState.AddModelError("reason", on ? "请写明开启的原因。" : "请写明关闭的原因。");
            return Page();
        }
        return After(await second.AskAsync(switching, new(id, County, on, reason.Trim()), reason, ct));
    }

    private IActionResult After(Asked asked)
    {
        if (asked.Refusal is null)
            return asked.Go(this);
        ModelState.AddModelError(string.Empty, asked.Refusal);
        return Page();
    }

    public async Task<IActionResult> OnPostParameterAsync(string id, string key, string? dimension, string? value, DateOnly? from, string? basis, CancellationToken ct)
    {
        if (!MayWriteParameters)
            return Forbid();
        if (!await LoadAsync(id, ct))
            return NotFound();
        if (Parameters.FirstOrDefault(p => p.Parameter.Key == key)?.Parameter is not { } parameter)
            return NotFound();
        Check(parameter, dimension, value, from, basis);
        if (!ModelState.IsValid)
            return Page();
        var order = new ParameterOrder(key, parameter.Title, string.IsNullOrEmpty(dimension) ? null : dimension, user.Division, value!.Trim(), from!.Value, basis!.Trim(), "录入参数", $"/rules/{id}");
        return After(await second.AskAsync(changing, order, order.Basis, ct));
    }

    private void Check(Parameter parameter, string? dimension, string? value, DateOnly? from, string? basis)
    {
        if (string.IsNullOrWhiteSpace(value) || CountyParameters.Parse(parameter, value.Trim()) is not { } read)
            ModelState.AddModelError("value", $"“{value}”不是合法的值{(parameter.Unit is { } unit ? $"（单位：{unit}）" : string.Empty)}。");
        else if (read is long number && number < 0)
            ModelState.AddModelError("value", "不能为负数。");
        if (from is null)
            ModelState.AddModelError("from", "请填写开始执行的日期。");
        if (string.IsNullOrWhiteSpace(basis))
            ModelState.AddModelError("basis", "请写明依据的文件名称和文号。");
        if (!string.IsNullOrEmpty(dimension) && !parameter.Values.Any(v => v.Dimension == dimension))
            ModelState.AddModelError("dimension", $"这个参数没有“{dimension}”这一档。");
    }

    private async Task<bool> LoadAsync(string id, CancellationToken ct)
    {
        if (book.Rules[id] is not { } rule)
            return false;
        Rule = rule;
        Switch = await db.Set<RuleSwitch>().AsNoTracking().FirstOrDefaultAsync(s => s.Division == County && s.RuleId == id, ct);
        IsOn = Switch?.IsOn ?? rule.Enabled;
        var values = await CountyParameters.LoadAsync(db, book, ct);
        Parameters = [.. rule.Parameters.Select(p => p.Parameter.Key).Distinct().Select(k => InForce(values.Get(book.Rules.Parameters[k]!)))];
        Tests = RuleTester.Run(book.Rules.Where(r => r.Id == id));
        Versions = await db.Set<RuleVersion>().AsNoTracking().Where(v => v.RuleId == id).OrderByDescending(v => v.FirstUsedAt).ToListAsync(ct);
        Last = await db.Set<ScreeningRun>().AsNoTracking().Where(r => !r.IsBackTest).OrderByDescending(r => r.At).FirstOrDefaultAsync(ct);
        var run = Last?.Id;
        Hits = await db.Set<RunCount>().Where(c => c.RunId == run && c.RuleId == id).SumAsync(c => c.Hits, ct);
        Score = (await scores.LoadAsync(ct)).GetValueOrDefault(id);
        Sample = [.. (await db.Set<ClueHit>().AsNoTracking().Where(h => h.RuleId == id).OrderByDescending(h => h.Id).Take(5).ToListAsync(ct)).Select(evidence.Open)];
        return true;
    }

    /// <summary>The value of every dimension in force today in the user's area, with where it comes from.</summary>
    private Used InForce(Parameter parameter)
    {
        var place = user.Division.ToString("D12", CultureInfo.InvariantCulture);
        var today = clock.Today;
        return new Used(parameter, [.. parameter.Values.Select(v => v.Dimension).Distinct().Select(d => parameter.Values
            .Where(v => v.Dimension == d && v.From <= today && (v.To is null || today <= v.To) && place.StartsWith(v.Division, StringComparison.Ordinal))
            .OrderByDescending(v => v.Division.Length).ThenByDescending(v => v.From).FirstOrDefault()).OfType<ParameterValue>()
            .Select(v => new Value(v.Dimension, CountyParameters.Show(parameter, v.Value), v.From, v.Division.Length == 0 ? "全国默认" : PlaceOf(v.Division), v.Basis))]);
    }

    private string PlaceOf(string prefix) => places.Name(long.Parse(prefix.PadRight(12, '0'), CultureInfo.InvariantCulture));
}
