using Xianjie.Platform.Yaml;
using Xianjie.Screening;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Platform.Indicators;

/// <summary>Reads definitions of indicators; one with a mistake is left out, and the mistake told with file and line.</summary>
internal sealed class IndicatorFileReader(Func<string, bool> isParameter, List<RuleError> errors)
{
    private static readonly string[] Ways = ["户", "人"];
    private static readonly string[] Levels = ["村", "乡镇", "县"];
    private static readonly string[] Told = ["领导", "监测员"];

    public IEnumerable<IndicatorDefinition> Read(string file, string text)
    {
        var root = BoundedYaml.Read(file, text, errors);
        if (root is not null and not YamlSequenceNode)
            errors.Add(new(file, (int)root.Start.Line, (int)root.Start.Column, "指标文件应是定义的列表"));
        foreach (var node in (root as YamlSequenceNode)?.Children ?? [])
        {
            if (node is not YamlMappingNode map)
                errors.Add(new(file, (int)node.Start.Line, (int)node.Start.Column, "指标定义应是若干“键: 值”"));
            else if (One(file, map) is { } definition)
                yield return definition;
        }
    }

    private IndicatorDefinition? One(string file, YamlMappingNode map)
    {
        var before = errors.Count;
        var keys = new Keys(map, file, errors).Only("key", "title", "group", "formula", "numerator", "denominator", "by", "unit", "dated", "money", "better", "period", "target", "red", "least", "alerts", "tell", "live", "beside", "less", "less-of", "from", "per", "basis", "note", "missing");
        var from = Rows(keys, "from", null);
        var definition = new IndicatorDefinition
        {
            Key = keys.Required("key"), Title = keys.Required("title"), Group = keys.Required("group"), Formula = keys.Required("formula"), Numerator = keys.Required("numerator"), Denominator = keys.Text("denominator"),
            By = keys["by"] is null ? [""] : keys.Texts("by"), Unit = keys.Required("unit"), IsDated = keys.Flag("dated"), SumsMoney = keys.Flag("money"),
            Better = keys.One("better", null, "up", "down") switch { "up" => Better.Up, "down" => Better.Down, _ => Better.Neither }, Period = keys.One("period", "month", "month", "quarter", "half-year", "year")!,
            Target = Parameter(keys, "target"), Red = Parameter(keys, "red"), Least = Parameter(keys, "least"), Alerts = keys.Texts("alerts"), Tell = keys["tell"] is null ? Told : keys.Texts("tell"), IsAlwaysLive = keys.Flag("live"), Beside = Parameter(keys, "beside"), Less = Parameter(keys, "less"), LessOf = keys.Text("less-of"),
            From = from, Per = Rows(keys, "per", from?.Ledger), Basis = keys.Required("basis"), Note = keys.Text("note"), Missing = keys.Text("missing"), File = file, Line = keys.Line, Text = BoundedYaml.TextOf(map),
        };
        Shape(definition, keys);
        return errors.Count == before ? definition : null;
    }

    private string? Parameter(Keys keys, string key)
    {
        if (keys.Text(key) is { } name && !isParameter(name))
            keys.Fault(keys[key], $"“{key}”里的参数“{name}”不存在，应是 rules/parameters.yaml 里的一个键");
        return keys.Text(key);
    }

    private static RowsFrom? Rows(Keys keys, string key, string? fallback)
    {
        if (keys.Inner(key) is not { } inner)
            return null;
        inner.Only("ledger", "where", "measure", "distinct", "indicator", "over", "with", "without");
        var rows = new RowsFrom(inner.Text("ledger") ?? fallback ?? string.Empty, inner.Text("where"), inner.Text("measure"), inner.Text("distinct"), inner.Text("indicator"), inner.One("over", "period", "period", "year") == "year", inner.Line)
        {
            With = inner.Texts("with"), Without = inner.Texts("without"),
        };
        if (rows.Indicator is null && rows.Ledger.Length == 0)
            inner.Fault(null, $"“{key}”要写 ledger（台账）或 indicator（另一指标）");
        if (rows.Indicator is not null && (inner["ledger"] ?? inner["where"] ?? inner["measure"] ?? inner["distinct"] ?? inner["over"]) is { } beside)
            inner.Fault(beside, "写了 indicator 就不能再写 ledger、where、measure、distinct、over");
        return rows;
    }

    private static void Shape(IndicatorDefinition definition, Keys keys)
    {
        if (definition.Key.Length > 40 || !definition.Key.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-'))
            keys.Fault(keys["key"], "“key”只用小写字母、数字和短横线，最多 40 个");
        if (keys["by"] is not null && (definition.By.Count == 0 || definition.By.Any(b => !Ways.Contains(b))))
            keys.Fault(keys["by"], "“by”只能是 户、人");
        if (definition.Alerts.Any(a => !Levels.Contains(a)))
            keys.Fault(keys["alerts"], $"“alerts”只能是 {string.Join("、", Levels)}");
        if (definition.Tell.Any(t => !Told.Contains(t)))
            keys.Fault(keys["tell"], $"“tell”只能是 {string.Join("、", Told)}");
        if (definition.IsAlwaysLive && !definition.IsDated)
            keys.Fault(keys["live"], "总是实时计算的指标（live）要能按日期计算（dated）");
        if ((definition.IsPercent || definition.Unit == "倍") && !definition.IsRatio)
            keys.Fault(keys["unit"], $"单位“{definition.Unit}”要有分母（denominator）");
        if ((definition.Target ?? definition.Red) is not null && definition.Better == Better.Neither)
            keys.Fault(null, "有目标（target）或红线（red）就要写 better：up 越高越好，down 越低越好");
        if (definition.Alerts.Count > 0 && definition.Red is null)
            keys.Fault(keys["alerts"], "要报警（alerts）就要有红线（red）");
        if (definition.Unit == "百分点" != definition.Less is not null)
            keys.Fault(null, "单位“百分点”和 less（减去哪里的增速）要一起写");
        if (definition.Per is not null && !definition.IsRatio)
            keys.Fault(keys["per"], "写了 per 就要写分母是什么（denominator）");
        if (definition.From is not null && definition.IsRatio && definition.Per is null)
            keys.Fault(keys["denominator"], "分子来自台账的，分母也要写 per");
    }
}
