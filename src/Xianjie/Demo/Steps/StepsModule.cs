namespace Xianjie.Demo.Steps;

/// <summary>What makes the demo county open as a county at work: its departments have delivered, it has been compared, villages have visited.</summary>
internal sealed class StepsModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<IDemoStep, VillageStep>();
        services.AddScoped<IDemoStep, LetterStep>();
        services.AddScoped<IDemoStep, DeliveryStep>();
        services.AddScoped<IDemoStep, ScreeningStep>();
        services.AddScoped<IDemoStep, Relief.ReliefFeedsStep>();
        services.AddScoped<IDemoStep, Loop.LoopStep>();
        services.AddScoped<IDemoStep, Loop.RegularStep>();
        services.AddScoped<IDemoStep, Relief.ReliefStep>();
        services.AddScoped<IDemoStep, Loop.HousingStep>();
        services.AddScoped<IDemoStep, Loop.RegisterStep>();
        services.AddScoped<IDemoStep, Ledgers.LedgerStep>();
        services.AddScoped<IDemoStep, Ledgers.WishStep>();
        services.AddScoped<IDemoStep, Ledgers.LoanStep>();
        services.AddScoped<IDemoStep, Ledgers.SurveyStep>();
        services.AddScoped<IDemoStep, Ledgers.PostStep>();
        services.AddScoped<IDemoStep, Ledgers.LinkStep>();
        services.AddScoped<IDemoStep, AccessStep>();
        services.AddScoped<IDemoStep, OverviewStep>();
    }

    public static void Map(WebApplication app)
    {
    }
}
