using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Screening;

namespace Xianjie.Registry.Import;

/// <summary>
/// A column of the national export that is titled like a group of measures (产业帮扶, 健康帮扶 …) and names the household's measures of that
/// group, several in one cell. It fills no single catalogue column, and says nothing of dates or amounts.
/// </summary>
internal sealed record MeasureGroup(int Column, string Title, string Group)
{
    private const int LongestName = 100;
    private static readonly char[] Between = ['、', ',', '，', ';', '；', '|', '\n', '\r'];
    private static readonly HashSet<string> None = new(["无", "否", "未享受", "不享受", "没有", "-", "/", "NULL", "None"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Columns that the mapping leaves free and whose title is a group or one of its other names.</summary>
    public static IReadOnlyList<MeasureGroup> Of(ColumnMapping mapping, Column group) =>
    [
        .. mapping.Columns.Where(c => c.Target is null).Select(c => (c.Source, Number: group.Codes!.NumberOf(HeaderForm.Plain(c.Source.Leaf))))
            .Where(c => c.Number > 0).Select(c => new MeasureGroup(c.Source.Index, c.Source.Text, group.Codes![c.Number])),
    ];

    /// <summary>The measures that a cell names; one too long to be a name is refused.</summary>
    public IEnumerable<(string Group, string Name)> Read(RowDraft row)
    {
        var cell = row.Source[Column];
        if (cell.IsBlank)
            yield break;
        foreach (var name in cell.Text.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(n => !None.Contains(n)).Distinct())
        {
            if (name.Length <= LongestName)
                yield return (Group, name);
            else
                row.Errors.Add(new(row.Source.Number, Title, Column, $"“{Title}”里有一项超过 {LongestName} 个字，请用顿号分开各项措施"));
        }
    }
}
