using Microsoft.AspNetCore.Mvc.Filters;

namespace Xianjie.Platform.Capture;

/// <summary>
/// The page may be kept on the phone of who opened it, and its form may be filled without a network and sent later (docs/capture.md). The
/// page itself is written as any other.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class CapturedAttribute : Attribute, IFilterFactory, IOrderedFilter
{
    /// <summary>Inside the transaction of the request (<see cref="Web.UnitOfWork"/>), so that the answer is kept if and only if the record is.</summary>
    public int Order => 200;
    public bool IsReusable => false;
    public IFilterMetadata CreateInstance(IServiceProvider serviceProvider) => ActivatorUtilities.CreateInstance<CaptureFilter>(serviceProvider);
}
