using System.Globalization;
using Xianjie.Platform.Access.SingleSignOn;

namespace Xianjie.Platform.Access;

/// <summary>
/// How people sign in on this installation, from the environment. The first values are those of OWASP ASVS level 2 (3.3.2) and of what
/// grade-3 protection asks; a county may be stricter.
/// </summary>
internal sealed record SignInSettings
{
    /// <summary>A session without a request ends after this time. XIANJIE_IDLE_MINUTES, 1 to 1440.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(30);
    /// <summary>A session ends after this time whatever is done. XIANJIE_SESSION_HOURS, 1 to 24.</summary>
    public TimeSpan Absolute { get; init; } = TimeSpan.FromHours(10);
    /// <summary>How old the last proof of the password may be for sensitive acts. XIANJIE_PROOF_MINUTES, 1 to 1440.</summary>
    public TimeSpan Proof { get; init; } = TimeSpan.FromMinutes(15);
    /// <summary>How long a password that someone else has set may wait for its owner. XIANJIE_INITIAL_PASSWORD_DAYS, 1 to 90.</summary>
    public TimeSpan InitialPassword { get; init; } = TimeSpan.FromDays(14);
    /// <summary>Sessions of one account at a time; one more ends the one longest unused. XIANJIE_SESSIONS, 1 to 1000.</summary>
    public int MostSessions { get; init; } = 5;
    /// <summary>Whether administrators and whoever may see originals must have a second factor; null: everywhere but in the demo county. XIANJIE_SECOND_FACTOR, on or off.</summary>
    public bool? SecondFactor { get; init; }
    /// <summary>Names under which the server answers. XIANJIE_HOSTS, parted by commas; * for all.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = ["*"];
    public RequestLimits Limits { get; init; } = new();
    public OidcSettings? SingleSignOn { get; init; }

    public static SignInSettings FromEnvironment() => new()
    {
        Idle = TimeSpan.FromMinutes(Number("XIANJIE_IDLE_MINUTES", 30, 1, 1440)),
        Absolute = TimeSpan.FromHours(Number("XIANJIE_SESSION_HOURS", 10, 1, 24)),
        Proof = TimeSpan.FromMinutes(Number("XIANJIE_PROOF_MINUTES", 15, 1, 1440)),
        InitialPassword = TimeSpan.FromDays(Number("XIANJIE_INITIAL_PASSWORD_DAYS", 14, 1, 90)),
        MostSessions = Number("XIANJIE_SESSIONS", 5, 1, 1000),
        SecondFactor = Switch("XIANJIE_SECOND_FACTOR"),
        Hosts = Text("XIANJIE_HOSTS") is { } hosts ? hosts.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : ["*"],
        Limits = RequestLimits.FromEnvironment(),
        SingleSignOn = OidcSettings.FromEnvironment(),
    };

    public static string? Text(string name) => Environment.GetEnvironmentVariable(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    /// <exception cref="FormatException">Not a number from <paramref name="least"/> to <paramref name="most"/>.</exception>
    public static int Number(string name, int otherwise, int least, int most) => Text(name) is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number
        : throw new FormatException($"环境变量 {name}={text}：要写 {least} 到 {most} 的整数。");

    private static bool? Switch(string name) => Text(name) switch
    {
        null => null,
        "on" => true,
        "off" => false,
        var other => throw new FormatException($"环境变量 {name}={other}：要写 on 或 off。"),
    };
}

/// <summary>How often things may be asked for in a minute; 0 is without limit. Counted by each server for itself.</summary>
internal sealed record RequestLimits
{
    /// <summary>A county's office stands behind one address at half past eight. XIANJIE_LIMIT_ADDRESS_SIGN_INS.</summary>
    public int SignInsOfAddress { get; init; } = 120;
    /// <summary>XIANJIE_LIMIT_ACCOUNT_SIGN_INS.</summary>
    public int SignInsOfAccount { get; init; } = 20;
    /// <summary>All requests of one person. XIANJIE_LIMIT_REQUESTS.</summary>
    public int Requests { get; init; } = 1200;
    /// <summary>XIANJIE_LIMIT_EXPORTS.</summary>
    public int Exports { get; init; } = 30;
    /// <summary>XIANJIE_LIMIT_REVEALS.</summary>
    public int Reveals { get; init; } = 60;
    /// <summary>Forms with files. XIANJIE_LIMIT_UPLOADS.</summary>
    public int Uploads { get; init; } = 120;

    public static readonly RequestLimits None = new() { SignInsOfAddress = 0, SignInsOfAccount = 0, Requests = 0, Exports = 0, Reveals = 0, Uploads = 0 };

    public static RequestLimits FromEnvironment() => new()
    {
        SignInsOfAddress = Limit("ADDRESS_SIGN_INS", 120),
        SignInsOfAccount = Limit("ACCOUNT_SIGN_INS", 20),
        Requests = Limit("REQUESTS", 1200),
        Exports = Limit("EXPORTS", 30),
        Reveals = Limit("REVEALS", 60),
        Uploads = Limit("UPLOADS", 120),
    };

    private static int Limit(string name, int otherwise) => SignInSettings.Number("XIANJIE_LIMIT_" + name, otherwise, 0, 1_000_000);
}
