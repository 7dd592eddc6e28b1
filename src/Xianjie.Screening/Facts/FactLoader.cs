namespace Xianjie.Screening;

/// <summary>How files are read.</summary>
public sealed record LoadOptions
{
    /// <summary>Columns to keep; null keeps and checks all. For a run: <see cref="Language.RuleSet.Columns"/>.</summary>
    public IReadOnlySet<Column>? Columns { get; init; }

    /// <summary>Events dated after this day are refused as lying in the future; null: not looked at.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>Rows of facts dated after this day are left out without a word: a look back sees what there was. Null: all rows.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether unmatched rows are listed one by one; counted they always are.</summary>
    public bool Details { get; init; } = true;

    /// <summary>Threads; 0 takes all cores.</summary>
    public int Threads { get; init; }

    /// <summary>Households that are held at once and by each thread when the county is read in parts.</summary>
    public int PartSize { get; init; } = 1 << 13;

    /// <summary>Households whose rows of a fact are not to be read. Null: all rows.</summary>
    public IReadOnlyDictionary<FactTable, Withheld>? Withheld { get; init; }

    /// <summary>Told the number of bytes read, now and then.</summary>
    public IProgress<long>? Progress { get; init; }
}

/// <summary>Reads a registry and department files: first households, then members, then everything else at once on all cores.</summary>
public static class FactLoader
{
    /// <summary>Reads everything into memory.</summary>
    /// <param name="catalogue">The facts.</param>
    /// <param name="files">Files; later files of a fact replace rows of earlier ones with the same key.</param>
    /// <param name="options">Columns, threads.</param>
    /// <param name="registry">A store that already holds the registry (from the database); its facts are kept, and files of the same facts
    /// are not allowed.</param>
    /// <param name="cancellation">Stops between pieces of files.</param>
    public static FactStore Load(Catalogue catalogue, IReadOnlyList<CsvSource> files, LoadOptions? options = null, FactStore? registry = null, CancellationToken cancellation = default)
    {
        if (registry is not null && files.FirstOrDefault(f => registry.RowCount(f.Fact) > 0) is { } twice)
            throw new ArgumentException($"{twice.Fact} stands in the registry already", nameof(files));
        return new WholeReading(catalogue, options ?? new LoadOptions(), registry, cancellation).Load(files);
    }

    /// <summary>Reads everything, and puts it aside on disk in parts: memory depends on the number of persons (about 40 bytes each) and hardly on
    /// the size of the files.</summary>
    /// <param name="catalogue">The facts.</param>
    /// <param name="files">Files; later files of a fact replace rows of earlier ones with the same key.</param>
    /// <param name="folder">Where the rows are put aside, encrypted, in a file that has no name; about half the size of the files.</param>
    /// <param name="options">Columns, threads.</param>
    /// <param name="cancellation">Stops between pieces of files.</param>
    /// <exception cref="IOException">The folder cannot be written to, or is full.</exception>
    public static FactParts LoadParts(Catalogue catalogue, IReadOnlyList<CsvSource> files, string folder, LoadOptions? options = null, CancellationToken cancellation = default)
    {
        var reading = new PartReading(catalogue, options ?? new LoadOptions(), folder, cancellation);
        try
        {
            return reading.Load(files);
        }
        catch
        {
            reading.Dispose();
            throw;
        }
    }
}
