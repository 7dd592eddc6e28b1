namespace Xianjie.Monitoring.Surveys;

/// <summary>What learns of every sheet that is written or corrected, in the same transaction.</summary>
internal interface ISheetWatcher
{
    Task RecordedAsync(SurveyRound round, SurveySheet sheet, CancellationToken ct);
}
