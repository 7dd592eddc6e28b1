using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Xianjie.Comparison.Rules;
using Xianjie.Ledgers.Definitions;
using Xianjie.Platform.Indicators;
using Xianjie.Platform.Parameters;
using Xianjie.Reports.Templates;
using Xianjie.Screening;

namespace Xianjie.Tests.Setup;

/// <summary>What ships with the program and never changes is read once for all sites of the tests: hundreds of readings of the same files take more time than the tests.</summary>
internal static class Shipped
{
    private static readonly Type[] Unchanging = [typeof(Catalogue), typeof(RuleBook), typeof(ShippedParameters), typeof(ShippedLedgers), typeof(ShippedTables), typeof(IndicatorBook)];
    private static readonly Lock Turn = new();
    private static volatile Kept? kept;

    private sealed record Kept(IReadOnlyList<(Type Type, object Instance)> Read, IReadOnlyList<ActionDescriptor> Pages);

    /// <summary>Before an application is built: it gets what an earlier one has read.</summary>
    public static void Lend(IServiceCollection services)
    {
        if (kept is not { } known)
            return;
        foreach (var (type, instance) in known.Read)
            services.AddSingleton(type, instance);
        services.AddSingleton<IActionDescriptorCollectionProvider>(new Pages(new([.. known.Pages.Select(Copy)], 1)));
    }

    /// <summary>What one application reads serves the later ones: all of it from the same one, for rules and ledgers point into their catalogue.</summary>
    public static void Take(IServiceProvider services)
    {
        lock (Turn)
            kept ??= new([.. Unchanging.Select(t => (t, services.GetRequiredService(t)))], services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items);
    }

    /// <summary>Each application has its own: the framework keeps what it made for a page in it.</summary>
    private static CompiledPageActionDescriptor Copy(ActionDescriptor action)
    {
        var page = (CompiledPageActionDescriptor)action;
        return new(page)
        {
            PageTypeInfo = page.PageTypeInfo, ModelTypeInfo = page.ModelTypeInfo, DeclaredModelTypeInfo = page.DeclaredModelTypeInfo, HandlerTypeInfo = page.HandlerTypeInfo, HandlerMethods = page.HandlerMethods,
            FilterDescriptors = page.FilterDescriptors, BoundProperties = page.BoundProperties, Parameters = page.Parameters, EndpointMetadata = page.EndpointMetadata,
            AttributeRouteInfo = page.AttributeRouteInfo, ActionConstraints = page.ActionConstraints, DisplayName = page.DisplayName, RouteValues = page.RouteValues, Properties = page.Properties,
        };
    }

    private sealed class Pages(ActionDescriptorCollection actions) : IActionDescriptorCollectionProvider
    {
        public ActionDescriptorCollection ActionDescriptors => actions;
    }
}
