using Microsoft.AspNetCore.Authorization;

namespace Xianjie.Platform.Access;

/// <summary>Names the permission that a page or endpoint needs.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class RequiresAttribute(string permission) : AuthorizeAttribute("may:" + permission)
{
    public string Permission { get; } = permission;
}
