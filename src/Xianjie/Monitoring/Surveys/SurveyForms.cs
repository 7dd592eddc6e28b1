using System.Reflection;
using Xianjie.Screening;
using YamlDotNet.RepresentationModel;

namespace Xianjie.Monitoring.Surveys;

/// <summary>The survey forms of Monitoring/Surveys/forms. A mistake in a file stops the program at its start, with words on where it is.</summary>
internal sealed class SurveyForms
{
    private readonly Catalogue catalogue;

    public SurveyForms(Catalogue catalogue)
    {
        this.catalogue = catalogue;
        All = [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(n => n.StartsWith("surveys/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Shipped)];
    }

    public IReadOnlyList<SurveyForm> All { get; }
    public IReadOnlyList<string> Kinds => [.. All.SelectMany(f => f.Kinds)];

    public SurveyForm? this[string key] => All.FirstOrDefault(f => f.Key == key);

    public SurveyForm? OfKind(string? kind) => All.FirstOrDefault(f => kind is not null && f.Kinds.Contains(kind));

    private SurveyForm Shipped(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return Read(name, reader);
    }

    /// <exception cref="InvalidDataException">A part is missing, a type is unknown, or a condition names no earlier question or no choice of it.</exception>
    public SurveyForm Read(string name, TextReader reader)
    {
        var yaml = new YamlStream();
        yaml.Load(reader);
        var root = (YamlMappingNode)yaml.Documents[0].RootNode;
        var form = new SurveyForm(Text(root, "key") ?? throw Wrong(name, "key"), Text(root, "form") ?? throw Wrong(name, "form"), List(root, "kinds"), Text(root, "basis") ?? throw Wrong(name, "basis"),
            [.. Items(root, "sections").Select(s => new SurveySection(Text(s, "title") ?? throw Wrong(name, "title"), List(s, "for"), [.. Items(s, "questions").Select(q => Question(name, q))], [.. Items(s, "outcomes").Select(o => Outcome(name, o))]))]);
        Check(name, form);
        return form;
    }

    private SurveyQuestion Question(string name, YamlMappingNode node)
    {
        var type = Text(node, "type") switch
        {
            "yesno" => QuestionType.YesNo, "choice" => QuestionType.Choice, "choices" => QuestionType.Choices, "text" => QuestionType.Text, "count" => QuestionType.Count,
            var other => throw new InvalidDataException($"{name}：不认识的题型“{other}”"),
        };
        var choices = type == QuestionType.YesNo ? ["是", "否"]
            : Text(node, "codes") is { } codes ? catalogue.Codes.TryGetValue(codes, out var list) ? list.Values : throw new InvalidDataException($"{name}：没有代码表“{codes}”")
            : List(node, "choices");
        return new(Text(node, "key") ?? throw Wrong(name, "key"), Text(node, "text") ?? throw Wrong(name, "text"), type, choices, Text(node, "required") == "true", Conditions(node), Text(node, "unit"));
    }

    private static SurveyOutcome Outcome(string name, YamlMappingNode node) =>
        new(Text(node, "words") ?? throw Wrong(name, "words"), Conditions(node), Text(node, "clue"), Text(node, "risk"), Text(node, "good") == "true");

    private static IReadOnlyList<AnswerIs> Conditions(YamlMappingNode node) =>
        [.. List(node, "when").Select(w => w.Split('=', 2)).Select(p => new AnswerIs(p[0].Trim(), p.Length == 2 ? p[1].Split('|', StringSplitOptions.TrimEntries) : ["*"]))];

    private void Check(string name, SurveyForm form)
    {
        var known = new Dictionary<string, SurveyQuestion>();
        foreach (var question in form.Sections.SelectMany(s => s.Questions))
        {
            if (question.Type is QuestionType.Choice or QuestionType.Choices && question.Choices.Count == 0)
                throw new InvalidDataException($"{name}：“{question.Text}”没有选项");
            Demand(name, question.When, known);
            // Without script it is asked only because the form comes back for its answer
            if (question.When.Count > 0 && !question.Required)
                throw new InvalidDataException($"{name}：“{question.Text}”有条件，须标 required: true");
            if (!known.TryAdd(question.Key, question))
                throw new InvalidDataException($"{name}：题目“{question.Key}”重复");
        }
        foreach (var outcome in form.Sections.SelectMany(s => s.Outcomes))
        {
            Demand(name, outcome.When, known);
            if (outcome.Risk is { } risk && catalogue.Codes["风险"].NumberOf(risk) == 0)
                throw new InvalidDataException($"{name}：没有风险“{risk}”");
            if (outcome.ClueFrom is { } key && !known.ContainsKey(key))
                throw new InvalidDataException($"{name}：结论“{outcome.Words}”引用的题目“{key}”不存在");
        }
    }

    private static void Demand(string name, IReadOnlyList<AnswerIs> conditions, Dictionary<string, SurveyQuestion> known)
    {
        foreach (var condition in conditions)
        {
            if (!known.TryGetValue(condition.Key, out var question))
                throw new InvalidDataException($"{name}：条件里的题目“{condition.Key}”不存在或在后面");
            if (condition.Values is not ["*"] && condition.Values.FirstOrDefault(v => !question.Choices.Contains(v)) is { } value)
                throw new InvalidDataException($"{name}：“{question.Text}”没有选项“{value}”");
        }
    }

    private static InvalidDataException Wrong(string name, string key) => new($"{name}：缺少“{key}”");

    private static IEnumerable<YamlMappingNode> Items(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? ((YamlSequenceNode)node).Cast<YamlMappingNode>() : [];

    private static List<string> List(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? [.. ((YamlSequenceNode)node).Select(n => ((YamlScalarNode)n).Value!)] : [];

    private static string? Text(YamlMappingNode map, string key) => map.Children.TryGetValue(key, out var node) ? ((YamlScalarNode)node).Value : null;
}
