namespace Xianjie.Monitoring.Surveys;

internal enum QuestionType { YesNo, Choice, Choices, Text, Count }

/// <summary>One condition on an answer: any of the values, or <c>*</c> for any answer at all.</summary>
internal sealed record AnswerIs(string Key, IReadOnlyList<string> Values)
{
    public bool Holds(SurveyAnswers answers) => answers[Key] is { Count: > 0 } given && (Values is ["*"] || given.Any(Values.Contains));
}

/// <param name="When">Asked only where all of these hold.</param>
internal sealed record SurveyQuestion(string Key, string Text, QuestionType Type, IReadOnlyList<string> Choices, bool Required, IReadOnlyList<AnswerIs> When, string? Unit)
{
    /// <summary>The conditions as the page carries them (asked.js).</summary>
    public string Condition => string.Join(';', When.Select(w => $"a.{w.Key}={string.Join('|', w.Values)}"));

    public bool IsAsked(SurveyAnswers answers) => When.All(w => w.Holds(answers));
}

/// <summary>What follows where all conditions hold: words for the list, and where it names risks, a clue for each.</summary>
/// <param name="ClueFrom">Question whose answers are the risks.</param>
/// <param name="IsGood">Good news rather than a problem.</param>
internal sealed record SurveyOutcome(string Words, IReadOnlyList<AnswerIs> When, string? ClueFrom, string? Risk, bool IsGood)
{
    public IReadOnlyList<string> Risks(SurveyAnswers answers) => ClueFrom is { } key ? answers[key] : Risk is { } risk ? [risk] : [];
}

/// <param name="For">户属性 of the households that are asked; empty for all.</param>
internal sealed record SurveySection(string Title, IReadOnlyList<string> For, IReadOnlyList<SurveyQuestion> Questions, IReadOnlyList<SurveyOutcome> Outcomes)
{
    public bool IsFor(string riskState) => For.Count == 0 || For.Contains(riskState);
}

/// <summary>What was answered, by the key of the question.</summary>
internal sealed class SurveyAnswers(IReadOnlyDictionary<string, List<string>> given)
{
    public IReadOnlyList<string> this[string key] => given.TryGetValue(key, out var values) ? values : [];
    public IReadOnlyDictionary<string, List<string>> All => given;
}

/// <summary>A survey form as its file defines it.</summary>
internal sealed record SurveyForm(string Key, string Title, IReadOnlyList<string> Kinds, string Basis, IReadOnlyList<SurveySection> Sections)
{
    private const int LongestText = 500, MostPeople = 99;

    public IEnumerable<SurveySection> SectionsFor(string riskState) => Sections.Where(s => s.IsFor(riskState));

    /// <summary>Keeps what the form asks of such a household and drops the rest, also answers to questions whose condition no longer holds.</summary>
    public SurveyAnswers Read(string riskState, Func<string, IEnumerable<string?>> typed)
    {
        var kept = new Dictionary<string, List<string>>();
        var answers = new SurveyAnswers(kept);
        foreach (var question in SectionsFor(riskState).SelectMany(s => s.Questions))
        {
            var values = typed(question.Key).Select(v => v?.Trim() ?? string.Empty).Where(v => v.Length > 0 && (question.Choices.Count == 0 || question.Choices.Contains(v))).Distinct().ToList();
            if (values.Count > 0 && question.IsAsked(answers))
                kept[question.Key] = question.Type == QuestionType.Choices ? values : [values[0]];
        }
        return answers;
    }

    public IEnumerable<(string Key, string Words)> Faults(string riskState, SurveyAnswers answers)
    {
        foreach (var question in SectionsFor(riskState).SelectMany(s => s.Questions).Where(q => q.IsAsked(answers)))
        {
            if (question.Required && answers[question.Key].Count == 0)
                yield return (question.Key, $"请回答“{question.Text}”。");
            else if (question.Type == QuestionType.Text && answers[question.Key] is [var text] && text.Length > LongestText)
                yield return (question.Key, $"“{question.Text}”最多 {LongestText} 个字。");
            else if (question.Type == QuestionType.Count && answers[question.Key] is [var number] && !(int.TryParse(number, out var count) && count is >= 0 and <= MostPeople))
                yield return (question.Key, $"“{question.Text}”应填 0 到 {MostPeople} 的整数。");
        }
    }

    public IReadOnlyList<SurveyOutcome> Outcomes(string riskState, SurveyAnswers answers) =>
        [.. SectionsFor(riskState).SelectMany(s => s.Outcomes).Where(o => o.When.All(w => w.Holds(answers)))];
}
