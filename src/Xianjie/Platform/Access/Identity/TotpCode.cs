using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;

namespace Xianjie.Platform.Access.Identity;

/// <summary>
/// The six figures of the phone (RFC 6238: SHA-1, 30 seconds), half a minute early or late. A code is taken once, also where two servers are
/// asked at the same instant: the half minute of the last one stands in the database.
/// </summary>
internal sealed class TotpCode(XianjieDb db, TimeProvider time) : IUserTwoFactorTokenProvider<User>
{
    public const int Seconds = 30;

    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) =>
        throw new NotSupportedException("Only the phone of the person makes codes.");

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        var text = string.Concat(token.Where(char.IsAsciiDigit));
        if (text.Length != 6 || await manager.GetAuthenticatorKeyAsync(user) is not { } key)
            return false;
        var (secret, now) = (Base32.Read(key), time.GetUtcNow().ToUnixTimeSeconds() / Seconds);
        for (var step = now - 1; step <= now + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(At(secret, step)), System.Text.Encoding.ASCII.GetBytes(text)))
                return await TakeAsync(user, step);
        }
        return false;
    }

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) => await manager.GetAuthenticatorKeyAsync(user) is not null;

    /// <param name="step">Number of the half minute since 1970.</param>
    public static string At(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // RFC 6238 as authenticator apps know it; HMAC does not rest on collisions
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[19] & 15)..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private async Task<bool> TakeAsync(User user, long step)
    {
        if (await db.Set<User>().Where(u => u.Id == user.Id && u.LastCodeStep < step).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastCodeStep, step)) != 1)
            return false;
        user.LastCodeStep = step;
        db.Entry(user).Property(u => u.LastCodeStep).OriginalValue = step;
        return true;
    }
}

/// <summary>RFC 4648, as keys are typed into phones.</summary>
internal static class Base32
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] Read(string text)
    {
        var (bytes, bits, value) = (new List<byte>(text.Length * 5 / 8), 0, 0);
        foreach (var letter in text.Where(c => !char.IsWhiteSpace(c) && c != '='))
        {
            value = (value << 5) | Math.Max(0, Letters.IndexOf(char.ToUpperInvariant(letter), StringComparison.Ordinal));
            bits += 5;
            if (bits < 8)
                continue;
            bits -= 8;
            bytes.Add((byte)(value >> bits));
            value &= (1 << bits) - 1;
        }
        return [.. bytes];
    }

    public static string Random(int letters) => RandomNumberGenerator.GetString(Letters, letters);
}
