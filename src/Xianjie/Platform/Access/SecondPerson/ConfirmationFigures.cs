using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;

namespace Xianjie.Platform.Access.SecondPerson;

/// <summary>How many acts wait for a second person, as the list of this person shows them.</summary>
internal sealed class ConfirmationFigures(XianjieDb db, CurrentUser user) : IOfficeFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct) => [new(20, "双人复核中", await RequestQuery.Waiting(db, user).CountAsync(ct), "件", SecondPersonDesk.Page)];
}
