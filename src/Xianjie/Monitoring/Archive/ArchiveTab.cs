using Microsoft.AspNetCore.Mvc;
using Xianjie.Platform.Access;
using Xianjie.Platform.Papers;
using Xianjie.Registry.Households;

namespace Xianjie.Monitoring.Archive;

/// <summary>文书档案 on the record page of a household.</summary>
internal sealed class ArchiveTab : IHouseholdTab
{
    public int Order => 78;
    public string Title => "文书档案";
    public string Key => "papers";
    public string Permission => Permissions.CasesRead;
    public string Component => nameof(ArchiveTab);
}

internal sealed record ArchiveShown(ArchiveOf Archive, bool MayWrite);

/// <summary>All papers of a household: what there is, by whom and when, what is signed, what is missing.</summary>
[ViewComponent(Name = nameof(ArchiveTab))]
public sealed class ArchiveTabView : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid household)
    {
        var services = HttpContext.RequestServices;
        return await services.GetRequiredService<ArchiveReview>().OfAsync([household], HttpContext.RequestAborted) is [var archive]
            ? View("/Monitoring/Archive/_Tab.cshtml", new ArchiveShown(archive, services.GetRequiredService<ArchiveDesk>().MayWrite)) : Content(string.Empty);
    }
}

internal static class ArchiveWords
{
    public static string Tone(ArchiveState state) => state switch { ArchiveState.缺件 => "tag-red", ArchiveState.待签字件 => "tag-amber", ArchiveState.已归档 => "tag-green", _ => "" };

    public static string Step(PaperTemplate template) => template.Stage is null ? "—" : template.About switch { "认定" or "公示" => "认定 · " + template.Stage, "消除" => "风险消除 · " + template.Stage, _ => template.Stage };
}
