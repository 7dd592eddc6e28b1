namespace Xianjie.Demo;

/// <summary>What county to make. The same seed, people, as-of day, dirt and GBK choice give the same bytes on every machine.</summary>
internal sealed record DemoOptions
{
    /// <summary>Registered people, exactly this many; 100 to 10,000,000.</summary>
    public int People { get; init; } = 20_000;
    public ulong Seed { get; init; } = 1;
    /// <summary>The day the county is looked at; feeds hold the 24 whole months before it.</summary>
    public DateOnly AsOf { get; init; } = new(2026, 11, 1);
    public required string OutDir { get; init; }
    /// <summary>0 = clean files under the catalogue's own headers, 1 = as dirty as in reality.</summary>
    public double Dirt { get; init; } = 1;
    /// <summary>Whether three of the feeds are written in GB 18030 (what offices call GBK); by default up to 100,000 people.</summary>
    public bool? Gbk { get; init; }
    /// <summary>How many of the two newest months stand only in departments-monthly and not in departments (0, 1 or 2).</summary>
    public int HoldBack { get; init; }
    /// <summary>Threads; 0 = one per core. Does not change the output.</summary>
    public int Threads { get; init; }

    public bool WritesGbk => (Gbk ?? People <= 100_000) && Dirt > 0;

    /// <summary>What is wrong with the options, in words for the user, or null.</summary>
    public string? Refusal() => this switch
    {
        { People: < 100 or > 10_000_000 } => "人数应在 100 到 10000000 之间。",
        { Dirt: < 0 or > 1 } or { Dirt: double.NaN } => "脏数据程度应在 0 到 1 之间。",
        { HoldBack: < 0 or > 2 } => "留待上传的月数应为 0、1 或 2。",
        { Threads: < 0 } => "线程数不能为负。",
        { AsOf.Year: < 2023 or > 2100 } => "基准日应在 2023 年到 2100 年之间。",
        _ when string.IsNullOrWhiteSpace(OutDir) => "请给出输出文件夹。",
        _ => null,
    };
}

internal readonly record struct DemoProgress(int Villages, int VillagesTotal, long People, long Bytes);

internal sealed record DemoSummary(long People, long Households, int Villages, long RiskHouseholds, long Bytes, TimeSpan Took, IReadOnlyList<DemoFile> Files);

/// <summary>A written file: path relative to the output folder, data rows (without header), bytes.</summary>
internal sealed record DemoFile(string Path, long Rows, long Bytes);
