using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace Xianjie.Platform.Protection.Keys;

[JsonConverter(typeof(JsonStringEnumConverter<KeyState>))]
internal enum KeyState
{
    /// <summary>Seals new values.</summary>
    Active,
    /// <summary>Its values are being sealed anew; searches still ask for its indexes.</summary>
    Leaving,
    /// <summary>Only records that are never changed still hold values of it.</summary>
    Retired,
    /// <summary>Its bytes are gone: what it sealed opens to nobody any more.</summary>
    Destroyed,
}

/// <summary>One key of the ring. A key belongs to one suite for good, so that the number in a value's first byte tells both.</summary>
/// <param name="Number">1 … 255; never given twice.</param>
/// <param name="Suite">Name of the cipher suite.</param>
/// <param name="State">What it is used for.</param>
/// <param name="Since">When it was made.</param>
/// <param name="Changed">When the state was last changed.</param>
/// <param name="Material">32 random bytes, from which the keys for values and for indexes are derived; empty once destroyed.</param>
internal sealed record RingKey(byte Number, string Suite, KeyState State, DateTimeOffset Since, DateTimeOffset Changed, byte[] Material)
{
    public const int Size = 32;

    /// <summary>Whether searches ask for indexes of it.</summary>
    public bool IsLive => State is KeyState.Active or KeyState.Leaving;

    public bool Opens => State != KeyState.Destroyed;

    public static RingKey Fresh(byte number, string suite, DateTimeOffset now) => new(number, suite, KeyState.Active, now, now, RandomNumberGenerator.GetBytes(Size));

    public RingKey Now(KeyState state, DateTimeOffset now) => this with { State = state, Changed = now, Material = state == KeyState.Destroyed ? [] : Material };
}

/// <summary>When the ring was last split into shares, and which keys went in.</summary>
internal sealed record Escrow(DateTimeOffset At, int Shares, int Threshold, byte[] Keys);
