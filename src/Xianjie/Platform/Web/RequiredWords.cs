using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Xianjie.Platform.Web;

/// <summary>Fields that must be filled say so in Chinese, also where the rule follows from the type alone.</summary>
internal sealed class RequiredWords : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var required in context.ValidationMetadata.ValidatorMetadata.OfType<RequiredAttribute>().Where(r => r.ErrorMessage is null && r.ErrorMessageResourceName is null))
            required.ErrorMessage = "请填写此项。";
    }
}
