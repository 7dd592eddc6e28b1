namespace Xianjie.Monitoring.SelfReport;

internal static class PublicSetup
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<Limits>();
        services.AddScoped<PhotoDrafts>();
    }
}
