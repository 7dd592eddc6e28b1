using System.Security.Cryptography;

namespace Xianjie.Platform.Protection.Escrow;

/// <summary>
/// Shamir's secret sharing over GF(256) (A. Shamir, How to share a secret, CACM 22, 1979): every byte of the secret is the value at 0 of a random
/// polynomial of degree t−1; a share is the polynomials' values at its number. Fewer than t shares tell nothing of the secret.
/// </summary>
internal static class Shamir
{
    public const int Most = 255;

    /// <summary>Splits into shares 1 … n, any t of which give the secret back.</summary>
    public static byte[][] Split(ReadOnlySpan<byte> secret, int shares, int threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, shares);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shares, Most);
        var parts = new byte[shares][];
        for (var i = 0; i < shares; i++)
            parts[i] = new byte[secret.Length];
        Span<byte> factors = stackalloc byte[threshold];
        for (var at = 0; at < secret.Length; at++)
        {
            RandomNumberGenerator.Fill(factors);
            factors[0] = secret[at];
            for (var i = 0; i < shares; i++)
                parts[i][at] = ValueAt(factors, (byte)(i + 1));
        }
        CryptographicOperations.ZeroMemory(factors);
        return parts;
    }

    /// <summary>The secret from shares by their numbers. Too few or wrong shares give other bytes, not an error: the caller holds a checksum.</summary>
    public static byte[] Join(IReadOnlyDictionary<byte, byte[]> shares)
    {
        var secret = new byte[shares.Values.First().Length];
        foreach (var (number, part) in shares)
        {
            // Lagrange's polynomial of this share at 0
            byte weight = 1;
            foreach (var other in shares.Keys.Where(k => k != number))
                weight = Times(weight, Times(other, Inverse((byte)(other ^ number))));
            for (var at = 0; at < secret.Length; at++)
                secret[at] ^= Times(part[at], weight);
        }
        return secret;
    }

    private static byte ValueAt(ReadOnlySpan<byte> factors, byte x)
    {
        byte value = 0;
        for (var i = factors.Length - 1; i >= 0; i--)
            value = (byte)(Times(value, x) ^ factors[i]);
        return value;
    }

    /// <summary>Product modulo x⁸+x⁴+x³+x+1, always in eight steps whatever the bytes are.</summary>
    public static byte Times(byte a, byte b)
    {
        int product = 0, left = a;
        for (var bit = 0; bit < 8; bit++)
        {
            product ^= -(b >> bit & 1) & left;
            left = left << 1 ^ (-(left >> 7) & 0x11b);
        }
        return (byte)product;
    }

    /// <summary>a²⁵⁴; 0 for 0.</summary>
    public static byte Inverse(byte a)
    {
        byte result = 1, power = a;
        for (var bit = 1; bit < 8; bit++)
        {
            power = Times(power, power);
            result = Times(result, power);
        }
        return result;
    }
}
