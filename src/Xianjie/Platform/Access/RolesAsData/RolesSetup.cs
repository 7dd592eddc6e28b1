using Microsoft.AspNetCore.Authorization;
using Xianjie.Platform.Access.Grants;
using Xianjie.Platform.Access.SecondPerson;
using Xianjie.Platform.Web.Menu;

namespace Xianjie.Platform.Access.RolesAsData;

internal static class RolesSetup
{
    public static void AddRoles(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicies>();
        services.AddScoped<IAuthorizationHandler, MayHandler>();
        services.AddSingleton<Microsoft.AspNetCore.Antiforgery.IAntiforgeryAdditionalDataProvider, OfficeInForms>();
        services.AddScoped<RoleBook>();
        services.AddScoped<GrantRules>();
        services.AddScoped<GrantDesk>();
        services.AddScoped<Capacity>();
        services.AddScoped<Accounts.OpenSessions>();
        services.AddScoped<Indicators.IOfficeFigures, Accounts.AccountFigures>();
        services.AddDangerousAct<Accounts.AccountAct>();
        services.AddDangerousAct<RoleAct>();
        services.AddDangerousAct<GrantAct>();
        services.AddSingleton(new MenuEntry(MenuSection.Home, 6, "本职与代理", "/capacities", Permissions.SignedIn));
        services.AddSingleton(new MenuEntry(MenuSection.System, 4, "角色", "/roles", Permissions.UsersManage));
        services.AddSingleton(new MenuEntry(MenuSection.System, 5, "授权", "/grants", Permissions.UsersManage));
    }
}
