using Xianjie.Platform.Access;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;

namespace Xianjie.Monitoring.Cases.Papers;

[Requires(Permissions.CasesReview)]
internal sealed class ReviewPage(CaseDesk desk, PaperDesk papers, CurrentUser user, Clock clock, Places places) : PaperPage<ReviewForm>(desk, user, clock, places)
{
    protected override (string Words, string Tab) Taken => ("评议已登记。", "review");

    protected override ReviewForm Fresh(DateOnly today) => new() { FormKey = Guid.CreateVersion7(), HeldOn = today };

    protected override Task<IReadOnlyList<Refusal>> TakeAsync(CaseFile file, ReviewForm form, CancellationToken ct) => papers.ReviewAsync(file, form, ct);
}
