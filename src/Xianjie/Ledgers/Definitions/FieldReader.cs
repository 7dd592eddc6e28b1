using Xianjie.Platform.Yaml;
using Xianjie.Screening;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Ledgers.Definitions;

/// <summary>Reads one field of a definition.</summary>
internal sealed class FieldReader(IReadOnlyDictionary<string, CodeList> codes, List<RuleError> errors, string file)
{
    public static readonly IReadOnlyDictionary<string, FieldType> Types = new Dictionary<string, FieldType>(StringComparer.Ordinal)
    {
        ["text"] = FieldType.Text, ["int"] = FieldType.Int, ["decimal"] = FieldType.Decimal, ["money"] = FieldType.Money, ["bool"] = FieldType.Bool, ["date"] = FieldType.Date, ["month"] = FieldType.Month, ["year"] = FieldType.Year,
        ["code"] = FieldType.Code, ["codes"] = FieldType.Codes, ["division"] = FieldType.Division, ["household"] = FieldType.Household, ["person"] = FieldType.Person, ["organisation"] = FieldType.Organisation, ["phone"] = FieldType.Phone,
        ["citizen_id"] = FieldType.CitizenId, ["credit_code"] = FieldType.CreditCode, ["attachment"] = FieldType.Attachment, ["location"] = FieldType.Location, ["formula"] = FieldType.Formula, ["reference"] = FieldType.Reference,
    };

    public LedgerField? Read(Keys keys)
    {
        var before = errors.Count;
        keys.Only("name", "english", "type", "required", "unique", "default", "min", "max", "unit", "class", "from", "to", "sample", "typical", "codes", "ledger", "show", "result", "value", "source", "reason", "was");
        var type = Types[keys.One("type", "text", [.. Types.Keys]) ?? "text"];
        if (keys["type"] is null)
            keys.Fault(null, "缺少“type”");
        var field = new LedgerField
        {
            Name = keys.Required("name"), English = keys.Required("english"), Type = type, Required = keys.Flag("required"), Unique = keys.Flag("unique"), Default = keys.Text("default"), Min = keys.Number("min"), Max = keys.Number("max"),
            Unit = keys.Text("unit"), Class = Class(keys, type), From = keys.Day("from"), To = keys.Day("to"), Samples = keys.Texts("sample"), Codes = type is FieldType.Code or FieldType.Codes ? List(keys, type) : null,
            Ledger = type == FieldType.Reference ? keys.Required("ledger") : keys.Text("ledger"), Show = type == FieldType.Reference ? keys.Required("show") : keys.Text("show"),
            Result = type == FieldType.Formula ? Types[keys.One("result", "decimal", "int", "decimal", "money", "bool", "date", "text", "month", "year")!] : type, Value = type == FieldType.Formula ? keys.Required("value") : null,
            Typical = Typical(keys), Source = Source(keys), Reason = keys.Text("reason"), Was = keys.Text("was"), Line = keys.Line,
        };
        Shape(field, keys);
        return errors.Count == before ? field : null;
    }

    /// <summary>Identifiers of people are personal, whatever the definition leaves out.</summary>
    private static ColumnClass Class(Keys keys, FieldType type) => keys.One("class", type is FieldType.CitizenId or FieldType.Phone ? "personal" : "plain", "plain", "personal", "sensitive") switch
    {
        "sensitive" => ColumnClass.Sensitive,
        "personal" => ColumnClass.Personal,
        _ => type == FieldType.CitizenId ? ColumnClass.Personal : ColumnClass.Plain,
    };

    private static TypicalRange? Typical(Keys keys)
    {
        if (keys.Inner("typical") is not { } range)
            return null;
        range.Only("of", "from", "to");
        if (range.Number("from") is not { } from || range.Number("to") is not { } to || to < from)
        {
            keys.Fault(keys["typical"], "“typical”要写 from 和 to（to 不小于 from）；写了 of 的，是另一列的百分之几");
            return null;
        }
        return new(range.Text("of"), from, to);
    }

    private static string? Source(Keys keys)
    {
        var source = keys.Text("source");
        if (source is not null && source != "last" && source.Split('.') is not (["registry" or "ledger", _, _] or ["last", _]))
            keys.Fault(keys["source"], "“source”应写成 registry.户.列、ledger.台账编号.列、last 或 last.列");
        return source;
    }

    private CodeList? List(Keys keys, FieldType type)
    {
        CodeList? list = null;
        if (keys["codes"] is YamlScalarNode name)
        {
            if (!codes.TryGetValue(name.Value ?? string.Empty, out list))
                keys.Fault(name, $"没有代码表“{name.Value}”，请写在 ledgers/codes.yaml，或直接列出各值");
        }
        else if (keys["codes"] is YamlSequenceNode values)
        {
            var spellings = values.Children.Select(v => (IReadOnlyList<string>)(v is YamlSequenceNode inner ? [.. inner.Children.Select(Keys.Scalar)] : [Keys.Scalar(v)])).ToList();
            foreach (var twice in spellings.SelectMany(s => s).GroupBy(s => s).Where(g => g.Count() > 1 || g.Key.Length == 0))
                keys.Fault(values, $"代码“{twice.Key}”重复或为空");
            if (spellings.Count == 0 || spellings.Exists(v => v.Count == 0))
                keys.Fault(values, "代码不能为空");
            else
                list = new CodeList(keys.Text("name") ?? file, spellings);
        }
        else
        {
            keys.Fault(null, "代码字段要写“codes”");
        }
        if (list?.Values.Count > (type == FieldType.Codes ? 62 : 250))
            keys.Fault(keys["codes"], "代码太多：单选最多 250 个，多选最多 62 个");
        return list;
    }

    private static void Shape(LedgerField field, Keys keys)
    {
        if (field.English.Length > 60 || field.English.Length == 0 || !char.IsAsciiLetterLower(field.English[0]) || !field.English.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            keys.Fault(keys["english"], "“english”只用小写字母、数字和下划线，以字母开头");
        if (field.Name.Length > 40 || !field.Name.All(c => char.IsLetterOrDigit(c) || c == '_'))
            keys.Fault(keys["name"], "“name”只用文字和数字，最多 40 个；单位写在“unit”");
        if (field.Min > field.Max)
            keys.Fault(keys["min"], "“min”大于“max”");
        if (field.To < field.From)
            keys.Fault(keys["to"], "“to”早于“from”");
        if (field.Type == FieldType.Formula && (field.Required || field.Unique || field.Source is not null))
            keys.Fault(keys["type"], "公式字段不填写，不能写 required、unique、source");
    }
}
