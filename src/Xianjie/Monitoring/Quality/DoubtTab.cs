using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Comparison.Clues;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Registry.Households;
using Xianjie.Screening;

namespace Xianjie.Monitoring.Quality;

/// <summary>数据疑点 on the record page of a household, with the count of those that wait for someone.</summary>
internal sealed class DoubtTab(XianjieDb db) : IHouseholdTab
{
    public const string TabKey = "doubts";

    public int Order => 48;
    public string Title => "数据疑点";
    public string Key => TabKey;
    public string Permission => Permissions.HouseholdsRead;
    public string Component => nameof(DoubtTab);

    public async Task<int?> CountAsync(Guid household, CancellationToken ct) =>
        await db.Set<QualityDoubt>().CountAsync(d => d.HouseholdId == household && (d.State == DoubtState.待处理 || d.State == DoubtState.待认可 || d.State == DoubtState.待批豁免), ct);
}

/// <param name="Mend">Address of the form that holds the data; null where the data come from a department.</param>
/// <param name="Place">Where it is mended, in words.</param>
/// <param name="MayAnswer">Whether this user accepts or approves what was said.</param>
internal sealed record DoubtShown(QualityDoubt Doubt, string Message, string? Mend, string Place, IReadOnlyList<DoubtAct> Acts, bool MayAnswer);

internal sealed record DoubtsShown(IReadOnlyList<DoubtShown> Open, IReadOnlyList<DoubtShown> Past, bool MayExplain);

/// <summary>What a person says about a doubt; on the household's record it goes back there.</summary>
internal sealed record DoubtAsk(Guid Id, string? Words = null, DateOnly? Until = null, bool OnRecord = false)
{
    public string Address(string handler) => $"/doubts/{Id}?handler={handler}{(OnRecord ? "&onRecord=true" : "")}";
}

/// <summary>Public, since the framework finds only public view components.</summary>
[ViewComponent(Name = nameof(DoubtTab))]
public sealed class DoubtTabView : ViewComponent
{
    private const int MostPast = 40;

    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var (services, ct) = (HttpContext.RequestServices, HttpContext.RequestAborted);
        var (db, desk, evidence, catalogue) = (services.GetRequiredService<XianjieDb>(), services.GetRequiredService<DoubtDesk>(), services.GetRequiredService<Evidence>(), services.GetRequiredService<Catalogue>());
        var rows = db.Set<QualityDoubt>().AsNoTracking().Where(d => d.HouseholdId == household);
        var open = await rows.Where(d => d.OpenKey != null).OrderBy(d => d.State).ThenBy(d => d.RuleId).ToListAsync(ct);
        var past = await rows.Where(d => d.OpenKey == null).OrderByDescending(d => d.ClosedOn).ThenBy(d => d.RuleId).Take(MostPast).ToListAsync(ct);
        var ids = open.Concat(past).Select(d => d.Id).ToList();
        var acts = (await db.Set<DoubtAct>().AsNoTracking().Where(a => ids.Contains(a.DoubtId)).OrderBy(a => a.Id).ToListAsync(ct)).ToLookup(a => a.DoubtId);
        return View("/Monitoring/Quality/_Tab.cshtml", new DoubtsShown([.. open.Select(Show)], [.. past.Select(Show)], desk.MayExplain));

        DoubtShown Show(QualityDoubt doubt)
        {
            var content = evidence.Open(doubt.ContentSealed);
            return new(doubt, content.Message, doubt.State == DoubtState.已消除 || !desk.MayExplain ? null : DoubtFix.Link(doubt, content, catalogue), DoubtFix.Place(doubt, content, catalogue), [.. acts[doubt.Id]], desk.MayAnswer(doubt));
        }
    }
}
