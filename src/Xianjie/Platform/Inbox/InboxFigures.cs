using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;

namespace Xianjie.Platform.Inbox;

/// <summary>How much work waits for the person who asks.</summary>
internal sealed class InboxFigures(XianjieDb db, CurrentUser user) : IOfficeFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct)
    {
        var waiting = await InboxQuery.Mine(db, user).CountAsync(ct);
        return [new(10, "待办", waiting, "项", "/inbox", Tone: waiting > 0 ? "amber" : null)];
    }
}
