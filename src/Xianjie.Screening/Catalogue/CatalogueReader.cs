namespace Xianjie.Screening;

internal sealed class CatalogueReader
{
    private static readonly Dictionary<string, ColumnType> Types = new(StringComparer.Ordinal)
    {
        ["text"] = ColumnType.Text, ["code"] = ColumnType.Code, ["codes"] = ColumnType.Codes, ["bool"] = ColumnType.Bool,
        ["int"] = ColumnType.Int, ["decimal"] = ColumnType.Decimal, ["money"] = ColumnType.Money, ["date"] = ColumnType.Date,
        ["month"] = ColumnType.Month, ["year"] = ColumnType.Year, ["citizen_id"] = ColumnType.CitizenId,
        ["disability_card"] = ColumnType.DisabilityCard, ["credit_code"] = ColumnType.CreditCode,
        ["division"] = ColumnType.Division, ["phone"] = ColumnType.Phone,
    };

    private readonly ErrorList errors = new();
    private readonly Dictionary<string, CodeList> codes = new(StringComparer.Ordinal);
    private readonly List<FactTable> facts = [];

    public (Catalogue? Catalogue, IReadOnlyList<RuleError> Errors) Read(IReadOnlyList<(string File, string Text)> files)
    {
        foreach (var (file, text) in files.Where(f => IsCodes(f.File))) ReadCodes(file, text);
        foreach (var (file, text) in files.Where(f => !IsCodes(f.File))) ReadFacts(file, text);
        if (errors.Count == 0 && !(facts.Exists(f => f.Name == "户") && facts.Exists(f => f.Name == "成员")))
            errors.Add(new RuleError(files.Count > 0 ? files[0].File : "", 1, 1, "目录中必须有事实表“户”和“成员”"));
        return errors.Count > 0 ? (null, errors.All) : (new Catalogue(facts, codes), []);
    }

    private static bool IsCodes(string file) => file.EndsWith("codes.yaml", StringComparison.Ordinal);

    private void ReadCodes(string file, string text)
    {
        foreach (var document in YamlReader.Read(file, text, errors))
        {
            if (document is not YamlMap map)
            {
                errors.Add(document, "代码表文件应是若干“名称: [[值, 别名…], …]”");
                continue;
            }
            foreach (var (key, value) in map.Entries)
                if (ReadList(key.Value, value) is { } list) codes[key.Value] = list;
        }
    }

    private CodeList? ReadList(string name, YamlNode node)
    {
        if (node is not YamlList list)
        {
            errors.Add(node, $"代码表“{name}”应是 [[值, 别名…], …]");
            return null;
        }
        var values = new List<IReadOnlyList<string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            var spellings = item is YamlList inner ? inner.Items.OfType<YamlScalar>().Select(s => s.Value).ToList() : [];
            if (spellings.Count == 0) errors.Add(item, $"代码表“{name}”的每一项应是 [值, 别名…]");
            foreach (var spelling in spellings)
                if (!seen.Add(spelling)) errors.Add(item, $"代码表“{name}”里“{spelling}”重复");
            if (spellings.Count > 0) values.Add(spellings);
        }
        if (values.Count > 250) errors.Add(node, $"代码表“{name}”有 {values.Count} 个值，最多 250");
        return new CodeList(name, values);
    }

    private void ReadFacts(string file, string text)
    {
        foreach (var document in YamlReader.Read(file, text, errors))
        {
            if (document is not YamlList list) errors.Add(document, "事实目录文件应是列表（- fact: …）");
            else
                foreach (var item in list.Items) ReadFact(item);
        }
    }

    private void ReadFact(YamlNode node)
    {
        if (node is not YamlMap map)
        {
            errors.Add(node, "事实应是若干“键: 值”");
            return;
        }
        var fields = new YamlFields(map, errors, "fact", "english", "title", "department", "grain", "single", "key", "date", "columns", "derived").Checked();
        var (name, english) = (fields.Required("fact"), fields.Required("english"));
        if (facts.Exists(f => f.Name == name || f.English == english)) errors.Add(node, $"事实“{name}”重复");
        var grain = fields.Required("grain");
        if (grain is not ("household" or "person")) errors.Add(map["grain"] ?? map, "“grain”应是 household 或 person");
        var columns = ReadColumns(name, fields);
        var fact = new FactTable(name, english, facts.Count, columns)
        {
            Department = fields.Required("department"),
            Grain = grain == "person" ? Grain.Person : Grain.Household,
            Single = fields.Flag("single"),
            Key = [.. fields.Texts("key").Select(k => Named(columns, k)).OfType<Column>()],
            Date = fields.Scalar("date") is { } date ? Named(columns, date) : null,
        };
        if (fact.Date is { Type: not (ColumnType.Date or ColumnType.Month) }) errors.Add(map["date"]!, "“date”应指一个日期或月份列");
        facts.Add(fact);
    }

    private Column? Named(List<Column> columns, YamlScalar name)
    {
        var column = columns.Find(c => c.Name == name.Value);
        if (column is null) errors.Add(name, $"没有列“{name.Value}”，可用：{string.Join("、", columns.Select(c => c.Name))}");
        return column;
    }

    private List<Column> ReadColumns(string fact, YamlFields fields)
    {
        var columns = new List<Column>();
        foreach (var (key, derived) in new[] { ("columns", false), ("derived", true) })
        {
            foreach (var item in fields.Items(key))
            {
                if (item is not YamlMap map) errors.Add(item, "列应写成 {name: …, english: …, type: …}");
                else if (new ColumnReader(errors, codes, Types).Read(fact, map, columns.Count, derived) is { } column)
                {
                    if (columns.Exists(c => c.Name == column.Name || c.English == column.English)) errors.Add(item, $"列“{column.Name}”重复");
                    columns.Add(column);
                }
            }
        }
        if (columns.Count == 0) errors.Add(fields.Map, $"事实“{fact}”没有列");
        return columns;
    }

    private sealed class ColumnReader(ErrorList errors, Dictionary<string, CodeList> codes, Dictionary<string, ColumnType> types)
    {
        public Column? Read(string fact, YamlMap map, int ordinal, bool derived)
        {
            var fields = new YamlFields(map, errors, "name", "english", "type", "required", "codes", "min", "max", "unit", "synonyms", "class", "expr").Checked();
            var (name, english, type) = (fields.Required("name"), fields.Required("english"), fields.Required("type"));
            if (!types.TryGetValue(type, out var columnType))
            {
                errors.Add(map["type"] ?? map, $"不认识的类型“{type}”，可用：{string.Join("、", types.Keys)}");
                return null;
            }
            if (derived != fields.Map["expr"] is not null) errors.Add(map, derived ? "派生列要有“expr”" : "只有派生列（derived）可以有“expr”");
            return new Column(name, english, columnType, ordinal)
            {
                Required = fields.Flag("required"),
                Codes = columnType is ColumnType.Code or ColumnType.Codes ? List(fact, name, columnType, map) : null,
                Min = fields.Number("min"),
                Max = fields.Number("max"),
                Unit = fields.Text("unit"),
                Synonyms = [.. fields.Texts("synonyms").Select(s => s.Value)],
                Class = Class(fields),
                Expression = fields.Text("expr"),
                ExpressionSource = fields.Scalar("expr"),
            };
        }

        private ColumnClass Class(YamlFields fields) => fields.Text("class") switch
        {
            null or "plain" => ColumnClass.Plain,
            "personal" => ColumnClass.Personal,
            "sensitive" => ColumnClass.Sensitive,
            var other => Unknown(fields.Map["class"]!, other),
        };

        private ColumnClass Unknown(YamlNode at, string found)
        {
            errors.Add(at, $"不认识的“class”：{found}，可用：plain、personal、sensitive");
            return ColumnClass.Sensitive;
        }

        private CodeList? List(string fact, string column, ColumnType type, YamlMap map)
        {
            CodeList? list = null;
            if (map["codes"] is YamlScalar name)
            {
                if (!codes.TryGetValue(name.Value, out list))
                    errors.Add(name, $"没有代码表“{name.Value}”，可用：{string.Join("、", codes.Keys)}");
            }
            else if (map["codes"] is { } inline) list = new CatalogueReader().Inline($"{fact}.{column}", inline, errors);
            else errors.Add(map, $"代码列“{column}”要写“codes”");
            if (type == ColumnType.Codes && list?.Values.Count > 62) errors.Add(map, $"多值列“{column}”最多 62 个代码");
            return list;
        }
    }

    private CodeList? Inline(string name, YamlNode node, ErrorList target)
    {
        var list = ReadList(name, node);
        foreach (var error in errors.All) target.Add(error);
        return list;
    }
}
