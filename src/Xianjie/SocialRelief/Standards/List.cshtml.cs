using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;
using Xianjie.SocialRelief.Policies;

namespace Xianjie.SocialRelief.Standards;

/// <summary>低保标准: year by year against city, province and nation, with entry.</summary>
[Requires(Permissions.HouseholdsRead)]
internal sealed class ListPage(ParametersInForce parameters, CurrentUser user, Clock clock, SecondPersonDesk second, ParameterAct changing) : PageModel
{
    public sealed class Form
    {
        [Required(ErrorMessage = "请选择级别。")]
        public string? Level { get; set; }
        [Required(ErrorMessage = "请填写从哪天起执行。")]
        public DateOnly? From { get; set; }
        [Required(ErrorMessage = "请填写标准。"), Range(typeof(decimal), "100", "100000", ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true, ErrorMessage = "年标准应在 100 到 100000 元之间；按月的请先乘 12。")]
        public decimal? Amount { get; set; }
        [Required(ErrorMessage = "请填写依据文件。"), StringLength(400, ErrorMessage = "依据最多 400 个字。")]
        public string? Basis { get; set; }
    }

    [BindProperty]
    public Form Input { get; set; } = new();
    public IReadOnlyList<StandardYear> Years { get; private set; } = [];
    public bool MayWrite => user.May(Permissions.ParametersWrite);
    public IEnumerable<SelectListItem> Levels => StandardBook.Levels.Select(l => new SelectListItem(l, l));

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Input = new() { Level = StandardBook.County, From = new(clock.Today.Year, 1, 1) };
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!MayWrite)
            return Forbid();
        await LoadAsync(ct);
        if (Input.Level is not null && !StandardBook.Levels.Contains(Input.Level))
            ModelState.AddModelError("Input.Level", "请选择级别。");
        if (Input.Amount is { } yuan && decimal.Truncate(yuan * 100) != yuan * 100)
            ModelState.AddModelError("Input.Amount", "金额最多两位小数。");
        if (Input.From > clock.Today.AddYears(1))
            ModelState.AddModelError("Input.From", "执行日期不能在一年以后。");
        if (!ModelState.IsValid)
            return Page();
        var value = Input.Amount!.Value.ToString("0.00", CultureInfo.InvariantCulture);
        var order = new ParameterOrder(StandardBook.Key, "低保标准", Input.Level!, PolicyBook.CountyOf(user.Division), value, Input.From!.Value, Input.Basis!.Trim(), "录入低保标准", "/relief/standards");
        var asked = await second.AskAsync(changing, order, order.Basis, ct);
        if (asked.Refusal is null)
            return asked.Go(this);
        ModelState.AddModelError(string.Empty, asked.Refusal);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct) => Years = StandardBook.Years(await parameters.LoadAsync(ct), PolicyBook.CountyOf(user.Division));
}
