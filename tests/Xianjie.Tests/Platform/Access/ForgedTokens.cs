using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace Xianjie.Tests.Platform.Access;

/// <summary>Tokens that the authority never signed.</summary>
internal static class ForgedTokens
{
    public static string Hmac(string body, byte[] key)
    {
        var text = OidcServer.Part(new { alg = "HS256", kid = "rsa" }) + "." + body.Split('.')[1];
        return text + "." + WebEncoders.Base64UrlEncode(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes(text)));
    }

    public static string SignedByStranger(string body)
    {
        using var key = RSA.Create(2048);
        var p = key.ExportParameters(false);
        var head = OidcServer.Part(new { alg = "RS256", jwk = new { kty = "RSA", n = WebEncoders.Base64UrlEncode(p.Modulus!), e = WebEncoders.Base64UrlEncode(p.Exponent!) }, jku = "https://evil.example.com/keys" });
        var text = head + "." + body.Split('.')[1];
        return text + "." + WebEncoders.Base64UrlEncode(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
