using System.Reflection;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Screening;

namespace Xianjie.Monitoring.Letters.Import;

/// <summary>How a table is understood: letters that can be taken, and the rows that can't with the reason of each.</summary>
/// <param name="Refusal">Why nothing of it can be imported under this mapping.</param>
/// <param name="First">The first rows as they came.</param>
internal sealed record ReadBatch(TableHeader Header, ColumnMapping Mapping, string? Refusal, IReadOnlyList<TableRow> First, IReadOnlyList<(MappedRow Row, LetterForm Form)> Good, IReadOnlyList<MappedRow> Bad);

/// <summary>Reads a table of letters; columns are found by their names and synonyms.</summary>
internal sealed class LetterBatch(Catalogue catalogue)
{
    public const int Most = 5000;

    /// <summary>A catalogue of its own needs the two tables that every catalogue has.</summary>
    public const string Frame = "- {fact: 户, english: h, department: registry, grain: household, columns: [{name: 户编号, english: n, type: text}]}\n- {fact: 成员, english: p, department: registry, grain: person, columns: [{name: 姓名, english: n, type: text}]}\n";

    /// <summary>How many rows are shown before the import.</summary>
    public const int Shown = 20;

    private static readonly TableLimits Limits = TableLimits.Default with { FileBytes = 20L << 20, UnpackedBytes = 300L << 20, Rows = Most };

    public ImportTarget Target { get; } = Load(catalogue);

    /// <summary>The forms of the rows, or words on why the file as a whole can't be read.</summary>
    /// <param name="chosen">What a person has said the columns are; the others are guessed.</param>
    /// <param name="place">Village by names of township and village, or the place that stands for rows without one; null where the names are not of the area.</param>
    public Platform.Result<ReadBatch, string> Read(Stream content, string fileName, IReadOnlyDictionary<string, string>? chosen, DateOnly today, Func<string?, string?, long?> place)
    {
        if (!TableReader.Open(content, fileName, Limits).TryGet(out var table, out var refusal))
            return refusal;
        using (table)
        {
            var mapping = new MappingGuess(table.Header, Target, chosen).Guess();
            var (mapper, first, good, bad) = (new RowMapper(mapping, table.Header, today), new List<TableRow>(), new List<(MappedRow, LetterForm)>(), new List<MappedRow>());
            var refused = mapping.IsRefused(out var words);
            foreach (var source in table.Rows)
            {
                if (first.Count < Shown)
                    first.Add(source);
                else if (refused)
                    break;
                if (refused)
                    continue;
                var row = mapper.Map(source);
                var (form, faulty) = row.IsGood ? FormOf(row, mapper, today, place) : (null, row);
                if (form is null)
                    bad.Add(faulty);
                else
                    good.Add((row, form));
            }
            return table.Failure is { } failure ? failure : new ReadBatch(table.Header, mapping, words, first, good, bad);
        }
    }

    private (LetterForm? Form, MappedRow Row) FormOf(MappedRow row, RowMapper mapper, DateOnly today, Func<string?, string?, long?> place)
    {
        var source = row.Text("来源")!;
        if (LetterSources.ChannelOf(source) is not { } channel || channel == Platform.Intake.ClueChannel.自主申报)
            return (null, mapper.Refuse(row, Target["来源"]!, $"来源应是：{string.Join('、', LetterSources.Channels.Skip(1).SelectMany(LetterSources.Of))}"));
        if (place(row.Text("乡镇"), row.Text("村")) is not { } division)
            return (null, mapper.Refuse(row, Target["村"]!, "在您的辖区里没有找到这个乡镇和村，请核对名称；不清楚的可以都留空"));
        if (row.Text("姓名")!.Trim().Length is < 2 or > 30)
            return (null, mapper.Refuse(row, Target["姓名"]!, "姓名应为 2 到 30 个字"));
        if (row.Text("内容")!.Length > 1000)
            return (null, mapper.Refuse(row, Target["内容"]!, "内容超过 1000 个字，请摘要"));
        var (received, answer) = (row.Value<DateOnly>("收到日期"), row.Value<DateOnly>("答复期限"));
        if (received > today)
            return (null, mapper.Refuse(row, Target["收到日期"]!, "收到日期在今天之后"));
        return (new LetterForm
        {
            Channel = channel, Source = source, Number = row.Text("编号"), ReceivedOn = received, AnswerBy = answer, Village = division, Name = row.Text("姓名"), Words = row.Text("内容"),
            CitizenId = row.Text("身份证号"), Phone = row.Text("联系电话"), Risks = [.. (row.Text("风险") ?? "其他").Split(';')],
        }, row);
    }

    private static ImportTarget Load(Catalogue catalogue)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("letters/letters.yaml")!);
        var codes = string.Join('\n', $"风险: [{string.Join(", ", catalogue.Codes["风险"].Values.Select(v => $"[{v}]"))}]");
        var (own, errors) = Catalogue.Read([("codes.yaml", codes), ("frame.yaml", Frame), ("letters.yaml", reader.ReadToEnd())]);
        return new ImportTarget([(own ?? throw new InvalidDataException(string.Join('；', errors)))["来件"]!]);
    }
}
