using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Cells;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Screening;

namespace Xianjie.Tests.Tabular.Mapping;

internal static class Catalogues
{
    public static readonly DateOnly Today = new(2026, 11, 1);

    public static Catalogue Real { get; } = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue"));

    public static FactTable Fact(string name) => Real[name] ?? throw new ArgumentException(name);

    public static ImportTarget HouseholdsAndMembers => new(Real.Household, Real.Member);

    public static ColumnMapping Guess(ImportTarget target, params string[] headers) => Guess(target, null, headers);

    public static ColumnMapping Guess(ImportTarget target, IReadOnlyDictionary<string, string>? saved, params string[] headers)
    {
        using var table = Tables.Open(Tables.Xlsx(headers, [.. headers.Select(_ => "文")]));
        return new MappingGuess(table.Header, target, saved).Guess();
    }

    public static ColumnReading Reader(string fact, string column) => ColumnReading.Of(Fact(fact), Fact(fact)[column] ?? throw new ArgumentException(column), Today);

    public static Reading Read(string fact, string column, string text, CellKind kind = CellKind.Text) =>
        Reader(fact, column).Read(new TableCell(text, text.Length == 0 ? CellKind.Blank : kind));

    /// <summary>What a cell was understood as, written as people read it.</summary>
    public static string Plain(string fact, string column, string text, CellKind kind = CellKind.Text) =>
        PlainText.Of(Reader(fact, column).Column, Read(fact, column, text, kind).Value);
}
