using Xianjie.Platform.Access;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Jobs;
using Xianjie.Platform.Process;
using Xianjie.Platform.Web.Menu;
using Xianjie.Registry.Households;
using Xianjie.SocialRelief.Benefits;
using Xianjie.SocialRelief.People;
using Xianjie.SocialRelief.Policies;
using Xianjie.SocialRelief.Referrals;
using Xianjie.SocialRelief.Refresh;
using Xianjie.SocialRelief.Shared;

namespace Xianjie.SocialRelief;

/// <summary>社会救助与保障: benefits gathered to households, policies set against them, low-income people, illness, and applications to departments.</summary>
internal sealed class ReliefModule : IModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<RegisterServices>();
        services.AddScoped<PolicyBook>();
        services.AddScoped<ReferralDesk>();
        services.AddScoped<IJobHandler, ReliefJob>();
        services.AddSingleton<IDueWork, ReliefSchedule>();
        services.AddDangerousAct<PolicyAct>();
        services.AddScoped<IHouseholdTab, BenefitsTab>();
        services.AddSingleton<IMemberPanel, MemberPanel>();
        services.AddSingleton(ProcessPaper.Of(ReferralProcess.Table));
        foreach (var (at, title, href) in new[] { (45, "低收入人口库", "/relief/pool"), (46, "并轨比对", "/relief/merge") })
            services.AddSingleton(new MenuEntry(MenuSection.Monitoring, at, title, href, Permissions.HouseholdsRead));
        services.AddSingleton(new MenuEntry(MenuSection.Monitoring, 47, "救助转办", "/relief/referrals", Permissions.ReliefCases));
        foreach (var (at, title, href) in new[]
        {
            (50, "保障待遇", "/relief/benefits"), (51, "救助政策", "/relief/policies"), (52, "应享未享", "/relief/gaps"), (53, "低保标准", "/relief/standards"), (54, "脱贫人口医保待遇", "/relief/insurance"),
            (55, "家庭医生签约", "/relief/doctors"), (56, "大病专项救治", "/relief/critical"), (57, "无障碍改造", "/relief/barrier-free"),
        })
            services.AddSingleton(new MenuEntry(MenuSection.Registers, at, title, href, Permissions.HouseholdsRead));
    }

    public static void Map(WebApplication app) => Referrals.ShowPage.MapPapers(app);
}
