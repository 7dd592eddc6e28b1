using System.Globalization;
using System.Reflection;
using Xianjie.Monitoring.Letters.Import;
using Xianjie.Platform;
using Xianjie.Platform.Protection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Screening;

namespace Xianjie.Monitoring.History;

/// <summary>Reads a table of the register; the columns are found by their names and synonyms.</summary>
internal sealed class HistoryFile(Catalogue catalogue, Seal seal)
{
    private static readonly TableLimits Limits = TableLimits.Default with { FileBytes = 20L << 20, UnpackedBytes = 300L << 20, Rows = 200_000 };

    public ImportTarget Target { get; } = Load(catalogue);

    /// <summary>The entries of a file without a fault, or the words on its faults, row by row.</summary>
    public Result<IReadOnlyList<HistoryEntry>, IReadOnlyList<string>> Read(Stream content, string name, string by, DateTimeOffset at, DateOnly today, VillageNames villages)
    {
        if (!TableReader.Open(content, name, Limits).TryGet(out var table, out var refusal))
            return new[] { refusal + "。" };
        using (table)
        {
            var mapping = new MappingGuess(table.Header, Target, null).Guess();
            if (mapping.IsRefused(out var words))
                return new[] { words ?? "没有认出需要的列。" };
            var (mapper, good, bad) = (new RowMapper(mapping, table.Header, today), new List<HistoryEntry>(), new List<string>());
            foreach (var source in table.Rows)
            {
                var row = mapper.Map(source);
                if (Fault(row, villages) is { } fault)
                    bad.Add($"第 {row.Number} 行：{fault}");
                else
                    good.Add(EntryOf(row, villages, by, at, name));
            }
            if (table.Failure is { } failure)
                bad.Add(failure);
            return bad.Count > 0 ? bad : good;
        }
    }

    private static string? Fault(MappedRow row, VillageNames villages)
    {
        if (!row.IsGood)
            return string.Join('；', row.Errors);
        if (villages.Find(row.Text("乡镇"), row.Text("村")) is not { } village || village % 1000 == 0)
            return "在您的辖区里没有找到这个村，请核对乡镇和村名";
        return HistoryDesk.Fault(Year(row, "识别年度"), Year(row, "脱贫年度"), row.Value<bool>("动态调出") == true, Year(row, "调出年度"), row.Text("调出原因"));
    }

    private HistoryEntry EntryOf(MappedRow row, VillageNames villages, string by, DateTimeOffset at, string file) => new()
    {
        Division = villages.Find(row.Text("乡镇"), row.Text("村"))!.Value, HouseholdNo = row.Text("户编号")!, Name = row.Text("姓名")!, CitizenIdSealed = row.Text("身份证号") is { } id ? seal.Close(id, Sealed.CitizenId) : null,
        CitizenIdIndex = row.Text("身份证号") is { } number ? seal.Index(number, Sealed.CitizenId) : null, IdentifiedYear = Year(row, "识别年度"), ExitedYear = Year(row, "脱贫年度"), LeftOut = row.Value<bool>("动态调出") == true,
        LeftYear = Year(row, "调出年度"), LeftWhy = row.Text("调出原因"), Source = file.Length <= 50 ? $"导入：{file}" : $"导入：{file[..50]}", By = by, At = at,
    };

    private static int? Year(MappedRow row, string column) => row[column] is { } year ? Convert.ToInt32(year, CultureInfo.InvariantCulture) : null;

    private static ImportTarget Load(Catalogue catalogue)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("history/history.yaml")!);
        var codes = string.Join('\n', $"风险: [{string.Join(", ", catalogue.Codes["风险"].Values.Select(v => $"[{v}]"))}]");
        var (own, errors) = Catalogue.Read([("codes.yaml", codes), ("frame.yaml", LetterBatch.Frame), ("history.yaml", reader.ReadToEnd())]);
        return new ImportTarget([(own ?? throw new InvalidDataException(string.Join('；', errors)))["历史脱贫人口"]!]);
    }
}
