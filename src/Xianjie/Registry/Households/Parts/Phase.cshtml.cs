using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Forms;

namespace Xianjie.Registry.Households.Parts;

/// <summary>监测收支 and 保障检查 of the identification or the removal, where these happened outside of this system.</summary>
[Requires(Permissions.HouseholdsWrite)]
internal sealed class PhasePage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, RegistryFields fields, XianjieDb db)
    : EditingPage(book, user, checks, clock)
{
    public CatalogueForm Income { get; } = new(fields, RegistryFields.MonitorIncome, "phase");
    public CatalogueForm Safeguard { get; } = new(fields, RegistryFields.Safeguard, "phase");
    public string Name { get; private set; } = PhaseRecord.Identified;
    public override IReadOnlyList<string> Reasons => ["补录历史材料", "更正错误", "入户核实"];

    public async Task<IActionResult> OnGetAsync(Guid id, string phase, CancellationToken ct)
    {
        if (!await OpenAsync(id, phase, ct))
            return NotFound();
        var (income, safeguard) = (await FindAsync<MonitorIncome>(id, ct), await FindAsync<SafeguardCheck>(id, ct));
        if (income is not null)
            Income.Fill(income);
        if (safeguard is not null)
            Safeguard.Fill(safeguard);
        Version = VersionOf(income, safeguard);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string phase, CancellationToken ct)
    {
        if (!await OpenAsync(id, phase, ct))
            return NotFound();
        var (income, safeguard) = (await FindAsync<MonitorIncome>(id, ct), await FindAsync<SafeguardCheck>(id, ct));
        Income.Read(Request.Form, ModelState, Clock.Today);
        Safeguard.Read(Request.Form, ModelState, Clock.Today);
        if (Version != VersionOf(income, safeguard))
            return await ConflictAsync([.. income is null ? [] : Income.Differences(income), .. safeguard is null ? [] : Safeguard.Differences(safeguard)], (income ?? (PhaseRecord?)safeguard)?.Id, VersionOf(income, safeguard), ct);
        NeedWhy();
        if (!ModelState.IsValid)
            return Page();
        Write(Income, income ?? (Income.HasValues ? New<MonitorIncome>(id) : null));
        Write(Safeguard, safeguard ?? (Safeguard.HasValues ? New<SafeguardCheck>(id) : null));
        if (!await PassesAsync(Income.Doubts.Concat(Safeguard.Doubts), ct))
            return Page();
        return await SaveAsync($"补录{Name}时情况", $"{Name}时的收支和三保障已保存。", ct, "income");
    }

    private async Task<bool> OpenAsync(Guid id, string phase, CancellationToken ct)
    {
        Name = phase == "removed" ? PhaseRecord.Removed : PhaseRecord.Identified;
        return await LoadAsync(id, ct) && Family is { Household.State: HouseholdState.Active };
    }

    private T New<T>(Guid id) where T : PhaseRecord, new()
    {
        var record = new T { HouseholdId = id, Division = Family!.Household.Division, Phase = Name };
        db.Add(record);
        return record;
    }

    private static void Write(CatalogueForm form, PhaseRecord? record)
    {
        if (record is null)
            return;
        form.Write(record);
        record.Version++;
    }

    private static int VersionOf(MonitorIncome? income, SafeguardCheck? safeguard) => (income?.Version ?? 0) + (safeguard?.Version ?? 0);

    private Task<T?> FindAsync<T>(Guid id, CancellationToken ct) where T : PhaseRecord => db.Set<T>().SingleOrDefaultAsync(r => r.HouseholdId == id && r.Phase == Name, ct);
}
