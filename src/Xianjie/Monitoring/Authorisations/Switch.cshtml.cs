using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Xianjie.Comparison.Rules;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>授权核验设置: whether a missing letter keeps facts out of the comparison or only warns, from a day on, for the area of the office.</summary>
[Requires(Permissions.ParametersWrite)]
internal sealed class SwitchPage(RuleBook book, ParametersInForce inForce, SecondPersonDesk second, ParameterAct changing, CurrentUser user, Clock clock) : PageModel
{
    public sealed record Form
    {
        [Required(ErrorMessage = "请选择处理方式。")]
        public string? Value { get; init; }
        [Required(ErrorMessage = "请填写开始执行的日期。")]
        public DateOnly? From { get; init; }
        [Required(ErrorMessage = "请写明依据的文件名称和文号。"), StringLength(200, ErrorMessage = "依据最多 200 个字。")]
        public string? Basis { get; init; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();

    public string? Now { get; private set; }
    public string Basis { get; private set; } = string.Empty;
    public IReadOnlyList<string> Needing { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Input = new() { Value = Now, From = clock.Today };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Input.Value is not ("是" or "否"))
            ModelState.AddModelError("Input.Value", "请选择处理方式。");
        if (!ModelState.IsValid)
            return Page();
        var order = new ParameterOrder(LetterConsent.Switch, "授权核验", null, user.Division, Input.Value!, Input.From!.Value, Input.Basis!.Trim(), "修改授权核验", "/authorisations/switch");
        var asked = await second.AskAsync(changing, order, order.Basis, ct);
        if (asked.Refusal is null)
            return asked.Go(this);
        ModelState.AddModelError(string.Empty, asked.Refusal);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var values = await inForce.LoadAsync(ct);
        Now = values.Shown(LetterConsent.Switch, user.Division, clock.Today, null);
        Basis = values.Basis(LetterConsent.Switch, user.Division) ?? "—";
        Needing = [.. book.Feeds.Where(f => values.Whole(LetterConsent.Needing, user.Division, f.Name) == 1).Select(f => f.Name)];
    }
}
