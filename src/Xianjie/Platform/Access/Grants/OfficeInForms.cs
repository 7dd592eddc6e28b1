using Microsoft.AspNetCore.Antiforgery;

namespace Xianjie.Platform.Access.Grants;

/// <summary>A form belongs to the office in which it was opened: sent after a switch, or after the office ended, it is refused instead of done in another's name.</summary>
internal sealed class OfficeInForms : IAntiforgeryAdditionalDataProvider
{
    public string GetAdditionalData(HttpContext context) => context.RequestServices.GetRequiredService<CurrentUser>().Capacity?.Id.ToString() ?? string.Empty;

    public bool ValidateAdditionalData(HttpContext context, string additionalData) => additionalData == GetAdditionalData(context);
}
