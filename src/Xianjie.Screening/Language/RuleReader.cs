namespace Xianjie.Screening.Language;

/// <summary>Reads one rule; returns it only if nothing was wrong.</summary>
internal sealed class RuleReader(string file, YamlMap map, Catalogue catalogue, ParameterBook parameters, ErrorList errors)
{
    private static readonly string[] Keys =
    [
        "id", "title", "department", "class", "risk", "effective", "basis", "period", "per", "from", "where", "measures", "when", "evidence",
        "message", "cause", "severity", "fix", "live", "enabled", "tests",
    ];

    private readonly YamlFields fields = new(map, errors, Keys);
    private readonly Dictionary<string, string> source = new(StringComparer.Ordinal);

    public Rule? Read()
    {
        var before = errors.Count;
        fields.Checked();
        var per = fields.Required("per");
        if (per is not ("" or "person" or "household")) errors.Add(map["per"]!, $"“per”应是 person 或 household，现为“{per}”");
        var from = From(per == "person");
        if (from is null) return null;
        var binder = new Binder(catalogue, parameters, from, per == "person");
        var where = Expression("where", binder.RowCondition);
        ReadMeasures(binder);
        var when = Expression("when", binder.GroupCondition);
        if (map["from"] is null && map["when"] is null) errors.Add(map, "没有“from”的规则要写“when”");
        var effective = fields.Section("effective");
        var dates = effective is null ? null : new YamlFields(effective, errors, "from", "to").Checked();
        if (dates?.Date("from") is null) errors.Add((YamlNode?)effective ?? map, "缺少“effective: {from: 日期}”");
        var rule = new Rule
        {
            Id = fields.Required("id"),
            Title = fields.Required("title"),
            Department = fields.Required("department"),
            Class = Class(),
            Risks = Risks(),
            EffectiveFrom = dates?.Date("from") ?? default,
            EffectiveTo = dates?.Date("to"),
            Basis = fields.Required("basis"),
            Cause = fields.Text("cause") ?? fields.Text("id") ?? "",
            Severity = Severity(),
            Fix = fields.Text("fix"),
            Live = fields.Flag("live", true),
            Enabled = fields.Flag("enabled", true),
            PerPerson = per == "person",
            From = from,
            PeriodMonths = Period(from),
            Where = where,
            Measures = binder.Measures,
            When = when,
            Evidence = Evidence(from),
            Message = Message(binder),
            Tests = new RuleTestReader(catalogue, parameters, errors).Read(fields),
            Source = source,
            File = file,
            Line = map.Line,
        };
        if (rule.Id.Length > 40) errors.Add(map["id"]!, "“id”最多 40 个字符");
        return errors.Count == before ? rule : null;
    }

    private FactTable? From(bool perPerson)
    {
        if (fields.Scalar("from") is not { } name)
        {
            if (perPerson) errors.Add(map, "按人（per: person）的规则要写“from”");
            return perPerson ? null : catalogue.Household;
        }
        source["from"] = name.Value;
        var fact = catalogue[name.Value];
        if (fact is null) errors.Add(name, $"没有事实“{name.Value}”，可用：{string.Join("、", catalogue.Facts.Select(f => f.Name))}");
        else if (perPerson && fact.Grain != Grain.Person) errors.Add(name, $"“{fact.Name}”是按户的事实，不能用于按人（per: person）的规则");
        return fact;
    }

    private Expr? Expression(string key, Func<string, Expr> bind) => fields.Scalar(key) is { } scalar ? Bind(key, scalar, bind) : null;

    private Expr? Bind(string key, YamlScalar scalar, Func<string, Expr> bind, string? text = null, int offset = 0)
    {
        text ??= scalar.Value;
        source[key] = text;
        try
        {
            return bind(text);
        }
        catch (ExpressionException broken)
        {
            errors.Add(scalar.ErrorAt(offset + broken.At, broken.Message));
            return null;
        }
    }

    private void ReadMeasures(Binder binder)
    {
        foreach (var (key, value) in fields.Section("measures")?.Entries ?? [])
        {
            if (value is not YamlScalar scalar) errors.Add(value, $"量“{key.Value}”应是表达式");
            else if (binder.Measures.Any(m => m.Name == key.Value)) errors.Add(key, $"量“{key.Value}”重复");
            else if (Bind($"measures.{key.Value}", scalar, binder.GroupValue) is { } bound)
                binder.Add(new Measure(key.Value, binder.Measures.Count, bound));
        }
    }

    private RuleClass Class()
    {
        switch (fields.Required("class"))
        {
            case "risk": return RuleClass.Risk;
            case "exclusion": return RuleClass.Exclusion;
            case "quality": return RuleClass.Quality;
            case "sync": return RuleClass.Sync;
            case "": return default;
            case var other:
                errors.Add(map["class"]!, $"“class”应是 risk、exclusion、quality 或 sync，现为“{other}”");
                return default;
        }
    }

    private string[] Risks()
    {
        var list = catalogue.Codes.GetValueOrDefault("风险");
        var risks = fields.Texts("risk");
        foreach (var risk in risks)
            if (list is not null && list.NumberOf(risk.Value) == 0)
                errors.Add(risk, $"代码表“风险”没有“{risk.Value}”，可用：{string.Join("、", list.Values)}");
        if (risks.Count == 0 && fields.Text("class") == "risk" && map["risk"] is null) errors.Add(map, "风险类规则要写“risk”（可为空列表 []）");
        return [.. risks.Select(r => list is not null && list.NumberOf(r.Value) is > 0 and var number ? list[number] : r.Value)];
    }

    private RuleSeverity Severity()
    {
        var severity = fields.Text("severity");
        if (severity is null)
        {
            if (fields.Text("class") == "quality") errors.Add(map, "数据质量规则要写“severity”：E、W 或 I");
            return RuleSeverity.None;
        }
        if (severity is not ("E" or "W" or "I")) errors.Add(map["severity"]!, $"“severity”应是 E、W 或 I，现为“{severity}”");
        return severity switch { "E" => RuleSeverity.Error, "W" => RuleSeverity.Warning, _ => RuleSeverity.Info };
    }

    private int? Period(FactTable from)
    {
        if (fields.Section("period") is not { } section) return null;
        var months = new YamlFields(section, errors, "months").Checked().Number("months");
        if (months is not (>= 1 and <= 120) || months != decimal.Truncate(months.Value)) errors.Add(section, "“period”应写成 {months: 1 至 120}");
        if (from.Date is null) errors.Add(section, $"“{from.Name}”没有日期列，不能写“period”");
        return (int?)months;
    }

    private List<Column> Evidence(FactTable from)
    {
        var columns = new List<Column>();
        foreach (var name in fields.Texts("evidence"))
        {
            if (from[name.Value] is { } column) columns.Add(column);
            else errors.Add(name, $"“{from.Name}”没有列“{name.Value}”，可用：{string.Join("、", from.Columns.Select(c => c.Name))}");
        }
        return columns;
    }

    private List<MessagePart> Message(Binder binder)
    {
        if (fields.Scalar("message") is not { } scalar)
        {
            errors.Add(map, "缺少“message”");
            return [];
        }
        source["message"] = scalar.Value;
        var parts = new List<MessagePart>();
        var (text, at) = (scalar.Value, 0);
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            if (open != at) parts.Add(new MessagePart(open < 0 ? text[at..] : text[at..open], null));
            if (open < 0) break;
            var close = text.IndexOf('}', open);
            if (close < 0)
            {
                errors.Add(scalar.ErrorAt(open, "“{”没有对应的“}”"));
                break;
            }
            if (Bind($"message.{open}", scalar, binder.GroupValue, text[(open + 1)..close], open + 1) is { } value) parts.Add(new MessagePart(null, value));
            at = close + 1;
        }
        return parts;
    }
}
