using Xianjie.Platform.Yaml;
using Xianjie.Screening;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Ledgers.Definitions;

/// <summary>Reads definitions from YAML; a definition with a mistake is left out, and the mistake told with file and line.</summary>
internal sealed class LedgerReader(IReadOnlyDictionary<string, CodeList> codes)
{
    private static readonly string[] Grains = ["division", "household", "person", "organisation", "project", "site", "event"];
    private static readonly string[] Levels = ["村", "乡镇", "部门", "县", "市"];
    private static readonly Dictionary<string, PeriodKind> Periods = new(StringComparer.Ordinal)
    {
        ["none"] = PeriodKind.None, ["day"] = PeriodKind.Day, ["month"] = PeriodKind.Month, ["quarter"] = PeriodKind.Quarter, ["half-year"] = PeriodKind.HalfYear, ["year"] = PeriodKind.Year,
    };

    private readonly List<RuleError> errors = [];

    public IReadOnlyList<RuleError> Errors => errors;

    /// <summary>A file holds a list of definitions, or one alone.</summary>
    public IReadOnlyList<Ledger> Read(string file, string text)
    {
        var root = BoundedYaml.Read(file, text, errors);
        IEnumerable<YamlNode> nodes = root switch { null => [], YamlSequenceNode list => list.Children, _ => [root] };
        var ledgers = new List<Ledger>();
        foreach (var node in nodes)
        {
            if (node is not YamlMappingNode map)
                errors.Add(new(file, (int)node.Start.Line, (int)node.Start.Column, "台账定义应是若干“键: 值”"));
            else if (ReadOne(file, map) is { } ledger)
                ledgers.Add(ledger);
        }
        return ledgers;
    }

    private Ledger? ReadOne(string file, YamlMappingNode map)
    {
        var before = errors.Count;
        var keys = new Keys(map, file, errors).Only("key", "title", "module", "owner", "grain", "level", "basis", "period", "due", "approvals", "notice", "write", "fields", "checks", "totals", "rollups", "groups", "list",
            "requirements", "tests", "demo");
        var period = Periods[keys.One("period", "none", [.. Periods.Keys]) ?? "none"];
        var ledger = new Ledger
        {
            Key = keys.Required("key"), Title = keys.Required("title"), Module = keys.Required("module"), Owner = keys.Required("owner"), Grain = keys.One("grain", "division", Grains)!, Level = Level(keys, "village"),
            Basis = keys.Required("basis"), Period = period, Due = keys.Whole("due", 0, 250) ?? 5, Approvals = Approvals(keys), NoticeDays = IsNumber(keys.Text("notice")) ? keys.Whole("notice", 1, 90) : null, NoticeParameter = IsNumber(keys.Text("notice")) ? null : keys.Text("notice"),
            Writers = keys["write"] is null ? ["录入员", "采集员"] : keys.Texts("write"), Fields = [.. keys.Items("fields").Select(k => new FieldReader(codes, errors, file).Read(k)).OfType<LedgerField>()],
            Checks = [.. keys.Items("checks").Select(Check)], Totals = [.. keys.Items("totals").Select(Total)], Rollups = [.. keys.Items("rollups").Select(Rollup)], Groups = keys.Texts("groups"), List = keys.Texts("list"),
            Requirements = keys.Texts("requirements"), Tests = [.. keys.Items("tests").Select(Test)], DemoRows = keys.Whole("demo", 0, 2000) ?? 0, File = file, Line = keys.Line, Text = BoundedYaml.TextOf(map),
        };
        Shape(ledger, keys);
        return errors.Count == before ? ledger : null;
    }

    private static bool IsNumber(string? text) => text?.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] == '-');

    private static RowLevel Level(Keys keys, string fallback) => keys.One("level", fallback, "village", "township", "county") switch { "township" => RowLevel.Township, "county" => RowLevel.County, _ => RowLevel.Village };

    private static IReadOnlyList<string> Approvals(Keys keys)
    {
        var levels = keys.Texts("approvals");
        if (levels.Count > 4 || levels.Any(l => !Levels.Contains(l)))
            keys.Fault(keys["approvals"], $"“approvals”最多 4 级，取自 {string.Join("、", Levels)}");
        return levels;
    }

    private static LedgerCheck Check(Keys keys)
    {
        keys.Only("when", "severity", "message", "requirement");
        return new(keys.Required("when"), keys.One("severity", "E", "E", "W", "I")!, keys.Required("message"), keys.Text("requirement"), keys.Line);
    }

    private static LedgerTotal Total(Keys keys)
    {
        keys.Only("title", "level", "measure", "equals", "min", "max", "requirement");
        var (relation, target) = keys.Text("min") is { } least ? (">=", least) : keys.Text("max") is { } most ? ("<=", most) : ("=", keys.Required("equals"));
        return new(keys.Required("title"), Level(keys, "county"), keys.Required("measure"), relation, target, keys.Text("requirement"), keys.Line);
    }

    private static LedgerRollup Rollup(Keys keys)
    {
        keys.Only("title", "measure", "unit");
        return new(keys.Required("title"), keys.Required("measure"), keys.Text("unit"), keys.Line);
    }

    private static LedgerTest Test(Keys keys)
    {
        keys.Only("requirement", "name", "rows", "given", "parameters", "rollups", "warns", "refused", "formulas", "alerts");
        var figures = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (title, value) in keys.Pairs("rollups"))
        {
            if (decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var number))
                figures[title] = number;
            else
                keys.Fault(keys["rollups"], $"“{title}”应是数字，现为“{value}”");
        }
        if (keys.Texts("requirement").Count == 0)
            keys.Fault(null, "测试缺少“requirement”");
        return new(keys.Texts("requirement"), keys.Required("name"), [.. keys.Items("rows").Select(r => r.All())], keys.Line)
        {
            Given = keys.Lists("given"), Parameters = keys.Pairs("parameters"), Rollups = figures, Formulas = keys.Pairs("formulas"),
            Warns = Told(keys, "warns"), Refused = Told(keys, "refused"), Alerts = Told(keys, "alerts"),
        };
    }

    private static IReadOnlyList<string>? Told(Keys keys, string key) => keys[key] is null ? null : keys.Texts(key);

    private static void Shape(Ledger ledger, Keys keys)
    {
        if (ledger.Key.Length > 60 || !ledger.Key.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            keys.Fault(keys["key"], "“key”只用小写字母、数字和短横线，最多 60 个");
        if (ledger.Title.Length > 60)
            keys.Fault(keys["title"], "“title”最多 60 个字");
        if (ledger.Fields.Count is 0 or > 120)
            keys.Fault(keys["fields"], $"台账要有 1 至 120 个字段，现有 {ledger.Fields.Count} 个");
        foreach (var twice in ledger.Fields.GroupBy(f => f.Name).Where(g => g.Count() > 1).Select(g => g.Key).Concat(ledger.Fields.GroupBy(f => f.English).Where(g => g.Count() > 1).Select(g => g.Key)))
            keys.Fault(keys["fields"], $"字段“{twice}”重复");
        foreach (var (key, names) in new[] { ("groups", ledger.Groups), ("list", ledger.List) })
            foreach (var name in names.Where(n => ledger[n] is null))
                keys.Fault(keys[key], $"“{key}”里的“{name}”不是字段，可用：{string.Join("、", ledger.Fields.Select(f => f.Name))}");
        foreach (var name in ledger.Groups.Where(n => ledger[n] is { } f && (f.IsSealed || f.ValueType is not (FieldType.Code or FieldType.Bool or FieldType.Year or FieldType.Text or FieldType.Reference or FieldType.Organisation or FieldType.Codes))))
            keys.Fault(keys["groups"], $"“{name}”不能用来分组：分组用代码、是否、年份、文字或引用字段");
        if (ledger.HasNotice && ledger.Approvals.Count == 0)
            keys.Fault(keys["notice"], "公示在最后一级审核以前，没有“approvals”的台账不能写“notice”");
        foreach (var twice in ledger.Rollups.GroupBy(r => r.Title).Where(g => g.Count() > 1))
            keys.Fault(keys["rollups"], $"汇总“{twice.Key}”重复");
        foreach (var field in ledger.Fields.Where(f => f.Was is { } was && (ledger[was] is null || was == f.English)))
            keys.Fault(keys["fields"], $"字段“{field.Name}”的“was”应是本台账另一个字段的英文名");
        foreach (var field in ledger.Fields.Where(f => f.Typical is { } usual && !IsSound(ledger, f, usual)))
            keys.Fault(keys["fields"], $"字段“{field.Name}”的“typical”用于填写的数字和日期，“of”应是另一个填写的数字字段：没有“of”，或写在前面");
        foreach (var field in ledger.Fields.Where(f => f.LastOf is { } last && (ledger.Period == PeriodKind.None || ledger[last] is not { Type: not FieldType.Formula } from || from.Type != f.Type)))
            keys.Fault(keys["fields"], $"字段“{field.Name}”的来源“{field.Source}”：台账要有报送期，上期的那一列要填写，且类型相同");
        foreach (var test in ledger.Tests)
            Figures(ledger, test, keys);
    }

    private static bool IsSound(Ledger ledger, LedgerField field, TypicalRange usual) => field.Type is FieldType.Int or FieldType.Decimal or FieldType.Money
        ? usual.Of is null || (ledger[usual.Of] is { Type: FieldType.Int or FieldType.Decimal or FieldType.Money } of && of != field && (of.Typical?.Of is null || of.Line < field.Line))
        : field.Type == FieldType.Date && usual.Of is null;

    private static void Figures(Ledger ledger, LedgerTest test, Keys keys)
    {
        foreach (var name in test.Rows.SelectMany(r => r.Keys).Distinct().Where(n => ledger[n] is null && n is not ("区划" or "期")))
            keys.Fault(keys["tests"], $"测试“{test.Name}”写了没有的字段“{name}”");
        foreach (var title in test.Rollups.Keys.Where(t => ledger.Rollups.All(r => r.Title != t)))
            keys.Fault(keys["tests"], $"测试“{test.Name}”写了没有的汇总“{title}”");
        if (test.Rows.Count == 0)
            keys.Fault(keys["tests"], $"测试“{test.Name}”没有行");
    }
}
