using Xianjie.Platform.Access;

namespace Xianjie.Platform;

/// <summary>Where data, keys and files lie. From the environment or the command line; everything else is a parameter in the database.</summary>
internal sealed record Settings(string DataFolder, string DatabaseConnection, bool ShowDemoAccounts)
{
    public string KeyFile => Environment.GetEnvironmentVariable("XIANJIE_KEY") ?? Path.Combine(DataFolder, "keys", "master.key");
    /// <summary>密码套件 of the first key and proposed for the next: aes (AES-256-GCM, SHA-256) or sm4 (SM4-GCM, SM3).</summary>
    public string Suite => Environment.GetEnvironmentVariable("XIANJIE_SUITE") ?? "aes";
    /// <summary>Hash of new audit records: sha256 or sm3. Each record says its own, so that a change leaves old ones verifiable.</summary>
    public string AuditHash => Environment.GetEnvironmentVariable("XIANJIE_AUDIT_HASH") ?? "sha256";
    public SignInSettings SignIn { get; init; } = SignInSettings.FromEnvironment();
    /// <summary>Who administers or may see originals signs in with a second factor; the demo county goes without.</summary>
    public bool SecondFactorForced => SignIn.SecondFactor ?? !ShowDemoAccounts;
    /// <summary>Many look at the demo county under the same few accounts.</summary>
    public int MostSessions => ShowDemoAccounts ? 1000 : SignIn.MostSessions;
    public string FileFolder => Path.Combine(DataFolder, "files");
    public string WorkFolder => Path.Combine(DataFolder, "work");

    public static Settings From(string? data = null, string? database = null)
    {
        var folder = Path.GetFullPath(data ?? Environment.GetEnvironmentVariable("XIANJIE_DATA") ?? "data");
        var connection = database ?? Environment.GetEnvironmentVariable("XIANJIE_DATABASE") ?? Path.Combine(folder, "xianjie.db");
        Directory.CreateDirectory(folder);
        return new Settings(folder, connection, File.Exists(Path.Combine(folder, "demo")));
    }
}
