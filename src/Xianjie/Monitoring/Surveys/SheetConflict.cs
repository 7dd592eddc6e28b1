using System.Globalization;
using Xianjie.Platform.Capture;

namespace Xianjie.Monitoring.Surveys;

/// <summary>Two people wrote the same sheet: answer by answer, what the phone brings and what stands.</summary>
internal static class SheetConflict
{
    public static CaptureConflict Of(SurveyForm form, string riskState, SurveySheet? stands, SurveyAnswers theirs, SheetReport mine)
    {
        List<ConflictLine> lines =
        [
            new("入户", mine.Contact.ToString(), $"{stands?.Contact}"), new("日期", $"{mine.VisitedOn:yyyy-MM-dd}", $"{stands?.VisitedOn:yyyy-MM-dd}"), new("走访人", mine.Visitors, stands?.Visitors ?? string.Empty),
        ];
        foreach (var question in form.SectionsFor(riskState).SelectMany(s => s.Questions))
        {
            var (own, other) = (string.Join('、', mine.Answers[question.Key]), string.Join('、', theirs[question.Key]));
            if (own != other)
                lines.Add(new(question.Text, own, other));
        }
        return new CaptureConflict($"这户刚由 {stands?.By} 登记过，与您手机里填的不同，请核对。", [.. lines.Where(l => l.Mine != l.Theirs)],
            new Dictionary<string, string> { ["Input.Version"] = (stands?.Version ?? -1).ToString(CultureInfo.InvariantCulture) });
    }
}
