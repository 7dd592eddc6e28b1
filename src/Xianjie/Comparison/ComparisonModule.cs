using Xianjie.Comparison.Clues;
using Xianjie.Comparison.Feeds;
using Xianjie.Comparison.Figures;
using Xianjie.Comparison.Rules;
using Xianjie.Comparison.Runs;
using Xianjie.Comparison.Unmatched;
using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Inbox;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Intake;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;
using Xianjie.Screening;

namespace Xianjie.Comparison;

/// <summary>比对: department files in, rules over them, clues out and to the villages.</summary>
internal sealed class ComparisonModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(s => new RuleBook(s.GetRequiredService<Catalogue>()));
        services.AddSingleton<IFactSource, IdChecks>();
        services.AddSingleton<IFactSource, VillageChecks>();
        services.AddSingleton<WhatIf>();
        services.AddSingleton<Evidence>();
        services.AddSingleton<Schedules>();
        services.AddSingleton<IDueWork>(s => s.GetRequiredService<Schedules>());
        services.AddScoped<FeedDesk>();
        services.AddSingleton<FeedIntake>();
        services.AddScoped<IHouseholdTab, CluesTab>();
        services.AddScoped<ISaveCheck, LiveCheck>();
        services.AddScoped<Upload>();
        services.AddScoped<ClueDesk>();
        services.AddScoped<IClueIntake, ClueIntake>();
        services.AddScoped<IWorkReturn, ClueReturn>();
        services.AddSingleton<ClueSheet>();
        services.AddScoped<IJobHandler, ClueExportJob>();
        services.AddScoped<RuleScores>();
        services.AddScoped<IJobHandler, ReadDelivery>();
        services.AddScoped<IJobHandler, ScreeningJob>();
        services.AddScoped<IFigures, ClueFigures>();
        services.AddScoped<IFigures, FeedFigures>();
        services.AddScoped<UnclaimedDesk>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 20, "线索", "/clues", Permissions.CluesRead));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 21, "月度比对", "/screening", Permissions.ScreeningRun));
        services.AddDangerousAct<Rules.SwitchAct>();
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 22, "比对规则", "/rules", Permissions.RulesRead));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 23, "部门送数", "/feeds", Permissions.FeedsRead));
    }

    public static void Map(WebApplication app)
    {
    }
}
