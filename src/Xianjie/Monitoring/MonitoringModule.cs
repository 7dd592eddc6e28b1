namespace Xianjie.Monitoring;

/// <summary>监测帮扶: from a clue to "risk removed". Each feature adds itself by one line.</summary>
internal sealed class MonitoringModule : IModule
{
    public static void Add(IServiceCollection services)
    {
    }

    public static void Map(WebApplication app)
    {
    }
}
