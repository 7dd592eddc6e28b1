using System.Diagnostics.CodeAnalysis;

namespace Xianjie.Platform;

/// <summary>Either what was asked for or a refusal: what a user can cause is a value with words, not an exception.</summary>
internal readonly struct Result<T, TRefusal>
    where T : notnull
    where TRefusal : notnull
{
    private readonly T? _value;
    private readonly TRefusal? _refusal;

    private Result(bool isOk, T? value, TRefusal? refusal) => (IsOk, _value, _refusal) = (isOk, value, refusal);

    public bool IsOk { get; }

    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public T Value => IsOk && _value is not null ? _value : throw new InvalidOperationException($"Refused: {_refusal}");

    /// <exception cref="InvalidOperationException">It was not refused.</exception>
    public TRefusal Refusal => !IsOk && _refusal is not null ? _refusal : throw new InvalidOperationException("Not refused");

    public static implicit operator Result<T, TRefusal>(T value) => new(true, value, default);

    public static implicit operator Result<T, TRefusal>(TRefusal refusal) => new(false, default, refusal);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out TRefusal? refusal)
    {
        (value, refusal) = (_value, _refusal);
        return IsOk;
    }

    public TOut Match<TOut>(Func<T, TOut> ok, Func<TRefusal, TOut> refused) => IsOk ? ok(Value) : refused(Refusal);
}
