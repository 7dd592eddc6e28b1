using System.Globalization;
using Xianjie.Platform.Divisions;
using Xianjie.Platform.Tabular;
using Xianjie.Reports.Sources;

namespace Xianjie.Reports.Own;

/// <summary>A result as the rows of a file; identifiers of people are starred out as on the screen.</summary>
internal sealed class OwnSheet(Places places)
{
    private const int Part = 5000;

    public static (IReadOnlyList<FileColumn<OwnLine>> Columns, IReadOnlyList<OwnLine> Lines) Groups(OwnResult result)
    {
        var titles = OwnDesk.Measures(result.Query, result.Source.Shape).Select(m => m.Words).ToList();
        return ([new(OwnGroups.Title(result.Query, result.Source.Shape), 20, l => l.Title), .. titles.Select((t, at) => new FileColumn<OwnLine>(t, 14, l => Show(l.Values[at])))], [.. result.Lines, result.Whole]);
    }

    public IReadOnlyList<FileColumn<ShownRow>> Columns(OwnResult result) =>
        [new("乡镇 · 村", 22, r => places.Path(r.Division)), .. result.Query.Columns.Select(c => result.Source.Shape[c]!).Select(f => new FileColumn<ShownRow>(f.Name, Math.Clamp(f.Name.Length * 2 + 4, 10, 30), r => r.Texts.GetValueOrDefault(f.English) ?? string.Empty))];

    /// <summary>The rows of a list in its order, some at a time.</summary>
    public static async IAsyncEnumerable<ShownRow> RowsAsync(OwnResult result, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var part in result.Ids.Chunk(Part))
        {
            var shown = (await result.Source.ShowAsync(part, result.Query.Columns, ct)).ToDictionary(r => r.Id);
            foreach (var id in part)
                if (shown.TryGetValue(id, out var row))
                    yield return row;
        }
    }

    public static string Show(decimal? value) => value?.ToString("#,0.##", CultureInfo.InvariantCulture) ?? "—";
}
