using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Xianjie.Ledgers.Definitions;
using Xianjie.Screening;

namespace Xianjie.Ledgers.Expressions;

/// <summary>A ledger as a fact table of the rule language, so that its expressions are those of the rules and run by the same engine.</summary>
internal static class LedgerFacts
{
    public const string This = "本行";

    /// <summary>Where a row stands, and the township of that: so that an expression finds what another ledger says of the same place.</summary>
    public const string Place = "行的地区", Township = "行的乡镇", PlaceColumn = "row_place", TownshipColumn = "row_township";

    private static readonly HashSet<string> None = [];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="ledger">The ledger at hand.</param>
    /// <param name="isSingle">For checks and formulas: the row at hand is the fact 本行, of which a household has one; else many rows under the ledger's title, for measures.</param>
    /// <param name="others">Ledgers that the expressions name; for a check this may be the ledger itself, whose other rows stand under its title.</param>
    /// <param name="formulas">Formula fields that are known to be right; the others are left out.</param>
    /// <param name="reckoned">Those of them whose values are handed in with the rows rather than worked out.</param>
    /// <param name="parts">More columns that are handed in with the rows: name, English name, type.</param>
    public static Catalogue Catalogue(Ledger ledger, bool isSingle, IEnumerable<Ledger> others, IReadOnlySet<string> formulas, IReadOnlySet<string>? reckoned = null, IReadOnlyList<(string Name, string English, string Type)>? parts = null)
    {
        var lists = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var facts = new List<object>
        {
            Fact("户", "household", true, [Column("户编号", "household_no", "text"), Column("行政区划", "division", "division")], []),
            new { fact = "成员", english = "member", department = "registry", grain = "person", columns = new[] { Column("姓名", "name", "text") } },
            Of(ledger, isSingle ? (This, "this_row") : (ledger.Title, English(ledger)), isSingle, formulas, reckoned ?? None, [.. (parts ?? []).Select(p => Column(p.Name, p.English, p.Type))], lists),
        };
        facts.AddRange(others.Select(o => Of(o, (o.Title, English(o)), false, None, None, [], lists)));
        var (catalogue, errors) = Screening.Catalogue.Read([("codes.yaml", JsonSerializer.Serialize(lists.ToDictionary(l => l.Key, l => l.Value.Select(v => new[] { v })), Plain)), ($"{ledger.Key}.yaml", JsonSerializer.Serialize(facts, Plain))]);
        return catalogue ?? throw new RuleFileException([.. errors.Select(e => e with { File = ledger.File, Line = ledger.Line })]);
    }

    /// <summary>Where a row stands, as the column has it; null for any other column.</summary>
    public static string? PlaceOf(Column column, FactRow row) => (column.English switch { PlaceColumn => row.Division, TownshipColumn => row.Division / 1000 * 1000, _ => -1 }) switch
    {
        < 0 => null,
        0 => string.Empty,
        var place => place.ToString("D12", CultureInfo.InvariantCulture),
    };

    private static string English(Ledger ledger) => "ledger_" + ledger.Key.Replace('-', '_');

    private static object Of(Ledger ledger, (string Name, string English) names, bool isSingle, IReadOnlySet<string> formulas, IReadOnlySet<string> reckoned, object[] parts, Dictionary<string, IReadOnlyList<string>> lists) => Fact(names.Name, names.English, isSingle,
        [.. ledger.Entered.Select(f => Stored(f, lists)), .. ledger.Fields.Where(f => reckoned.Contains(f.English)).Select(f => Column(f.Name, f.English, Computed(f))), Column(Place, PlaceColumn, "division"), Column(Township, TownshipColumn, "division"), .. parts],
        [.. ledger.Fields.Where(f => f.Type == FieldType.Formula && formulas.Contains(f.English) && !reckoned.Contains(f.English)).Select(f => (object)new { name = f.Name, english = f.English, type = Computed(f), expr = f.Value })]);

    private static object Fact(string name, string english, bool isSingle, object[] columns, object[] derived) =>
        derived.Length == 0 ? new { fact = name, english, department = "registry", grain = "household", single = isSingle ? "true" : "false", columns } : new { fact = name, english, department = "registry", grain = "household", single = isSingle ? "true" : "false", columns, derived };

    private static object Column(string name, string english, string type) => new { name, english, type };

    private static object Stored(LedgerField field, Dictionary<string, IReadOnlyList<string>> lists) =>
        field.Codes is { } codes ? new { name = field.Name, english = field.English, type = TypeOf(field.Type), codes = NameOf(field.Name, codes.Values, lists) } : Column(field.Name, field.English, TypeOf(field.Type));

    /// <summary>Lists with the same values are one list: only values of one list compare.</summary>
    private static string NameOf(string field, IReadOnlyList<string> values, Dictionary<string, IReadOnlyList<string>> lists)
    {
        if (lists.FirstOrDefault(l => l.Value.SequenceEqual(values)).Key is { } known)
            return known;
        var name = lists.ContainsKey(field) ? $"{field}{lists.Count}" : field;
        lists[name] = values;
        return name;
    }

    /// <summary>Numbers of formulas are exact decimals until they are shown.</summary>
    private static string Computed(LedgerField field) => field.IsNumber ? "decimal" : TypeOf(field.Result);

    private static string TypeOf(FieldType type) => type switch
    {
        FieldType.Int => "int",
        FieldType.Decimal => "decimal",
        FieldType.Money => "money",
        FieldType.Bool => "bool",
        FieldType.Date => "date",
        FieldType.Month => "month",
        FieldType.Year => "year",
        FieldType.Code => "code",
        FieldType.Codes => "codes",
        FieldType.CitizenId => "citizen_id",
        FieldType.CreditCode => "credit_code",
        FieldType.Phone => "phone",
        FieldType.Division => "division",
        _ => "text",
    };

    /// <summary>Rules as JSON, which is YAML: one a line, so that the line of an error tells the rule.</summary>
    public static string Rules(IEnumerable<IReadOnlyDictionary<string, object>> rules)
    {
        var text = new StringBuilder("[\n");
        foreach (var (at, rule) in rules.Index())
            text.Append(at == 0 ? string.Empty : ",\n").Append(JsonSerializer.Serialize(rule, Plain));
        return text.Append("\n]").ToString();
    }

    /// <summary>What every rule must say; nobody runs the tests of these.</summary>
    public static Dictionary<string, object> Rule(string id) => new()
    {
        ["id"] = id, ["title"] = id, ["department"] = "台账", ["class"] = "sync", ["basis"] = "台账定义", ["per"] = "household", ["effective"] = new { from = "1900-01-01" },
        ["tests"] = new object[] { new { name = "有", given = new { }, expect = 1.ToString(CultureInfo.InvariantCulture) }, new { name = "无", given = new { }, expect = 0.ToString(CultureInfo.InvariantCulture) } },
    };

    /// <summary>A name as the language takes it.</summary>
    public static string Quoted(string name) => "`" + name + "`";
}
