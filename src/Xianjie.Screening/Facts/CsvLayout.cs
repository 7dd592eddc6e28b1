using System.Text;

namespace Xianjie.Screening;

/// <summary>Which field of a file holds which column, and what must be done with it.</summary>
internal sealed class CsvLayout
{
    private CsvLayout(int fieldCount) => FieldCount = fieldCount;

    /// <param name="Field">Place in the record.</param>
    /// <param name="Reader">Null for texts.</param>
    public sealed record Cell(int Field, Column Column, CellReader? Reader, bool IsStored, bool IsKey, bool IsDated);

    public int FieldCount { get; }

    public IReadOnlyList<Cell> Cells { get; private init; } = [];

    /// <summary>Field of the citizen id, the household number and the name; −1 if there is none.</summary>
    public int IdField { get; private init; } = -1;

    public int HouseholdField { get; private init; } = -1;

    public int NameField { get; private init; } = -1;

    /// <summary>Field of the row's number and of the person's ordinal in rows of normal form; −1 if there is none.</summary>
    public int NumberField { get; private init; } = -1;

    public int PersonField { get; private init; } = -1;

    /// <summary>Reads the header record; null with a reason if the file cannot be used.</summary>
    public static CsvLayout? Read(CsvSource source, ReadOnlySpan<byte> header, Catalogue catalogue, IReadOnlySet<Column>? used, LoadOptions options,
        FileReport report)
    {
        var fact = source.Fact;
        var names = Split(header, source);
        var columns = names.Select(n => fact.ByHeader(source.Headers?.GetValueOrDefault(n) ?? n)).ToList();
        report.UnknownHeaders = [.. names.Where((n, i) => columns[i] is null && n.Length > 0 && catalogue.Household["户编号"]?.IsNamed(n) != true)];
        for (var i = 0; i < columns.Count; i++)
            if (columns[i] is not null && columns.IndexOf(columns[i]) < i) columns[i] = null;
        bool IsStored(Column c) => c.Expression is null && (used is null || used.Contains(c));
        bool IsDated(Column c) => options.Until is not null && c == fact.Date;
        var given = source.IsTabbed ? names.IndexOf("#person") : -1;
        var needed = fact.Columns.Where(c => c.Required && (IsStored(c) || fact.Key.Contains(c)) && !columns.Contains(c)).ToList();
        var id = columns.FindIndex(c => c?.Type == ColumnType.CitizenId);
        var household = names.FindIndex(n => catalogue.Household["户编号"]?.IsNamed(source.Headers?.GetValueOrDefault(n) ?? n) == true);
        if (needed.Count > 0) report.Failure = $"缺少列：{string.Join("、", needed.Select(c => c.Name))}";
        else if (fact != catalogue.Household && (fact == catalogue.Member || id < 0) && household < 0 && given < 0)
            report.Failure = fact == catalogue.Member || fact.Grain == Grain.Household ? "缺少列“户编号”" : "缺少列“身份证号”";
        else if (fact != catalogue.Member && fact.Grain == Grain.Person && id < 0 && given < 0) report.Failure = "缺少列“身份证号”";
        if (report.Failure is not null) return null;
        return new CsvLayout(names.Count)
        {
            IdField = id,
            NumberField = source.IsTabbed ? names.IndexOf("#") : -1,
            PersonField = given,
            HouseholdField = household,
            NameField = columns.FindIndex(c => c is { Name: "姓名" or "户主姓名" }),
            Cells = [.. columns.Select((c, i) => (Column: c, Field: i))
                .Where(c => c.Column is not null && (IsStored(c.Column) || fact.Key.Contains(c.Column) || IsDated(c.Column)))
                .OrderBy(c => c.Column!.Ordinal) // so that rows of files with other orders of columns have equal keys
                .Select(c => new Cell(c.Field, c.Column!, ReaderOf(c.Column!, fact, options.Today), IsStored(c.Column!), fact.Key.Contains(c.Column!), IsDated(c.Column!)))],
        };
    }

    private static CellReader? ReaderOf(Column column, FactTable fact, DateOnly? today) =>
        ColumnData.StorageOf(column) == Storage.Text ? null
        : new CellReader(column, today is { } day && (column == fact.Date || column.Name == "出生日期") ? day.DayNumber : int.MaxValue);

    private static List<string> Split(ReadOnlySpan<byte> header, CsvSource source)
    {
        if (header.StartsWith("\uFEFF"u8)) header = header[3..];
        var structure = source.Structure();
        structure.Read(header);
        var names = new List<string>();
        var start = 0;
        foreach (var end in structure.FieldEnds)
        {
            var cell = Xianjie.Screening.Cell.Trim(header[start..end]);
            names.Add(Encoding.UTF8.GetString(cell).Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal).Trim());
            start = end + 1;
        }
        return names;
    }
}
