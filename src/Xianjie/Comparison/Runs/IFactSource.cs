using Xianjie.Platform.Data;
using Xianjie.Screening;

namespace Xianjie.Comparison.Runs;

/// <summary>One row of a fact that is neither a registry form nor a department's file. Values by the catalogue's Chinese column names.</summary>
internal sealed record FactRow(Guid Household, Guid? Person, IReadOnlyDictionary<string, object?> Values)
{
    /// <summary>Puts the rows into the engine; those of households and persons that are not there are left out.</summary>
    public static void Feed(FactBuilder into, FactTable fact, IReadOnlySet<Column> wanted, IReadOnlyList<FactRow> rows, IReadOnlyDictionary<Guid, int> homes, Lazy<Dictionary<Guid, int>> members)
    {
        foreach (var row in rows)
        {
            var person = -1;
            if (!homes.TryGetValue(row.Household, out var home) || (row.Person is { } id && !members.Value.TryGetValue(id, out person)))
                continue;
            into.Begin(home, row.Person is null ? -1 : person);
            foreach (var (name, value) in row.Values)
            {
                if (fact[name] is { } column && wanted.Contains(column))
                    RegistryRows.Put(into, column, value);
            }
            into.End();
        }
    }
}

/// <summary>
/// Feeds a fact of the catalogue from rows that another module keeps, or from what the registry works out itself. Asked only where a rule
/// reads the fact. Registered as singletons; the context is handed in.
/// </summary>
internal interface IFactSource
{
    string Fact { get; }

    /// <param name="only">These households alone; null: the whole county.</param>
    Task<IReadOnlyList<FactRow>> RowsAsync(XianjieDb db, long county, IReadOnlyCollection<Guid>? only, CancellationToken ct);
}

/// <summary>What a run of the data-quality rules covered.</summary>
/// <param name="Rules">Rules that ran: a doubt of one of them that was not found any more is mended.</param>
/// <param name="Only">Households that were looked at; null: all of the county.</param>
internal sealed record QualityRun(long County, DateOnly AsOf, IReadOnlySet<string> Rules, IReadOnlyCollection<Guid>? Only);

/// <summary>Takes the findings of data-quality rules; they are doubts about the record, never clues about the household.</summary>
internal interface IQualityFindings
{
    /// <summary>Inside the caller's transaction.</summary>
    /// <returns>Doubts opened and closed.</returns>
    Task<(int Opened, int Closed)> TakeAsync(XianjieDb db, QualityRun run, IReadOnlyList<Finding> findings, CancellationToken ct);
}
