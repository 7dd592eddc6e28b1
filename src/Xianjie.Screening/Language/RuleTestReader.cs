using System.Globalization;

namespace Xianjie.Screening.Language;

/// <summary>Reads the tests of a rule and checks that they are enough.</summary>
internal sealed class RuleTestReader(Catalogue catalogue, ParameterBook parameters, ErrorList errors)
{
    private static readonly DateOnly DefaultAsOf = new(2026, 10, 31);

    public List<RuleTest> Read(YamlFields rule)
    {
        var tests = new List<RuleTest>();
        foreach (var item in rule.Items("tests"))
            if (item is YamlMap test) tests.Add(ReadTest(test));
            else errors.Add(item, "测试应写成 {name: …, given: …, expect: …}");
        if (!tests.Exists(t => t.Expect > 0) || !tests.Exists(t => t.Expect == 0))
            errors.Add(rule.Map["tests"] ?? rule.Map, "规则要有测试：至少一个应命中（expect ≥ 1），一个不应命中（expect: 0）");
        return tests;
    }

    private RuleTest ReadTest(YamlMap map)
    {
        var fields = new YamlFields(map, errors, "name", "asof", "given", "expect", "parameters", "message").Checked();
        var expect = fields.Number("expect");
        if (expect is not (>= 0 and <= 1000)) errors.Add(map["expect"] ?? map, "“expect”应是命中数（0 起的整数）");
        return new RuleTest(fields.Required("name"), fields.Date("asof") ?? DefaultAsOf, (int)(expect ?? 0), fields.Text("message"))
        {
            Given = Given(fields.Section("given")),
            Parameters = [.. Overrides(fields.Section("parameters"))],
            Line = map.Line,
        };
    }

    private List<(FactTable, YamlMap)> Given(YamlMap? given)
    {
        var rows = new List<(FactTable, YamlMap)>();
        foreach (var (key, value) in given?.Entries ?? [])
        {
            if (catalogue[key.Value] is not { } fact)
            {
                errors.Add(key, $"没有事实“{key.Value}”，可用：{string.Join("、", catalogue.Facts.Select(f => f.Name))}");
                continue;
            }
            foreach (var item in value is YamlList list ? list.Items : [value])
                if (item is YamlMap row) rows.Add((fact, Checked(fact, row)));
                else if (item is not YamlScalar { IsNull: true }) errors.Add(item, "一行应写成 {列: 值, …}");
        }
        return rows;
    }

    private YamlMap Checked(FactTable fact, YamlMap row)
    {
        foreach (var (key, value) in row.Entries)
        {
            if (key.Value == "成员" && fact.Grain == Grain.Person && fact != catalogue.Member)
            {
                if (value is not YamlScalar number || !int.TryParse(number.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 1 or > 40)
                    errors.Add(value, "“成员”应是第几个成员（1 起）");
                continue;
            }
            var column = fact[key.Value];
            if (column is null || column.Expression is not null)
                errors.Add(key, $"“{fact.Name}”没有可填的列“{key.Value}”，可用：{string.Join("、", fact.Columns.Where(c => c.Expression is null).Select(c => c.Name))}");
            else if (CellText(value) is { } text && !text.IsNull && CellValue.Check(column, text.Value) is { } reason) errors.Add(value, reason);
            else if (CellText(value) is null && !(value is YamlList && column.Type == ColumnType.Codes)) errors.Add(value, "值应是一段文字");
        }
        return row;
    }

    private static YamlScalar? CellText(YamlNode node) => node as YamlScalar;

    private IEnumerable<(string, string?, object)> Overrides(YamlMap? map)
    {
        foreach (var (key, value) in map?.Entries ?? [])
        {
            if (parameters[key.Value] is not { } parameter)
            {
                errors.Add(key, $"没有参数“{key.Value}”，可用：{string.Join("、", parameters.All.Select(p => p.Key))}");
                continue;
            }
            var entries = value is YamlMap by ? by.Entries.Select(e => ((string?)e.Key.Value, e.Value)) : [(null, value)];
            foreach (var (dimension, item) in entries)
            {
                if (ParameterReader.Value(parameter.Type, (item as YamlScalar)?.Value ?? "", out var reason) is { } parsed) yield return (key.Value, dimension, parsed);
                else errors.Add(item, reason!);
            }
        }
    }
}
