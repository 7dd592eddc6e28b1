using Xianjie.Ledgers.Definitions;
using Xianjie.Ledgers.Indicators;
using Xianjie.Ledgers.Periods;
using Xianjie.Ledgers.Rollup;
using Xianjie.Ledgers.Rows;
using Xianjie.Ledgers.Reminders;
using Xianjie.Platform.Access;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Web.Menu;
using Xianjie.Screening;

namespace Xianjie.Ledgers;

/// <summary>台账: registers that are defined by data.</summary>
internal sealed class LedgersModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(s => new ShippedLedgers(s.GetRequiredService<Catalogue>()));
        services.AddSingleton<LedgerShelf>();
        services.AddScoped<LedgerBook>();
        services.AddScoped<PeriodDesk>();
        services.AddScoped<LateDesk>();
        services.AddSingleton<ReportWork>();
        services.AddSingleton<IDueWork>(s => s.GetRequiredService<ReportWork>());
        services.AddScoped<PersonLinks>();
        services.AddScoped<NameLinks>();
        services.AddScoped<NameChoices>();
        services.AddScoped<RowLinks>();
        services.AddScoped<OtherRows>();
        services.AddScoped<ParameterOverlay>();
        services.AddScoped<RowCheck>();
        services.AddScoped<ApprovalWork>();
        services.AddScoped<RowDesk>();
        services.AddScoped<RowView>();
        services.AddScoped<FormulasNow>();
        services.AddScoped<RollupDesk>();
        services.AddScoped<FactTwins>();
        services.AddScoped<Burden.VillageForms>();
        services.AddSingleton<LedgerSideShelf>();
        services.AddSingleton<MissingUnits>();
        services.AddScoped<LedgerWalk>();
        services.AddScoped<IIndicatorSource, LedgerIndicators>();
        services.AddScoped<IIndicatorSource, LinkIndicators>();
        services.AddScoped<Entry.Prefill>();
        services.AddScoped<Import.LedgerImport>();
        services.AddScoped<Import.ImportDesk>();
        services.AddScoped<IJobHandler, Import.LedgerImportJob>();
        services.AddScoped<Files.RowFiles>();
        services.AddScoped<Notices.NoticeDesk>();
        services.AddScoped<LedgerServices>();
        services.AddSingleton(new MenuEntry(MenuSection.Registers, 1, "台账目录", "/ledgers", Permissions.LedgersRead));
    }

    public static void Map(WebApplication app) => Files.FileDownload.Map(app);
}
