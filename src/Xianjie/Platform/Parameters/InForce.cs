using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Time;
using Xianjie.Screening.Language;

namespace Xianjie.Platform.Parameters;

/// <summary>The values of rules/parameters.yaml, read once.</summary>
internal sealed class ShippedParameters
{
    public ParameterBook Book { get; } = Load();

    private static ParameterBook Load()
    {
        const string file = "parameters.yaml";
        var (book, errors) = ParameterBook.Read(file, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "rules", file)));
        return errors.Count == 0 ? book : throw new InvalidDataException($"{file}: {string.Join('；', errors)}");
    }
}

/// <summary>Reads the parameters in force for the request: the county's own rows over the shipped values. Read once and kept.</summary>
internal sealed class ParametersInForce(ShippedParameters shipped, XianjieDb db, Clock clock)
{
    private ParameterValues? read;

    public async Task<ParameterValues> LoadAsync(CancellationToken ct) => read ??= await LoadAsync(shipped, db, clock.Today, ct);

    /// <summary>For jobs, which open their own context.</summary>
    public static async Task<ParameterValues> LoadAsync(ShippedParameters shipped, XianjieDb db, DateOnly today, CancellationToken ct) =>
        new(shipped.Book, await db.Set<Parameter>().AsNoTracking().ToListAsync(ct), today);
}

/// <summary>Parameter values of a day by place; the longest matching place wins, then the latest start.</summary>
internal sealed class ParameterValues(ParameterBook shipped, IReadOnlyList<Parameter> rows, DateOnly today)
{
    private readonly ParameterRows own = new(rows);

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidOperationException">No value is in force: a key that no file defines is a mistake of the program.</exception>
    public int Whole(string key, long division, string? dimension = null) =>
        Find(key, division, today, dimension) is long value ? (int)value : throw new InvalidOperationException($"参数“{key}”没有生效的值。");

    /// <summary>A whole number; where none is in force for the dimension, that of the other one.</summary>
    public int WholeOr(string key, long division, string dimension, string other) => Find(key, division, today, dimension) is long value ? (int)value : Whole(key, division, other);

    /// <summary>A text; empty where the county has set none.</summary>
    public string Text(string key, long division, string? dimension = null, DateOnly? day = null) => Find(key, division, day ?? today, dimension) as string ?? string.Empty;

    /// <summary>The value of a day in words, as a person writes it; null where none is in force.</summary>
    public string? Shown(string key, long division, DateOnly day, string? dimension) =>
        Known(key) is { } known && Find(known, division, day, dimension) is { } value ? Screening.ValueText.Of(known.Type, value) : null;

    /// <summary>Every value that was ever set, shipped and the county's own, by place and start day.</summary>
    public IReadOnlyList<ParameterValue> All(string key) => Known(key)?.Values ?? [];

    /// <summary>An amount in 分 on a day; null where the county has entered none.</summary>
    public long? Fen(string key, long division, DateOnly? day = null, string? dimension = null) => Find(key, division, day ?? today, dimension) as long?;

    /// <summary>A value as a number of its unit (元, %, ‰; an amount in 分 and a rate in 0.01% are brought to it); null where none is in force. Of several dimension values that of the first that the parameter knows.</summary>
    public decimal? Number(string key, long division, DateOnly day, params ReadOnlySpan<string> dimensions)
    {
        if (Known(key) is not { } parameter)
            return null;
        string? dimension = null;
        foreach (var candidate in dimensions)
            dimension ??= parameter.Values.Any(v => v.Dimension == candidate) ? candidate : null;
        return Find(parameter, division, day, dimension ?? Screening.Language.Parameter.Other) switch
        {
            long fen when parameter.Type.Kind == Screening.Language.ValueKind.Money => fen / 100m,
            long rate when parameter.Unit is "0.01%" or "0.01倍" => rate / 100m,
            long whole => whole,
            decimal number => number,
            _ => null,
        };
    }

    /// <summary>The document that the value in force rests on; null where no value is.</summary>
    public string? Basis(string key, long division, DateOnly? day = null, string? dimension = null) =>
        Known(key) is { } parameter ? Find(parameter with { Values = [.. parameter.Values.Select(v => v with { Value = v.Basis })] }, division, day ?? today, dimension) as string : null;

    private object? Find(string key, long division, DateOnly day, string? dimension) => Known(key) is { } parameter ? Find(parameter, division, day, dimension) : null;

    private static object? Find(Screening.Language.Parameter parameter, long division, DateOnly day, string? dimension) =>
        parameter.InForce(day, division.ToString("D12", CultureInfo.InvariantCulture), dimension);

    /// <summary>The shipped parameter with the county's own values added.</summary>
    private Screening.Language.Parameter? Known(string key) => shipped[key] is { } parameter ? own.Over(parameter) : null;
}
