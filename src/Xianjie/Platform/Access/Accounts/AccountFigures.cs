using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access.Grants;
using Xianjie.Platform.Data;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Access.Accounts;

/// <summary>For the security administrator: who is signed in, and what was granted for a time.</summary>
internal sealed class AccountFigures(OpenSessions open, XianjieDb db, Scope scope, CurrentUser user, Clock clock) : IOfficeFigures
{
    public async Task<IReadOnlyList<Figure>> FiguresAsync(CancellationToken ct) => !user.May(Permissions.UsersManage) ? [] :
    [
        new(30, "登录中", (await open.ReadAsync(null, ct)).Count, "处", "/users/sessions"),
        new(31, "未结束的授权", await GrantQuery.Running(db, scope, clock.Today).CountAsync(ct), "项", "/grants"),
    ];
}
