using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Parameters;
using Xianjie.Platform.Time;

namespace Xianjie.Platform.Reveals;

/// <summary>查看原文 lasts some minutes for the record and the session it was asked in; then the server asks for the purpose again, and open pages mask themselves.</summary>
internal sealed class RevealWindow(XianjieDb db, CurrentUser user, IHttpContextAccessor http, ParametersInForce parameters, Clock clock)
{
    public const string Minutes = "查看原文分钟数", Other = "其他";
    public const int MostWords = 100;
    public static readonly IReadOnlyList<string> Purposes = ["入户核实", "部门比对核查", "政策办理", "更正信息", "督查核对"];

    private string Session => http.HttpContext?.User.FindFirst("session")?.Value ?? http.HttpContext?.User.FindFirst(CurrentUser.StampClaim)?.Value ?? string.Empty;

    /// <summary>The purpose as it is recorded; null where none was given, or 其他 without words.</summary>
    public static string? Purpose(string? chosen, string? words)
    {
        var (kind, more) = (chosen?.Trim() ?? string.Empty, words?.Trim() ?? string.Empty);
        var said = kind == Other ? more : more.Length == 0 ? kind : $"{kind}：{more}";
        return said.Length is > 0 and <= MostWords ? said : null;
    }

    public async Task<RevealGrant?> OpenAsync(Guid record, CancellationToken ct)
    {
        var (now, session) = (clock.Now, Session);
        return await db.Set<RevealGrant>().AsNoTracking().Where(g => g.UserId == user.Id && g.Record == record && g.Session == session && g.Until > now).OrderByDescending(g => g.Until).FirstOrDefaultAsync(ct);
    }

    /// <summary>Opens the window; the caller saves.</summary>
    public async Task<RevealGrant> GrantAsync(Guid record, long division, string purpose, CancellationToken ct)
    {
        var minutes = (await parameters.LoadAsync(ct)).Whole(Minutes, division);
        var grant = new RevealGrant { UserId = user.Id, Session = Session, Record = record, Division = division, Purpose = purpose, At = clock.Now, Until = clock.Now.AddMinutes(minutes) };
        db.Add(grant);
        return grant;
    }

    public int SecondsLeft(RevealGrant grant) => Math.Max(1, (int)(grant.Until - clock.Now).TotalSeconds);
}
