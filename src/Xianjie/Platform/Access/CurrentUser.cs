using System.Globalization;
using System.Security.Claims;
using Xianjie.Platform.Access.Session;
using Xianjie.Platform.Changes;

namespace Xianjie.Platform.Access;

/// <summary>The signed-in person of this request.</summary>
internal sealed class CurrentUser
{
    public const string RoleClaim = "role", DivisionClaim = "division", DepartmentClaim = "department", StampClaim = "stamp", IdClaim = "id";
    private const string OpenedClaim = "opened", ProvedClaim = "proved", SeenClaim = "seen", DutyClaim = "duty";

    public bool IsSignedIn { get; private set; }
    public Guid Id { get; private set; }
    public string Name { get; private set; } = string.Empty;
    public string Login { get; private set; } = string.Empty;
    public Role Role { get; private set; } = new("nobody", string.Empty, System.Collections.Frozen.FrozenSet<string>.Empty);
    /// <summary>The division of the account; the area chosen in the top bar lies inside it.</summary>
    public long Division { get; private set; }
    public long Area { get; set; }
    public string? Department { get; private set; }

    /// <summary>The colleague whose office this person holds just now (委托代办); null in the own office.</summary>
    public Guid? ActsForId { get; private set; }
    public string? ActsForName { get; private set; }
    public Guid SessionId { get; private set; }
    public DateTimeOffset SessionOpenedAt { get; private set; }
    /// <summary>When the password was last shown in this session.</summary>
    public DateTimeOffset ProvedAt { get; private set; }
    public DateTimeOffset SeenAt { get; private set; }
    public Duty Duty { get; private set; }

    public bool May(string permission) => IsSignedIn && Role.May(permission);

    /// <summary>Who acts, for the record of changes.</summary>
    public Act Acts(string what, string? why = null, string? evidence = null, Guid? batch = null) => new(ActsForName is null ? $"{Name}（{Login}）" : $"{Name}（代{ActsForName}）（{Login}）", what, why, evidence, batch);

    public void Become(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true || principal.FindFirstValue(RoleClaim) is not { } role || !Roles.All.TryGetValue(role, out var known))
            return;
        IsSignedIn = true;
        Role = known;
        Id = Guid.Parse(principal.FindFirstValue(IdClaim)!);
        Login = principal.FindFirstValue(ClaimTypes.NameIdentifier)!;
        Name = principal.FindFirstValue(ClaimTypes.Name)!;
        Division = long.Parse(principal.FindFirstValue(DivisionClaim)!, CultureInfo.InvariantCulture);
        Area = Division;
        Department = principal.FindFirstValue(DepartmentClaim);
        if (SessionDesk.Current(principal) is not { } session)
            return;
        (SessionId, SessionOpenedAt, ProvedAt, SeenAt) = (session, Time(OpenedClaim), Time(ProvedClaim), Time(SeenClaim));
        Duty = Enum.Parse<Duty>(principal.FindFirstValue(DutyClaim)!);

        DateTimeOffset Time(string claim) => new(long.Parse(principal.FindFirstValue(claim)!, CultureInfo.InvariantCulture), TimeSpan.Zero);
    }

    /// <summary>Who asks, with the session that this browser has.</summary>
    public static ClaimsPrincipal Principal(User user, UserSession session, Duty duty)
    {
        var principal = Principal(user);
        ((ClaimsIdentity)principal.Identity!).AddClaims([
            new(SessionDesk.SessionClaim, session.Id.ToString()), new(DutyClaim, duty.ToString()),
            new(OpenedClaim, Ticks(session.CreatedAt)), new(ProvedClaim, Ticks(session.ProvedAt)), new(SeenClaim, Ticks(session.SeenAt))]);
        return principal;

        static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString(CultureInfo.InvariantCulture);
    }

    public static ClaimsPrincipal Principal(User user)
    {
        var identity = new ClaimsIdentity("cookie", ClaimTypes.Name, RoleClaim);
        identity.AddClaim(new(IdClaim, user.Id.ToString()));
        identity.AddClaim(new(ClaimTypes.NameIdentifier, user.Login));
        identity.AddClaim(new(ClaimTypes.Name, user.Name));
        identity.AddClaim(new(RoleClaim, user.Role));
        identity.AddClaim(new(DivisionClaim, user.Division.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new(StampClaim, user.Stamp.ToString()));
        if (user.Department is not null)
            identity.AddClaim(new(DepartmentClaim, user.Department));
        return new ClaimsPrincipal(identity);
    }
}
