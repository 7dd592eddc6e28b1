using Xianjie.Platform.Tabular.Mapping;

namespace Xianjie.Platform.Tabular.Preview;

/// <summary>The columns of an upload and what each fills, to be checked and changed before anything is imported (_Columns.cshtml).</summary>
/// <param name="mask">How a number of a person is starred out in an example.</param>
/// <param name="use">What a column without a target is used for all the same; null: for nothing.</param>
internal sealed class ColumnsShown(ColumnMapping mapping, IReadOnlyList<TableRow> samples, Func<string, string> mask, Func<int, string?>? use = null)
{
    private const int LongestExample = 24, PhoneDigits = 11;

    public IReadOnlyList<MappedColumn> Columns => mapping.Columns;
    public IReadOnlyList<ImportColumn> Targets => mapping.Target.Columns;

    /// <summary>With the table's name where the file fills several.</summary>
    public string TitleOf(ImportColumn target) => (mapping.Target.Facts.Count > 1 ? $"{target.Place} · {target.Column.Name}" : target.Column.Name) + (target.Required ? " *" : string.Empty);

    public string? UseOf(MappedColumn column) => column.Target is null ? use?.Invoke(column.Source.Index) : null;

    /// <summary>The first cell of the column that is not blank.</summary>
    public string Example(HeaderColumn column)
    {
        var text = samples.Select(r => r[column.Index]).FirstOrDefault(c => !c.IsBlank).Text ?? string.Empty;
        return text.Length == 18 && text.Count(char.IsAsciiDigit) >= 17 ? mask(text)
            : text.Length == PhoneDigits && text.All(char.IsAsciiDigit) ? $"{text[..3]}****{text[^4..]}"
            : text.Length > LongestExample ? text[..LongestExample] + "…" : text;
    }

    /// <summary>What was chosen on the page: key of the file's column to key of the target, empty for a column left aside.</summary>
    public static Dictionary<string, string> Chosen(IFormCollection form, TableHeader header) =>
        header.Columns.Where(c => form.ContainsKey($"map_{c.Index}")).ToDictionary(c => c.Key, c => form[$"map_{c.Index}"].ToString());
}

/// <summary>The first rows as they are understood (_Rows.cshtml).</summary>
/// <param name="Words">How many can be read, and what is checked later only.</param>
internal sealed record RowsShown(IReadOnlyList<string> Titles, IReadOnlyList<RowShown> Rows, string Words);

/// <param name="Number">As Excel shows it.</param>
internal sealed record RowShown(int Number, IReadOnlyList<string> Cells, IReadOnlyList<string> Errors, IReadOnlyList<string> Doubts);
