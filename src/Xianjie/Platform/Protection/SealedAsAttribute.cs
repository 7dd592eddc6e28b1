namespace Xianjie.Platform.Protection;

/// <summary>
/// Names the kind of a sealed column (a property XSealed), so that it can be sealed anew. Its blind index, if it has one, is XIndex beside
/// it; XTail is the index of the last four characters.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SealedAsAttribute(Sealed kind) : Attribute
{
    public Sealed Kind { get; } = kind;

    /// <summary>The row is never changed once it is written (it is part of a chain of hashes): the value stays under its key.</summary>
    public bool Forever { get; init; }
}
