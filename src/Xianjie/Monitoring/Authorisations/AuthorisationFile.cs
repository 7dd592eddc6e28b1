using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Xianjie.Monitoring.Letters.Import;
using Xianjie.Platform;
using Xianjie.Platform.Access;
using Xianjie.Platform.Data;
using Xianjie.Platform.Tabular;
using Xianjie.Platform.Tabular.Mapping;
using Xianjie.Platform.Time;
using Xianjie.Registry.Households;
using Xianjie.Screening;

namespace Xianjie.Monitoring.Authorisations;

/// <summary>The columns of a list of letters, found by their names and synonyms.</summary>
internal sealed class AuthorisationTarget(Catalogue catalogue)
{
    public ImportTarget Target { get; } = Load(catalogue);

    private static ImportTarget Load(Catalogue catalogue)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("authorisations/authorisations.yaml")!);
        var codes = $"风险: [{string.Join(", ", catalogue.Codes["风险"].Values.Select(v => $"[{v}]"))}]\n授权事项: [{string.Join(", ", LetterScope.Items.Select(i => $"[{i}]"))}]\n授权书种类: [{string.Join(", ", Authorisation.Kinds.Select(k => $"[{k}]"))}]";
        var (own, errors) = Catalogue.Read([("codes.yaml", codes), ("frame.yaml", LetterBatch.Frame), ("authorisations.yaml", reader.ReadToEnd())]);
        return new ImportTarget([(own ?? throw new InvalidDataException(string.Join('；', errors)))["授权书"]!]);
    }
}

/// <summary>Reads a list of letters that were signed on paper; one faulty row and nothing of it is taken.</summary>
internal sealed class AuthorisationFile(XianjieDb db, AuthorisationTarget columns, AuthorisationDesk desk, CurrentUser user, Clock clock)
{
    private static readonly TableLimits Limits = TableLimits.Default with { FileBytes = 20L << 20, UnpackedBytes = 300L << 20, Rows = 50_000 };

    private readonly Dictionary<string, (Guid Id, long Division)> homes = new(StringComparer.Ordinal);
    private readonly HashSet<string> numbers = new(StringComparer.Ordinal);

    public async Task<Result<IReadOnlyList<Authorisation>, IReadOnlyList<string>>> ReadAsync(Stream content, string name, CancellationToken ct)
    {
        if (!TableReader.Open(content, name, Limits).TryGet(out var table, out var refusal))
            return new[] { refusal + "。" };
        using (table)
        {
            var mapping = new MappingGuess(table.Header, columns.Target, null).Guess();
            if (mapping.IsRefused(out var words))
                return new[] { words ?? "没有认出需要的列。" };
            var mapper = new RowMapper(mapping, table.Header, clock.Today);
            var rows = table.Rows.Select(mapper.Map).ToList();
            foreach (var some in rows.Select(r => r.Text("户编号")).OfType<string>().Distinct().Chunk(500))
            {
                foreach (var home in await db.Set<Household>().AsNoTracking().Where(h => some.Contains(h.HouseholdNo) && h.State == HouseholdState.Active).Select(h => new { h.HouseholdNo, h.Id, h.Division }).ToListAsync(ct))
                    homes[home.HouseholdNo] = (home.Id, home.Division);
            }
            var bad = rows.Select(r => (r.Number, Words: Fault(r))).Where(r => r.Words is not null).Select(r => $"第 {r.Number} 行：{r.Words}").ToList();
            return bad.Count > 0 ? bad : table.Failure is { } failure ? new[] { failure } : await LettersAsync(rows, ct);
        }
    }

    private string? Fault(MappedRow row) =>
        !row.IsGood ? string.Join('；', row.Errors)
        : !homes.ContainsKey(row.Text("户编号")!) ? "在您的辖区里没有这个户编号，请核对"
        : row.Text("授权书编号")!.Length > 60 ? "授权书编号最多 60 个字"
        : !numbers.Add(row.Text("授权书编号")!) ? "授权书编号在表里重复"
        : row.Text("签署人")!.Length > 200 ? "签署人最多 200 个字"
        : row.Value<DateOnly>("签署日期") > clock.Today ? "签署日期在今天之后"
        : row.Value<DateOnly>("撤回日期") is { } off && (off > clock.Today || off < row.Value<DateOnly>("签署日期")) ? "撤回日期应在签署日期和今天之间"
        : row.Value<DateOnly>("撤回日期") is not null && string.IsNullOrWhiteSpace(row.Text("撤回原因")) ? "撤回的请写明原因" : null;

    private async Task<List<Authorisation>> LettersAsync(List<MappedRow> rows, CancellationToken ct)
    {
        var (letters, by) = (new List<Authorisation>(rows.Count), user.Acts(string.Empty).By);
        foreach (var row in rows)
        {
            var ((home, village), signed) = (homes[row.Text("户编号")!], row.Value<DateOnly>("签署日期")!.Value);
            var letter = new Authorisation
            {
                HouseholdId = home, Division = village, FormKey = Guid.CreateVersion7(), Kind = row.Text("种类") ?? Authorisation.Kinds[1], Number = row.Text("授权书编号")!, SignedOn = signed, ValidUntil = await desk.EndAsync(signed, village, ct),
                Signers = row.Text("签署人")!, Covers = row.Text("授权事项") is { Length: > 0 } covers ? covers.Replace(';', '、') : null, By = by, At = clock.Now,
            };
            if (row.Value<DateOnly>("撤回日期") is { } off)
                letter.Revoke(off, row.Text("撤回原因")!);
            letters.Add(letter);
        }
        return letters;
    }
}
