using System.Globalization;
using System.Security.Claims;
using Xianjie.Platform.Access.Grants;
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
    public Role Role { get; private set; } = Role.None("nobody");
    /// <summary>The division of the account; the area chosen in the top bar lies inside it.</summary>
    public long Division { get; private set; }
    public long Area { get; set; }
    public string? Department { get; private set; }

    /// <summary>The office held instead of the own one; null in the own one.</summary>
    public Grant? Capacity { get; private set; }
    /// <summary>The colleague whose office this person holds just now (委托代办); null in the own office.</summary>
    public Guid? ActsForId => Capacity?.ForId;
    /// <summary>Sees only what is their own department's.</summary>
    public bool IsOfDepartment => Role.OneDepartment || Department is not null;

    /// <summary>May open pages that do not keep the classes of fields apart.</summary>
    public bool Opens(string permission) => IsSignedIn && Role.Opens(permission);

    public bool Sees(Xianjie.Screening.ColumnClass fields) => IsSignedIn && Role.Sees(fields);

    public Guid SessionId { get; private set; }
    public DateTimeOffset SessionOpenedAt { get; private set; }
    /// <summary>When the password was last shown in this session.</summary>
    public DateTimeOffset ProvedAt { get; private set; }
    public DateTimeOffset SeenAt { get; private set; }
    public Duty Duty => duty == Duty.SecondFactor && !Duties.NeedsSecondFactor(Role) ? Duty.None : duty;

    public bool May(string permission) => IsSignedIn && Role.May(permission);

    /// <summary>Who acts, for the record of changes.</summary>
    public Act Acts(string what, string? why = null, string? evidence = null, Guid? batch = null) => new(Capacity is null ? $"{Name}（{Login}）" : $"{Name}（{(Capacity.ForName is { } principal ? "代" + principal : "临时" + Role.Title)}）（{Login}）", what, why, evidence, batch);

    /// <summary>Which office is held from here on: its role, and for a grant also its place and department.</summary>
    public void Hold(Role role, Grant? capacity = null)
    {
        (Role, Capacity) = (role, capacity);
        if (capacity is not null)
            (Division, Area, Department) = (capacity.Division, capacity.Division, capacity.Department);
        else
            own = role;
    }

    private Duty duty;
    private Role? own;
    private ClaimsPrincipal? principal;

    /// <summary>The same person in the own office.</summary>
    public CurrentUser Own()
    {
        var same = new CurrentUser();
        same.Become(principal!);
        same.Hold(own ?? same.Role);
        return same;
    }

    public void Become(ClaimsPrincipal principal)
    {
        if (principal.Identity?.IsAuthenticated != true || principal.FindFirstValue(RoleClaim) is not { } role)
            return;
        this.principal = principal;
        IsSignedIn = true;
        // What the county made of it is read before anything is asked of it
        Role = Roles.All.GetValueOrDefault(role) ?? Role.None(role);
        Id = Guid.Parse(principal.FindFirstValue(IdClaim)!);
        Login = principal.FindFirstValue(ClaimTypes.NameIdentifier)!;
        Name = principal.FindFirstValue(ClaimTypes.Name)!;
        Division = long.Parse(principal.FindFirstValue(DivisionClaim)!, CultureInfo.InvariantCulture);
        Area = Division;
        Department = principal.FindFirstValue(DepartmentClaim);
        if (SessionDesk.Current(principal) is not { } session)
            return;
        (SessionId, SessionOpenedAt, ProvedAt, SeenAt) = (session, Time(OpenedClaim), Time(ProvedClaim), Time(SeenClaim));
        duty = Enum.Parse<Duty>(principal.FindFirstValue(DutyClaim)!);

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
