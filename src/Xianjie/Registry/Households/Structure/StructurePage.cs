using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households.Book;
using Xianjie.Registry.Households.Forms;
using Xianjie.Screening;

namespace Xianjie.Registry.Households.Structure;

/// <summary>People whose relation to a head is asked.</summary>
internal sealed record RelationsView(StructurePage Page, IEnumerable<People.Person> People, string Words);

/// <summary>What the pages of structural changes share: relations, the other household, day and reasons.</summary>
internal abstract class StructurePage(HouseholdBook book, CurrentUser user, IEnumerable<ISaveCheck> checks, Clock clock, Catalogue catalogue, XianjieDb db)
    : EditingPage(book, user, checks, clock)
{
    private const int JoinReasons = 6;

    public IReadOnlyList<string> RelationChoices => [.. catalogue.Codes["与户主关系"].Values.Where(v => v != "户主")];
    /// <summary>新生儿 … 失联人口回归 (dm_rkzjyy), the first of the list 人口变动.</summary>
    public IReadOnlyList<string> Joins => [.. catalogue.Codes["人口变动"].Values.Take(JoinReasons)];
    /// <summary>死亡 … 分散供养转集中供养 (dm_rkjsyy).</summary>
    public IReadOnlyList<string> Leaves => [.. catalogue.Codes["人口变动"].Values.Skip(JoinReasons)];

    public IReadOnlyDictionary<Guid, string> Relations { get; private set; } = new Dictionary<Guid, string>();

    protected string Sent(string name) => Request.Form["f." + name].ToString().Trim();

    protected Guid SentId(string name) => Guid.TryParse(Sent(name), out var id) ? id : Guid.Empty;

    private Dictionary<Guid, string> SentRelations() =>
        Request.Form.Where(f => f.Key.StartsWith("relation.", StringComparison.Ordinal) && f.Value.ToString().Length > 0)
            .Where(f => Guid.TryParse(f.Key["relation.".Length..], out _))
            .ToDictionary(f => Guid.Parse(f.Key["relation.".Length..]), f => f.Value.ToString());

    /// <summary>Checks relations, day and reason; false where the form can't be used.</summary>
    protected bool ReadCommon()
    {
        if (Relations.Values.Any(r => catalogue.Codes["与户主关系"].NumberOf(r) == 0))
            ModelState.AddModelError(string.Empty, "与户主关系请从列表中选择。");
        if (Day is null)
            ModelState.AddModelError("f.day", "请填写日期。");
        NeedWhy();
        return ModelState.IsValid;
    }

    protected bool IsStale => Family is not null && Version != Family.Household.Version;

    protected async Task<bool> OpenAsync(Guid id, CancellationToken ct)
    {
        if (!await LoadAsync(id, ct) || Family is not { Household.State: HouseholdState.Active })
            return false;
        if (HttpMethods.IsGet(Request.Method))
            (Version, Day) = (Family.Household.Version, Clock.Today);
        else
            Relations = SentRelations();
        return true;
    }

    /// <summary>What was tried out on this form is asked for, and done when another person confirms it.</summary>
    protected async Task<IActionResult> AskAsync<T>(SecondPersonDesk second, DangerousAct<T> act, T order, CancellationToken ct) where T : notnull
    {
        var asked = await second.AskAsync(act, order, FullWhy!, ct);
        if (asked.Refusal is null)
            return asked.Go(this);
        ModelState.AddModelError(string.Empty, asked.Refusal);
        return Page();
    }

    /// <summary>The other household by its number, inside the user's area.</summary>
    protected async Task<Family?> OtherAsync(string number, CancellationToken ct)
    {
        var id = await db.Set<Household>().Where(h => h.HouseholdNo == number).Select(h => (Guid?)h.Id).SingleOrDefaultAsync(ct);
        var other = id is null ? null : await Book.OpenAsync(id.Value, ct);
        if (other is null)
            ModelState.AddModelError("f.target", number.Length == 0 ? "请填写对方户编号。" : $"在您负责的地区内没有户编号为 {number} 的户，请核对。");
        return other;
    }
}
