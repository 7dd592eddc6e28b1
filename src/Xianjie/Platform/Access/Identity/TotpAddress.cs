namespace Xianjie.Platform.Access.Identity;

/// <summary>What the phone reads from the screen.</summary>
internal static class TotpAddress
{
    private const string Issuer = "衔接";

    public static string Of(string login, string key) =>
        $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{Uri.EscapeDataString(login)}?secret={key}&issuer={Uri.EscapeDataString(Issuer)}&algorithm=SHA1&digits=6&period={TotpCode.Seconds}";
}
