using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.Grants;
using Xianjie.Platform.Data;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Inbox;

namespace Xianjie.Platform.Web.Menu;

/// <summary>The frame for the person signed in: their menu, their area and what lies below it, and how much work waits.</summary>
internal sealed class UserFrame(CurrentUser user, IEnumerable<MenuEntry> entries, Places places, XianjieDb db, Capacity capacity) : IFrame
{
    public async ValueTask<FrameContent> Load(CancellationToken cancel)
    {
        var menu = entries.Where(e => e.ByFieldClass ? Opens(e.Permission) : user.Opens(e.Permission)).GroupBy(e => e.Section).OrderBy(g => g.Key).Select(g =>
        {
            var (title, icon) = MenuSections.Words(g.Key);
            return new MenuGroup(title, icon, [.. g.OrderBy(e => e.Order).Select(e => new MenuItem(e.Title, e.Href))]);
        }).ToList();
        var waiting = await InboxQuery.Mine(db, user).CountAsync(cancel);
        return new FrameContent(user.Name, user.Login, user.Role.Title, places.Path(user.Area), Areas(), menu, waiting, await capacity.OfficesAsync(user, cancel), Opens(Permissions.HouseholdsRead));
    }

    /// <summary>A page that keeps the classes of fields apart is of use to who sees people.</summary>
    private bool Opens(string permission) => user.May(permission) && user.Sees(Xianjie.Screening.ColumnClass.Personal);

    /// <summary>The account's own area, its children, and the brothers and children of the area now chosen.</summary>
    private List<AreaChoice> Areas()
    {
        var list = new List<AreaChoice> { Choice(user.Division, 0) };
        foreach (var child in places.Children(user.Division))
        {
            list.Add(Choice(child.Code, 1));
            var (from, below) = Scope.Range(child.Code);
            if (user.Area >= from && user.Area < below)
                list.AddRange(places.Children(child.Code).Select(grandchild => Choice(grandchild.Code, 2)));
        }
        return list;
    }

    private AreaChoice Choice(long code, int depth) =>
        new(code.ToString(System.Globalization.CultureInfo.InvariantCulture), places.Name(code), depth, code == user.Area);
}
