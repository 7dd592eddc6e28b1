using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases.Papers;

[Requires(Permissions.HelpWrite)]
internal sealed class HelpPage(CaseDesk desk, PaperDesk papers, CurrentUser user, Clock clock, Places places) : PaperPage<HelpForm>(desk, user, clock, places)
{
    protected override (string Words, string Tab) Taken => ("帮扶已登记，认定程序请按期补齐。", "sheet");

    protected override HelpForm Fresh(DateOnly today) => new() { FormKey = Guid.CreateVersion7(), GivenOn = today };

    protected override Task<IReadOnlyList<Refusal>> TakeAsync(CaseFile file, HelpForm form, CancellationToken ct) => papers.HelpAsync(file, form, ct);
}
