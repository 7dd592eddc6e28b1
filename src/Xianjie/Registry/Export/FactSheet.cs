using Microsoft.EntityFrameworkCore;
using Xianjie.Platform.Data;
using Xianjie.Platform.Exports;
using Xianjie.Platform.Tabular;
using Xianjie.Registry.Fields;
using Xianjie.Registry.Households;
using Xianjie.Registry.People;

namespace Xianjie.Registry.Export;

/// <summary>Writes what belongs to the chosen households, one fact a file: every field, with the household's number, as an import takes it in again.</summary>
internal sealed class FactSheet(RegistryFields fields)
{
    private sealed record Line(string HouseholdNo, object Row);

    public Task<int> WriteAsync(Stream output, XianjieDb db, string fact, ExportChoice choice, Action<int>? written, CancellationToken ct, ExportMark? mark = null)
    {
        FileColumn<Line>[] columns =
        [
            new("户编号", 20, line => line.HouseholdNo),
            .. fields.Of(fact).Select(f => new FileColumn<Line>(f.Name, f.IsSealed ? 24 : 14, line => f.Text(line.Row, !choice.Reveal))),
        ];
        return TableFile.WriteAsync(output, fact, columns, Lines(db, fact, choice).AsAsyncEnumerable(), choice.Csv, written, ct, mark);
    }

    private static IQueryable<Line> Lines(XianjieDb db, string fact, ExportChoice choice) => fact switch
    {
        RegistryFields.Member => Of(db, choice, db.Set<Person>().Where(p => p.State == PersonState.Present || choice.Query.Archived)),
        RegistryFields.Income => Of(db, choice, db.Set<IncomeYear>()),
        RegistryFields.Living => Of(db, choice, db.Set<Living>()),
        RegistryFields.Measure => Of(db, choice, db.Set<Measure>()),
        RegistryFields.MonitorIncome => Of(db, choice, db.Set<MonitorIncome>()),
        RegistryFields.Safeguard => Of(db, choice, db.Set<SafeguardCheck>()),
        _ => throw new ArgumentException($"No export of {fact}.", nameof(fact)),
    };

    private static IQueryable<Line> Of<T>(XianjieDb db, ExportChoice choice, IQueryable<T> rows) where T : class =>
        HouseholdSheet.Rows(db, choice).Join(rows.AsNoTracking(), h => h.Id, r => EF.Property<Guid>(r, "HouseholdId"), (h, r) => new { h.Division, h.HouseholdNo, Row = r })
            .OrderBy(x => x.Division).ThenBy(x => x.HouseholdNo).ThenBy(x => EF.Property<Guid>(x.Row, "Id")).Select(x => new Line(x.HouseholdNo, x.Row));
}
