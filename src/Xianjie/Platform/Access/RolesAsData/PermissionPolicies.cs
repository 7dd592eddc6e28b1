using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Xianjie.Screening;

namespace Xianjie.Platform.Access.RolesAsData;

/// <summary>What an endpoint asks for.</summary>
internal sealed record MayRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>Answers from the office that the person holds in this request, as the county has defined it today.</summary>
internal sealed class MayHandler(CurrentUser user) : AuthorizationHandler<MayRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, MayRequirement requirement)
    {
        if (user.Opens(requirement.Permission) || (KeepsApart(context) && user.May(requirement.Permission) && user.Sees(ColumnClass.Personal)))
            context.Succeed(requirement);
        return Task.CompletedTask;
    }

    private static bool KeepsApart(AuthorizationHandlerContext context) => (context.Resource as HttpContext)?.GetEndpoint()?.Metadata is { } metadata
        && (metadata.GetMetadata<ByFieldClassAttribute>() is not null || metadata.GetMetadata<CompiledPageActionDescriptor>()?.ModelTypeInfo?.IsDefined(typeof(ByFieldClassAttribute), false) == true);
}

/// <summary>Makes the policy of a permission when it is first asked for. A permission that nobody knows has none, and the endpoint fails.</summary>
internal sealed class PermissionPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    public const string Prefix = "may:";

    public override Task<AuthorizationPolicy?> GetPolicyAsync(string policyName)
    {
        if (!policyName.StartsWith(Prefix, StringComparison.Ordinal))
            return base.GetPolicyAsync(policyName);
        var permission = policyName[Prefix.Length..];
        return Task.FromResult(permission == Permissions.SignedIn || Roles.Words.ContainsKey(permission)
            ? new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new MayRequirement(permission)).Build() : null);
    }
}
