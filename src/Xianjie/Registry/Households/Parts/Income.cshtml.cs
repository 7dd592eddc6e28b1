using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Forms;

namespace Xianjie.Registry.Households.Parts;

/// <summary>年收入 of one year: totals with their parts; what can be added up is added up and checked.</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class IncomePage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, RegistryFields fields, XianjieDb db)
    : EditingPage(book, user, checks, clock)
{
    public CatalogueForm Form { get; } = new(fields, RegistryFields.Income, "year");
    public int Year { get; private set; }
    public override IReadOnlyList<string> Reasons => ["年度收入采集", "入户核实", "户主申报", "更正错误"];

    public async Task<IActionResult> OnGetAsync(Guid id, int year, CancellationToken ct)
    {
        if (!await OpenAsync(id, year, ct) || Family is null)
            return NotFound();
        if (await FindAsync(id, year, ct) is { } income)
        {
            Form.Fill(income);
            Version = income.Version;
        }
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, int year, CancellationToken ct)
    {
        if (!await OpenAsync(id, year, ct) || Family is null)
            return NotFound();
        var income = await FindAsync(id, year, ct);
        Form.Read(Request.Form, ModelState, Clock.Today);
        if (Version != (income?.Version ?? 0))
            return await ConflictAsync(income is null ? [] : Form.Differences(income), income?.Id, income?.Version ?? 0, ct);
        NeedWhy();
        if (!ModelState.IsValid)
            return Page();
        var target = income ?? new IncomeYear { HouseholdId = id, Division = Family.Household.Division, Year = year };
        Form.Write(target);
        foreach (var (column, words) in IncomeTotals.Settle(fields, target, Family.Members.Count))
            ModelState.AddModelError(FormField.Prefix + column, words);
        if (!await PassesAsync(Form.Doubts, ct))
            return Page();
        target.Version++;
        if (income is null)
            db.Add(target);
        return await SaveAsync($"填报{year}年收入", $"{year} 年收入已保存。", ct, "income");
    }

    private async Task<bool> OpenAsync(Guid id, int year, CancellationToken ct)
    {
        Year = year;
        return year >= 2014 && year <= Clock.Today.Year && await LoadAsync(id, ct) && Family is { Household.State: HouseholdState.Active };
    }

    private Task<IncomeYear?> FindAsync(Guid id, int year, CancellationToken ct) =>
        db.Set<IncomeYear>().SingleOrDefaultAsync(i => i.HouseholdId == id && i.Year == year, ct);
}
