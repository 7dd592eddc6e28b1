namespace Xianjie.Platform.Tabular;

/// <summary>What an uploaded table may cost. A file beyond any of these is refused with words.</summary>
internal sealed record TableLimits
{
    public static TableLimits Default { get; } = new();

    /// <summary>Bytes as uploaded.</summary>
    public long FileBytes { get; init; } = 300L << 20;

    /// <summary>Bytes of all parts of a workbook after unpacking.</summary>
    public long UnpackedBytes { get; init; } = 1536L << 20;

    /// <summary>Unpacked to packed; sheets of real people compress 10 to 40 times.</summary>
    public int UnpackRatio { get; init; } = 250;

    /// <summary>Parts of a workbook.</summary>
    public int Entries { get; init; } = 2000;

    public int Columns { get; init; } = 500;

    public int Rows { get; init; } = 5_000_000;

    /// <summary>Characters in one cell; Excel itself allows 32,767.</summary>
    public int CellCharacters { get; init; } = 32_767;

    /// <summary>Characters of all distinct texts of a workbook, which are kept in memory.</summary>
    public long SharedCharacters { get; init; } = 100_000_000;

    /// <summary>Merged areas of a sheet.</summary>
    public int MergedAreas { get; init; } = 300_000;
}
