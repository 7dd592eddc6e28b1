using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases.Papers;

[Requires(Permissions.CasesVisit)]
internal sealed class VisitPage(CaseDesk desk, PaperDesk papers, CurrentUser user, Clock clock, Places places) : PaperPage<VisitForm>(desk, user, clock, places)
{
    protected override (string Words, string Tab) Taken => ("核查表已保存。", "visit");

    protected override VisitForm Fresh(DateOnly today) => new() { FormKey = Guid.CreateVersion7(), VisitedOn = today };

    protected override Task<IReadOnlyList<Refusal>> TakeAsync(CaseFile file, VisitForm form, CancellationToken ct) => papers.VisitAsync(file, form, ct);
}
