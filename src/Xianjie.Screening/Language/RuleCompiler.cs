namespace Xianjie.Screening.Language;

/// <summary>Turns the text of a rule file into checked rules.</summary>
public static class RuleCompiler
{
    /// <param name="file">Name used in messages.</param>
    /// <param name="text">One rule, or a list of rules, in one or more YAML documents.</param>
    /// <param name="catalogue">What rules may name.</param>
    /// <param name="parameters">Parameters that rules may use.</param>
    public static RuleLoad Compile(string file, string text, Catalogue catalogue, ParameterBook parameters)
    {
        var errors = new ErrorList();
        var rules = new List<Rule>();
        foreach (var document in YamlReader.Read(file, text, errors))
        {
            foreach (var node in document is YamlList list ? list.Items : [document])
            {
                if (node is not YamlMap map)
                {
                    if (node is not YamlScalar { IsNull: true }) errors.Add(node, "规则应是若干“键: 值”");
                    continue;
                }
                if (new RuleReader(file, map, catalogue, parameters, errors).Read() is not { } rule) continue;
                if (rules.Exists(r => r.Id == rule.Id)) errors.Add(map, $"规则编号“{rule.Id}”重复");
                else rules.Add(rule);
            }
        }
        return new RuleLoad(new RuleSet(rules, parameters, catalogue), errors.All);
    }
}
