using System.Security.Cryptography;
using System.Text;

namespace Xianjie.Platform.Capture;

/// <summary>What a form says, whatever order its fields come in; the form token and the version of the record are no part of it.</summary>
internal static class Fingerprint
{
    public static async Task<string> OfAsync(HttpRequest request, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var form = await request.ReadFormAsync(ct);
        foreach (var field in form.Where(f => !f.Key.StartsWith("__", StringComparison.Ordinal) && !f.Key.EndsWith(".Version", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            foreach (var value in field.Value)
                hash.AppendData(Encoding.UTF8.GetBytes($"{field.Key}\0{value}\0"));
        }
        foreach (var file in form.Files.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            await using var content = file.OpenReadStream();
            hash.AppendData(await SHA256.HashDataAsync(content, ct));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
