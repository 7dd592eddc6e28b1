using Xianjie.Monitoring.Archive;
using Xianjie.Monitoring.Campaigns;
using Xianjie.Monitoring.Capture;
using Xianjie.Monitoring.Cases;
using Xianjie.Monitoring.Guarantees;
using Xianjie.Monitoring.Help;
using Xianjie.Monitoring.JointReview;
using Xianjie.Monitoring.Housing;
using Xianjie.Monitoring.Letters;
using Xianjie.Monitoring.Indicators;
using Xianjie.Monitoring.LowIncome;
using Xianjie.Monitoring.PeriodicReviews;
using Xianjie.Monitoring.Quality;
using Xianjie.Monitoring.Removal;
using Xianjie.Monitoring.ScaleWatch;
using Xianjie.Monitoring.Surveys;
using Xianjie.Monitoring.Visits;
using Xianjie.Platform.Jobs;

namespace Xianjie.Monitoring;

/// <summary>监测帮扶: from a clue to "risk removed". Each feature adds itself by one line.</summary>
internal sealed class MonitoringModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        CaptureSetup.Add(services);
        CasesSetup.Add(services);
        Authorisations.AuthorisationsSetup.Add(services);
        LettersSetup.Add(services);
        SurveysSetup.Add(services);
        HelpSetup.Add(services);
        VisitsSetup.Add(services);
        GuaranteesSetup.Add(services);
        HousingSetup.Add(services);
        RemovalSetup.Add(services);
        ArchiveSetup.Add(services);
        QualitySetup.Add(services);
        IndicatorsSetup.Add(services);
        LowIncomeSetup.Add(services);
        CampaignsSetup.Add(services);
        Income.IncomeSetup.Add(services);
        History.HistorySetup.Add(services);
        Clinics.ClinicsSetup.Add(services);
        JointSetup.Add(services);
        PeriodicSetup.Add(services);
        services.AddSingleton<IDueWork, ScaleAlerts>();
        services.AddSingleton(new Platform.Inbox.FinishedByWords(ScaleAlerts.Kind));
    }

    public static void Map(WebApplication app)
    {
        Letters.ShowPage.MapPhoto(app);
        CopyPage.MapFiles(app);
    }
}
