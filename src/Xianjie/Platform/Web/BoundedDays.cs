using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;

namespace Xianjie.Platform.Web;

/// <summary>Days that come in lie within the years that the program reckons with; any other would break the first step back or forward from it.</summary>
internal sealed class BoundedDays : IModelBinderProvider
{
    public const int FirstYear = 1900, LastYear = 2199;

    private readonly TryParseModelBinderProvider parsing = new();

    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.UnderlyingOrModelType == typeof(DateOnly) && parsing.GetBinder(context) is { } inner ? new Binder(inner) : null;

    private sealed class Binder(IModelBinder inner) : IModelBinder
    {
        public async Task BindModelAsync(ModelBindingContext bindingContext)
        {
            await inner.BindModelAsync(bindingContext);
            if (bindingContext.Result.Model is not DateOnly { Year: < FirstYear or > LastYear } day)
                return;
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, $"日期“{day:yyyy-MM-dd}”不对，应在 {FirstYear} 年至 {LastYear} 年之间。");
            bindingContext.Result = ModelBindingResult.Failed();
        }
    }
}
